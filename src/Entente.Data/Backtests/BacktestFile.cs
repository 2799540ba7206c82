using System.Collections.Immutable;
using System.Globalization;
using Entente.Data.Scenarios;
using Entente.Data.Yaml;
using Entente.Measures;
using Entente.Scenarios;

namespace Entente.Data.Backtests;

/// <summary>A backtest as a YAML file: a scenario within it, and what happened; see docs/formats.md.</summary>
public static class BacktestFile
{
    /// <summary>Reads a backtest.</summary>
    /// <param name="path">The file; what it names lies relative to it.</param>
    /// <param name="name">The file as messages shall name it; null: as given.</param>
    /// <returns>The backtest, or every fault of the file.</returns>
    public static Checked<Backtest> Read(string path, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        var faults = new FaultList(new FilesRead());
        if (YamlPage.Read(path, name ?? path, faults) is not { } page)
            return faults.Failed<Backtest>();
        page.Allow("title", "notes", "scenario", "happened");
        var title = page.Text("title", required: true);
        if (page.Section("scenario") is not { } section)
        {
            faults.Add(page.PlaceOf("scenario"), "no 'scenario'", "a scenario within the file");
            return faults.Failed<Backtest>();
        }
        var backtest = new Backtest
        {
            Title = title,
            Notes = page.Text("notes").Trim(),
            Scenario = ScenarioFile.Read(section, new NeighbourFiles(path, name ?? path), MeasureKinds.BuiltIn, faults),
            Facts = [.. page.Sections("happened").Select(fact => Fact(fact, faults))],
        };
        if (backtest.Facts.IsEmpty)
            faults.Add(page.PlaceOf("happened"), "nothing under 'happened'", "at least one fact");
        return faults.With(() => backtest);
    }

    private static BacktestFact Fact(YamlPage page, FaultList faults)
    {
        page.Allow("what", "case", "outcome", "from", "share_of", "happened", "range", "source", "why");
        var range = page.Words("range", required: true);
        ImmutableArray<double> ends = [.. range.Select(word => End(word, faults))];
        if (ends is not [var least, var most] || !(least <= most))
        {
            faults.Add(
                page.PlaceOf("range"),
                $"range [{string.Join(", ", range)}]",
                "the least and the most, such as [-1, 0] or [-inf, 0]"
            );
            (least, most) = (0, 0);
        }
        return new BacktestFact
        {
            What = page.Text("what", required: true),
            Case = page.Word("case", required: true) ?? "",
            Outcome = page.Word("outcome", required: true) ?? "",
            From = page.Word("from"),
            ShareOf = page.Word("share_of"),
            Happened = page.Number("happened"),
            Least = least,
            Most = most,
            Source = page.Text("source", required: true).Trim(),
            Why = page.Text("why").Trim(),
        };
    }

    private static double End(Word word, FaultList faults)
    {
        if (word.Text is "-inf" or "inf")
            return word.Text == "inf" ? double.PositiveInfinity : double.NegativeInfinity;
        if (double.TryParse(word.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return number;
        faults.Add(word.Place, $"range '{word}'", "a number, -inf or inf");
        return 0;
    }
}
