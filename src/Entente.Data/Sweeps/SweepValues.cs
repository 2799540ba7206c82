using System.Collections.Immutable;
using System.Globalization;
using Entente.Batches;
using Entente.Data.Scenarios;
using Entente.Data.Tables;
using Entente.Data.Yaml;
using Entente.Numerics;

namespace Entente.Data.Sweeps;

/// <summary>Reads grids, ranges, lists and distributions of a sweep.</summary>
internal sealed class SweepValues(NeighbourFiles neighbours, FaultList faults)
{
    private const int MostSteps = 100_000;

    private static readonly Dictionary<string, (int Numbers, string Meaning, Func<double[], Distribution> Make)> Distributions = new(
        StringComparer.Ordinal
    )
    {
        ["uniform"] = (2, "[least, most]", p => Distribution.Uniform(p[0], p[1])),
        ["normal"] = (2, "[mean, standard deviation]", p => Distribution.Normal(p[0], p[1])),
        ["lognormal"] = (2, "[median, standard deviation of the logarithm]", p => Distribution.LogNormal(p[0], p[1])),
        ["triangular"] = (3, "[least, likeliest, most]", p => Distribution.Triangular(p[0], p[1], p[2])),
    };

    private readonly List<string> files = [];

    /// <summary>The lists that were read.</summary>
    public IReadOnlyList<string> Files => files;

    /// <summary>Parameters with a list of values or a range.</summary>
    public IEnumerable<SweepAxis> Grid(YamlPage? grid)
    {
        foreach (var key in grid?.KeyWords ?? [])
            yield return new SweepAxis(
                [key],
                [
                    .. (grid!.IsMapping(key.Text) ? Range(grid.Section(key.Text)!) : Numbers(grid, key.Text, distinct: true)).Select(
                        value => ImmutableArray.Create(value)
                    ),
                ]
            );
    }

    /// <summary>A table with a parameter in each column and a point in each row.</summary>
    public SweepAxis? List(Word file)
    {
        var (path, name) = neighbours.Find(file.Text);
        if (!File.Exists(path))
        {
            faults.Add(
                file.Place,
                $"list '{file}', which does not exist",
                "a table relative to this file, with a parameter in each column"
            );
            return null;
        }
        files.Add(path);
        var columns = Columns(path);
        if (columns.Any(c => c.Length == 0))
            faults.Add(new Place(name, 1), "a column without a name", "the name of a parameter in each column");
        using var rows = TableRows.Open(path, name, columns.Length == 0 ? ["parameter"] : columns, [], faults);
        if (rows is null)
            return null;
        var (list, before) = (new List<ImmutableArray<double>>(), faults.Count);
        while (rows.Read())
            list.Add([.. columns.Select((column, c) => rows.Number(c, column) ?? 0)]);
        if (list.Count == 0 && faults.Count == before)
            faults.Add(new Place(name), "no row", "at least one row");
        return list.Count == 0 ? null : new SweepAxis([.. columns.Select(c => new Word(c, new Place(name, 1)))], [.. list]);
    }

    /// <summary>Parameters with a distribution.</summary>
    public ImmutableArray<SweepDraw> Drawn(YamlPage? parameters)
    {
        var drawn = new List<SweepDraw>();
        foreach (var key in parameters?.KeyWords ?? [])
            if (parameters!.Section(key.Text) is { } section)
            {
                section.Allow([.. Distributions.Keys]);
                if (DistributionOf(section) is { } distribution)
                    drawn.Add(new SweepDraw(key, distribution));
            }
        return [.. drawn];
    }

    /// <summary>Trade costs with a distribution.</summary>
    public ImmutableArray<CostDraw> DrawnCosts(YamlPage? draws)
    {
        var costs = new List<CostDraw>();
        foreach (var section in draws?.Sections("trade_costs") ?? [])
        {
            section.Allow(["from", "to", "sectors", "each", .. Distributions.Keys]);
            if (DistributionOf(section) is { } distribution)
                costs.Add(
                    new CostDraw(
                        section.Words("from", required: true),
                        section.Words("to", required: true),
                        section.WordsOrNull("sectors") ?? ["all"],
                        Each(section),
                        distribution,
                        section.Place
                    )
                );
        }
        return [.. costs];
    }

