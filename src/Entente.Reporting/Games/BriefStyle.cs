namespace Entente.Reporting.Games;

/// <summary>The style of the brief: that of the report of a run, and tables and maps that fit two sheets.</summary>
internal static class BriefStyle
{
    public static string Css { get; } = ReportStyle.Css + "\n" + Own;

    private const string Own = """
        .question{font-size:1.05rem;color:var(--soft);max-width:54rem}
        .answer p{max-width:none;margin:.3rem 0 .5rem}
        .brief{margin-bottom:.3rem}
        .brief caption{text-align:left;font-weight:600;font-size:.92rem;padding:.3rem 0;color:var(--ink)}
        .brief td,.brief th{white-space:normal;vertical-align:top}
        .brief tbody th{text-align:left;min-width:8rem}
        .brief .said{text-align:left}
        .brief thead th{max-width:8rem}
        .brief thead th.over{text-align:center;max-width:none}
        .brief thead th.over:empty{border-left:0}
        .brief .band{display:block;font-size:.78em;color:var(--soft);white-space:nowrap}
        .brief+.small{margin-top:0}
        .frontiers{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));gap:.6rem;max-width:1000px}
        .frontiers svg{width:100%;height:auto;max-width:270px;display:block}
        .frontiers p{margin:0 0 .1rem 1.6rem}
        .columns>section{margin:1.2rem 0}
        .annex .brief+.small,.annex .scroll{margin-bottom:1rem}
        @media print{
          @page{margin:11mm}
          .annex{display:none}
          h1{font-size:15pt}h2{font-size:10.5pt;margin-top:.5rem;padding-top:.3rem}
          .kicker{font-size:7pt;margin:0 0 .1rem}
          .question{font-size:9.5pt;margin:.2rem 0}
          .lead.answer{font-size:9.6pt;line-height:1.35;margin:.2rem 0}
          .answer p{margin:.1rem 0 .25rem}
          .brief{font-size:6.9pt;line-height:1.18;margin:.1rem 0}
          .brief caption{font-size:7.8pt;padding:.1rem 0}
          .brief td,.brief th{padding:.06rem .28rem}
          .brief tbody th{min-width:0}
          .small,figcaption{font-size:6.6pt;line-height:1.25;margin:.1rem 0}
          figure{margin:.2rem 0}
          figure .scroll>.bars{width:72%}
          .frontiers{grid-template-columns:repeat(4,1fr);max-width:none}
          .frontiers svg{max-width:42mm}
          .columns{columns:2;column-gap:7mm}
          .columns>section{margin:0 0 .35rem;break-inside:avoid}
          .columns>.method{break-inside:auto}
          .method .small{font-size:5.8pt;line-height:1.2}
        }
        """;
}
