using System.Globalization;
using Entente.Games.Exposure;
using Entente.Positions.Profiles;
using Entente.Positions.Stakeholders;
using Entente.Positions.Votes;
using Entente.Reporting.Figures;

namespace Entente.Reporting.Positions;

/// <summary>What a page on a country's position is made of.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Exposure">Its exposure in a world; null: none is shown.</param>
/// <param name="Version">Version of the program.</param>
public sealed record PositionsRecord(PositionProfile Profile, CountryExposure? Exposure, string Version)
{
    /// <summary>What stands out of votes, record and economy together.</summary>
    public string Summary
    {
        get
        {
            if (Exposure is not { Partners: [var first, ..] } exposure)
                return Profile.Summary;
            var text =
                $"{Profile.Summary} "
                + FormattableString.Invariant($"Of its exports {100 * first.ExportShare:0} % go to ")
                + (first.Name == CountryExposure.UnionName ? $"the {first.Name}" : first.Name);
            return exposure.Energy.Where(e => e.RussianOrigin > LeastTold).MaxBy(e => e.RussianOrigin) is { } energy
                ? text
                    + FormattableString.Invariant($"; {100 * energy.RussianOrigin:0} % of its {Lower(energy.Carrier)} ")
                    + "is of Russian origin."
                : text + ".";
        }
    }

    /// <summary>A share of Russian origin below which nothing is said.</summary>
    private const double LeastTold = 0.1;

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}

/// <summary>What a page on bargaining is made of.</summary>
/// <param name="Comparison">The answers.</param>
/// <param name="Version">Version of the program.</param>
public sealed record BargainRecord(BargainingComparison Comparison, string Version);

/// <summary>
/// <c>report.html</c> of a profile or of a comparison of models of bargaining, and its pictures as files: one page that stands by itself.
/// The same input gives the same files.
/// </summary>
public static class PositionsReport
{
    /// <summary>95 per cent lie within so many standard errors.</summary>
    private const double Wide = 1.96;

    /// <summary>Session 1 began in the year after.</summary>
    private const int FirstYear = 1945;

    private const string Across = "year in which the session began";

    /// <summary>Actors that a picture of rounds shows at most: those of most weight.</summary>
    private const int MostLines = 12;

    /// <summary>Writes the page of a profile and its picture into a folder that exists.</summary>
    public static void Write(PositionsRecord record, string folder)
    {
        ArgumentNullException.ThrowIfNull(record);
        using (var text = new StreamWriter(Path.Combine(folder, "report.html")))
            PageRenderer.Write(typeof(PositionsPage), new Dictionary<string, object?> { ["Record"] = record }, text);
        foreach (var (name, chart) in Charts(record.Profile))
            File.WriteAllText(Path.Combine(folder, $"{name}.svg"), Figure.Svg(chart));
    }

    /// <summary>Writes the page of a comparison and its pictures into a folder that exists.</summary>
    public static void Write(BargainRecord record, string folder)
    {
        ArgumentNullException.ThrowIfNull(record);
        using (var text = new StreamWriter(Path.Combine(folder, "report.html")))
            PageRenderer.Write(typeof(BargainPage), new Dictionary<string, object?> { ["Record"] = record }, text);
        foreach (var (name, chart) in RoundCharts(record.Comparison))
            File.WriteAllText(Path.Combine(folder, name + ".svg"), Figure.Svg(chart));
    }

    /// <summary>The pictures of a profile, by the names of their tables.</summary>
    internal static IEnumerable<(string Name, LineChart Chart)> Charts(PositionProfile profile) =>
        [("ideal_points", PointsChart(profile)), ("agreement", AgreementChart(profile))];

    /// <summary>Agreement with each of the company over the years in which sessions began.</summary>
    internal static LineChart AgreementChart(PositionProfile profile) =>
        new(
            $"Agreement of {StateCodes.Name(profile.Question.Country)} with others in the General Assembly",
            [
                .. profile.Company.Select(state => new Line(
                    StateCodes.Name(state),
                    [
                        .. profile
                            .BySession.Where(row => row.State == state)
                            .Select(row => new LinePoint(row.Session + FirstYear, row.Agreement)),
                    ]
                )).Where(line => !line.Points.IsEmpty),
            ],
            Across
        );

    /// <summary>Ideal points over the years in which sessions began, with bands, and the median of all.</summary>
    internal static LineChart PointsChart(PositionProfile profile)
    {
        var lines = profile
            .Company.Prepend(profile.Question.Country)
            .Select(state => new Line(
                StateCodes.Name(state),
                [
                    .. profile
                        .Points.Where(row => row.State == state)
                        .OrderBy(row => row.Session)
                        .Select(row => new LinePoint(
                            row.Session + FirstYear,
                            row.Point,
                            row.Point - Wide * row.Error,
                            row.Point + Wide * row.Error
                        )),
                ]
            ))
            .Append(
                new Line(
                    "median of all states",
                    [.. profile.Middle.Select(m => new LinePoint(m.Session + FirstYear, m.Median))],
                    IsQuiet: true
                )
            );
        return new LineChart(
            $"Ideal points of {StateCodes.Name(profile.Question.Country)} and others in the General Assembly",
            [.. lines.Where(line => !line.Points.IsEmpty)],
            Across
        );
    }

    /// <summary>A picture for each model with rounds and each dimension.</summary>
    internal static IEnumerable<(string Name, LineChart Chart)> RoundCharts(BargainingComparison comparison)
    {
        foreach (var answer in comparison.Answers.Where(a => a.Answer.Success && a.Answer.Value.Rounds.Length > 1))
            for (var k = 0; k < comparison.Issue.Dimensions.Length; k++)
            {
                var (dimension, rounds) = (k, answer.Answer.Value.Rounds);
                var shown = Enumerable
                    .Range(0, comparison.Issue.Actors.Length)
                    .OrderByDescending(i => comparison.Issue.Actors[i].Weight(dimension))
                    .Take(MostLines);
                var lines = shown
                    .Select(i => new Line(
                        comparison.Issue.Actors[i].Name,
                        [.. rounds.Select(r => new LinePoint(r.Number, r.Positions[i][dimension]))]
                    ))
                    .Append(new Line("weighted mean", [.. rounds.Select(r => new LinePoint(r.Number, r.Mean[dimension]))], IsQuiet: true));
                yield return (
                    $"rounds_{answer.Model.Name}_{k + 1}",
                    new LineChart($"{answer.Model.Title}: {comparison.Issue.Dimensions[k].Name} by round", [.. lines], "round")
                );
            }
    }

    /// <summary>A number with so many places.</summary>
    internal static string Text(double value, string format = "0.00") =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−') : "";

    /// <summary>A share as per cent.</summary>
    internal static string Percent(double share) => double.IsFinite(share) ? Text(100 * share, "0.0") + " %" : "";
}
