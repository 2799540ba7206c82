using System.Globalization;
using Entente.Reporting.Figures;

namespace Entente.Reporting;

/// <summary>The style and the few lines of script of the report.</summary>
internal static class ReportStyle
{
    public static string Css => FigureStyle.Page + "\n" + Page + Columns + FigureStyle.Dark;

    /// <summary>Columns as wide as their maps are for their height, so that both stand equally high.</summary>
    private static string Columns { get; } =
        string.Create(
            CultureInfo.InvariantCulture,
            $".maps{{grid-template-columns:{WorldMap.World.Width / WorldMap.World.Height:0.###}fr "
                + $"{WorldMap.Europe.Width / WorldMap.Europe.Height:0.###}fr}}"
        );

    private const string Sans = "ui-sans-serif,system-ui,-apple-system,\"Segoe UI\",Roboto,Helvetica,Arial,sans-serif";

    private const string Tab =
        "display:inline-block;padding:.35rem .8rem;margin:0 .55rem .4rem 0;border:1px solid var(--line);border-radius:1rem;"
        + "background:var(--card);font-size:.88rem;cursor:pointer";

    private const string Swatch =
        "display:inline-block;width:.9rem;height:.9rem;margin-right:.35rem;vertical-align:-.12rem;border:1px solid #c9c4b8";

