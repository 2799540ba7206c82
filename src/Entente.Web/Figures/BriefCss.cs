using Entente.Reporting;

namespace Entente.Web.Figures;

/// <summary>The style of the brief of an answer: that of the report, on two sheets.</summary>
internal static class BriefCss
{
    public static string Text { get; } = ReportStyle.Css + "\n" + Own;

    private const string Own = """
        .question{font-size:1.1rem;color:var(--soft);margin:.2rem 0}
        .asked{margin:.2rem 0 .4rem;padding-left:1.1rem;max-width:48rem}
        .numbers td,.numbers th{padding-right:1.4rem}
        .maps-one>svg{width:100%;height:auto;background:#e6ecef;border:1px solid var(--line);border-radius:6px}
        @media screen and (prefers-color-scheme:dark){.maps-one>svg{background:#29323a}}
        @media screen and (max-width:700px){.pair{grid-template-columns:minmax(0,1fr)}main{padding:1.2rem .8rem}}
        @media print{
          @page{margin:13mm}
          main{padding:0;max-width:none}
          h1{font-size:17pt}h2{font-size:12pt;margin-top:.6rem;padding-top:.4rem}
          .lead{font-size:12pt;margin:.3rem 0 .5rem}
          .question{font-size:10pt}
          .pair{display:grid;grid-template-columns:1fr 1fr;gap:6mm}
          .pair.second{break-before:page}
          figure{margin:.2rem 0;break-inside:avoid}
          figcaption,.small,.caveats{font-size:8pt;line-height:1.3}
          table{font-size:8.5pt}
        }
        """;
}