    private CostUnit Each(YamlPage section)
    {
        string[] units = ["flow", "pair", "sector"];
        if (section.Word("each") is not { } word)
            return CostUnit.Flow;
        if (!units.Contains(word.Text))
            faults.Add(word.Place, $"each '{word}'", Closures.Expected(word.Text, units));
        return (CostUnit)Math.Max(0, Array.IndexOf(units, word.Text));
    }

    private Distribution? DistributionOf(YamlPage section)
    {
        var named = Distributions.Keys.Where(section.Has).ToList();
        if (named.Count != 1)
        {
            faults.Add(
                section.Place,
                named.Count == 0 ? "no distribution" : $"{named.Count} distributions",
                $"one of {string.Join(", ", Distributions.Keys)}"
            );
            return null;
        }
        var (count, meaning, make) = Distributions[named[0]];
        var before = faults.Count;
        var numbers = Numbers(section, named[0], distinct: false);
        if (faults.Count > before)
            return null;
        if (numbers.Length != count)
        {
            faults.Add(section.PlaceOf(named[0]), $"{numbers.Length} numbers under '{named[0]}'", $"{count}: {meaning}");
            return null;
        }
        try
        {
            return make([.. numbers]);
        }
        catch (ArgumentException e)
        {
            faults.Add(
                section.PlaceOf(named[0]),
                $"{named[0]} [{string.Join(", ", numbers.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}]",
                $"{meaning}: {e.Message}"
            );
            return null;
        }
    }

    private ImmutableArray<double> Range(YamlPage range)
    {
        range.Allow("from", "to", "steps", "scale");
        var (from, to, steps) = (range.Number("from", required: true), range.Number("to", required: true), range.Integer("steps"));
        var isLog = Scale(range);
        if (!range.Has("steps"))
            faults.Add(range.Place, "no 'steps'", "the key 'steps', the number of values");
        if (from is not { } a || to is not { } b || steps is not { } count)
            return [1];
        if (count is < 2 or > MostSteps)
            faults.Add(range.PlaceOf("steps"), $"steps {count}", $"a whole number from 2 to {MostSteps}");
        else if (isLog && !(a > 0 && b > 0))
            faults.Add(range.PlaceOf("from"), FormattableString.Invariant($"from {a} to {b} on a log scale"), "numbers above 0");
        else
            // The ends are exact.
            return
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(s =>
                        s == 0 ? a
                        : s == count - 1 ? b
                        : isLog ? a * Math.Pow(b / a, (double)s / (count - 1))
                        : a + (b - a) * s / (count - 1)
                    ),
            ];
        return [1];
    }

    private bool Scale(YamlPage range)
    {
        if (range.Word("scale") is not { } word || word.Text == "linear")
            return false;
        if (word.Text != "log")
            faults.Add(word.Place, $"scale '{word}'", Closures.Expected(word.Text, ["linear", "log"]));
        return true;
    }

    private ImmutableArray<double> Numbers(YamlPage page, string key, bool distinct)
    {
        var (numbers, seen) = (new List<double>(), new HashSet<double>());
        if (page.HasMixedCommas(key))
            faults.Add(
                page.PlaceOf(key),
                $"{key} with a space after some commas only",
                $"each number, {WrittenNumber.Expected}, comma and space"
            );
        foreach (var word in page.WordsOrNull(key, required: true) ?? [])
            if (!WrittenNumber.TryParse(word.Text, out var number))
                faults.Add(word.Place, $"{key} '{word}'", WrittenNumber.Expected);
            else if (!seen.Add(number) && distinct)
                faults.Add(word.Place, $"{key} '{word}' for the second time", $"each value once, {WrittenNumber.Expected}");
            else
                numbers.Add(number);
        return numbers.Count == 0 ? [1] : [.. numbers];
    }

    /// <summary>The header of a table; empty where it cannot be read, which opening it for good reports.</summary>
    private static string[] Columns(string path)
    {
        try
        {
            using var table = TableFile.Open(path);
            return [.. table.Columns];
        }
        catch (Exception e)
            when (e
                    is IOException
                        or InvalidDataException
                        or UnauthorizedAccessException
                        or System.Text.DecoderFallbackException
                        or Sylvan.Data.Csv.CsvFormatException
            )
        {
            return [];
        }
    }
}