    private const string Page = $$$"""
        :root{--ink:#24221e;--soft:#6a665d;--line:#ddd9cf;--paper:#fbfaf7;--card:#fff;--accent:#3f3a6b}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 "Iowan Old Style","Palatino Linotype",Palatino,Georgia,serif}
        main{max-width:1060px;margin:0 auto;padding:2.5rem 1.5rem 4rem}
        h1{font-size:2rem;line-height:1.2;margin:0 0 .3rem;font-weight:600}
        h2{font-size:1.25rem;margin:2.6rem 0 .6rem;font-weight:600;border-top:1px solid var(--line);padding-top:1.2rem}
        h3{font-size:1.05rem;margin:1.4rem 0 .4rem;font-weight:600}
        p{margin:.4rem 0 .8rem;max-width:46rem}
        .kicker,.small,figcaption,table,.tabs label,.legend{font-family:{{{Sans}}}}
        .kicker{color:var(--soft);font-size:.85rem;letter-spacing:.02em;margin:0 0 .4rem}
        .small{font-size:.84rem;color:var(--soft)}
        .answer{font-size:1.18rem;line-height:1.5;margin:1rem 0 0;max-width:50rem}
        .answer b{font-weight:600}
        .answer+.small,.trouble+.small{margin-top:1rem}
        .trouble{border-left:4px solid #b35806;background:#fdf1e2;padding:.7rem 1rem;margin-top:1rem;max-width:46rem}
        .tabs>.group{margin:.5rem 0 .2rem;font-size:.95rem;font-weight:600}
        .tabs>input{position:absolute;opacity:0}
        .tabs>label{{{{Tab}}}}
        .tabs>input:checked+label{background:var(--accent);border-color:var(--accent);color:#fff}
        .tabs>input:focus-visible+label{outline:2px solid #998ec3;outline-offset:2px}
        .panel{display:none}
        .outlines{position:absolute}
        figure{margin:.6rem 0 1rem}
        .maps{display:grid;gap:.8rem}
        .maps>svg{width:100%;height:auto;background:#e6ecef;border:1px solid var(--line);border-radius:6px}
        .maps figcaption{grid-column:1/-1;font-size:.8rem;color:var(--soft)}
        .maps figcaption p{margin:.2rem 0 0}
        .legend{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem .9rem;margin:0;padding:0}
        .legend span,.swatch{{{{Swatch}}}}
        .hatched{background:repeating-linear-gradient(45deg,#dedbd2 0 2px,#bdb8ab 2px 4px)}
        .disputed{background:repeating-linear-gradient(-45deg,#f1efe9 0 3px,#8f897b 3px 4px)}
        .pair{display:grid;grid-template-columns:1fr 1fr;gap:1.6rem;align-items:start}
        .bars{width:100%;height:auto}
        .curves{width:100%;height:auto;max-width:54rem}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;font-size:.84rem;font-variant-numeric:tabular-nums;margin:.4rem 0 1rem;background:var(--card)}
        th,td{padding:.28rem .6rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
        th{font-weight:600;color:var(--soft);vertical-align:bottom}
        th:first-child,td:first-child,.words th,.words td{text-align:left}
        th.over{text-align:center;border-left:1px solid var(--line)}
        tbody th{font-weight:400;color:var(--ink)}
        .energy th{white-space:normal}
        .energy tbody th{vertical-align:middle}
        .words td,.words th{white-space:normal;vertical-align:top}
        .words{min-width:60%}
        .words td:first-child{min-width:15rem}
        .words tbody th{min-width:7rem}
        dt{font-weight:600}
        dd{margin:0 0 .5rem}
        thead th button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer;text-align:inherit;white-space:normal}
        thead th button:hover{color:var(--ink);text-decoration:underline}
        tr.focus th{font-weight:600}
        .lead{font-size:1.3rem;line-height:1.45;margin:.9rem 0 1.1rem;max-width:54rem}
        .choices th,.choices td{white-space:normal}
        .choices thead th{text-align:right;min-width:4.6rem;max-width:7.2rem}
        .choices thead th:first-child{text-align:left}
        .choices thead th.over{text-align:center;max-width:none}
        .choices td{white-space:nowrap}
        figure .scroll>.bars{min-width:38rem}
        .choices tbody th{min-width:14rem;text-align:left}
        .choices tr.horizon th{font-weight:600;color:var(--soft);padding-top:.7rem}
        .caveats{max-width:50rem;padding-left:1.3rem;margin:.2rem 0 1.2rem}
        .caveats li{margin:.3rem 0}
        .paper{display:none}
        details{margin:.4rem 0}
        .fold{border-top:1px solid var(--line);margin:0;padding:.2rem 0}
        .fold>summary h2{display:inline-block;border:0;margin:.5rem 0;padding:0;font-size:1.1rem;color:var(--accent)}
        .fold[open]{padding-bottom:1.2rem}
        summary{cursor:pointer;color:var(--accent)}
        code{font-size:.86em;overflow-wrap:anywhere}
        @media screen and (max-width:760px){.pair{grid-template-columns:1fr}.maps{grid-template-columns:1fr!important}h1{font-size:1.6rem}}
        @media screen and (prefers-color-scheme:dark){
          :root{color-scheme:dark;--ink:#e8e5de;--soft:#aaa59a;--line:#3b3934;--paper:#1a1917;--card:#22211e;--accent:#aaa3de}
          .tabs>input:checked+label{color:#1a1917}
          .maps>svg{background:#29323a}
          .trouble{background:#35281a}
          .hatched{background:repeating-linear-gradient(45deg,#2b2a27 0 2px,#4a473f 2px 4px)}
        }
        @media print{
          @page{size:A4;margin:13mm}
          html{font-size:10.5pt}
          body{background:#fff;font-size:10.5pt}
          main{max-width:none;padding:0}
          p,.answer{max-width:none}
          .answer{font-size:11.5pt;margin-top:.6rem}
          .tabs>label,.tabs>input,.tabs>.group,.screen{display:none}
          .panel{display:block!important;break-inside:avoid;margin-bottom:1.2rem}
          .panel h3{margin:.3rem 0}.panel figure{margin:.2rem 0 .4rem}.pair h3{font-size:.9rem}.pair{gap:1rem}
          .maps{gap:.4rem}.maps figcaption{font-size:7pt}
          .scroll{overflow:visible}
          table{font-size:7.6pt;line-height:1.3}th,td{padding:.1rem .3rem}
          thead th button{display:contents}
          h2{margin-top:1.6rem;padding-top:.8rem}
          h2,h3,summary{break-after:avoid}tr,figure,svg{break-inside:avoid}
          .fold:not([open]),.fold details:not([open]){display:none}
          .paper{display:block}
          .lead{font-size:13pt;margin:.5rem 0 .6rem}
          .choices tbody th,.choices thead th,figure .scroll>.bars{min-width:0}
          .caveats{max-width:none;font-size:9.5pt}
          .fold>summary h2{color:var(--ink)}
          summary{list-style:none;font-weight:600}summary::-webkit-details-marker{display:none}
          *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        }
        """;

    /// <summary>
    /// Sorts a table by the column whose heading is pressed; without script the page reads as it stands.
    /// </summary>
    public const string Script = """
        <script>
        document.querySelectorAll('thead th button').forEach(b=>b.addEventListener('click',()=>{
          const th=b.closest('th'),i=[...th.parentNode.children].indexOf(th),body=th.closest('table').tBodies[0];
          const key=r=>{const c=r.cells[i];return c.dataset.v===undefined?c.textContent:(c.dataset.v===''?-Infinity:+c.dataset.v)};
          const up=th.getAttribute('aria-sort')!=='ascending';
          th.parentNode.querySelectorAll('th').forEach(h=>h.removeAttribute('aria-sort'));
          th.setAttribute('aria-sort',up?'ascending':'descending');
          [...body.rows].sort((a,c)=>{const x=key(a),y=key(c);return (x<y?-1:x>y?1:0)*(up?1:-1)}).forEach(r=>body.append(r));
        }));
        </script>
        """;
}
