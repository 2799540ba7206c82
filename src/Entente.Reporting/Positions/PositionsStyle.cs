using Entente.Reporting.Games;

namespace Entente.Reporting.Positions;

/// <summary>The style of pages on positions: that of the brief, with pictures that can be scrolled on a narrow screen.</summary>
internal static class PositionsStyle
{
    public static string Css { get; } =
        BriefStyle.Css
        + """

            .scroll>.curves{min-width:36rem}
            .columns-2{display:grid;grid-template-columns:1fr 1fr;gap:0 2rem;align-items:start}
            .columns-2>section{min-width:0}
            @media screen and (max-width:760px){.columns-2{grid-template-columns:1fr}main{padding:1.5rem 1rem 3rem}}
            """;
}
