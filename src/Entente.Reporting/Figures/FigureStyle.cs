namespace Entente.Reporting.Figures;

/// <summary>
/// How figures look: on a page in its colours, light or dark; in a file in light ones, spelled out for programs that know no variables.
/// </summary>
internal static class FigureStyle
{
    private const string Letters = "ui-sans-serif,system-ui,-apple-system,\"Segoe UI\",Roboto,Helvetica,Arial,sans-serif";

    /// <summary>Rules for a page that sets <c>--ink</c>, <c>--soft</c> and <c>--line</c>.</summary>
    public const string Page = $$"""
        svg text{font-family:{{Letters}}}
        .bars .name{text-anchor:end;font-size:13px;fill:var(--ink)}
        .bars .value{font-size:12.5px;fill:var(--soft)}
        .bars .range{stroke:var(--ink);stroke-width:1.4}
        .bars .left{text-anchor:end}
        .bars .zero{stroke:#8a857a;stroke-width:1}
        .curves text{font-size:13px;fill:var(--soft)}
        .curves .left{text-anchor:end}
        .curves .middle{text-anchor:middle}
        .curves .grid{stroke:var(--line);stroke-width:1}
        .curves .zero{stroke:#8a857a;stroke-width:1}
        .frontier text{font-size:12px;fill:var(--soft)}
        .frontier .left{text-anchor:end}
        .frontier .middle{text-anchor:middle}
        .frontier .frame{stroke:#8a857a;stroke-width:1}
        .frontier .doubt{stroke:#fff;stroke-width:1.1;fill:none}
        .frontier .border{stroke:var(--ink);stroke-width:1.6;fill:none;stroke-linecap:square}
        .frontier .mark path{stroke:var(--ink);stroke-width:1.2;stroke-dasharray:3 3;fill:none}
        .frontier .mark circle{fill:#fff;stroke:#24221e;stroke-width:2}
        .world use,.europe use{stroke:#97917f;stroke-width:4.5;stroke-linejoin:round}
        .europe use{stroke-width:2.4}
        .world use.disputed{stroke:#5f5a4e;stroke-dasharray:14 9}
        .europe use.disputed{stroke:#5f5a4e;stroke-width:3;stroke-dasharray:9 6}
        """;

    /// <summary>Rules for a page seen in the dark: small changes near the ground, large ones bright.</summary>
    public static string Dark { get; } =
        "@media screen and (prefers-color-scheme:dark){"
        + string.Concat(
            Enumerable
                .Range(0, Scale.Classes)
                .Select(at => $"use[fill=\"{Scale.Fill(at)}\"],rect[fill=\"{Scale.Fill(at)}\"]{{fill:{Scale.DarkFill(at)}}}")
        )
        + "pattern rect{fill:#2b2a27}pattern line{stroke:#4a473f}.world use,.europe use{stroke:#6d685c}}";

    /// <summary>Rules for a file.</summary>
    public static string File { get; } =
        Page.Replace("svg text{", ".key text{fill:#24221e}\nsvg text{", StringComparison.Ordinal)
            .Replace("var(--ink)", "#24221e", StringComparison.Ordinal)
            .Replace("var(--soft)", "#6a665d", StringComparison.Ordinal)
            .Replace("var(--line)", "#ddd9cf", StringComparison.Ordinal);
}
