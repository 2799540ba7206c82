using System.Collections.Immutable;
using Entente.Horizons;
using Entente.Measures;
using Entente.Scenarios;

namespace Entente.Testing;

/// <summary>
/// Seeded scenarios whose cases include, follow, are measured from and compared with one another, at horizons and with parameters
/// of their own.
/// </summary>
internal static class RandomScenario
{
    /// <summary>A scenario for a world of C0, C1, ... and S0, S1, ...; links point to earlier cases only.</summary>
    public static Scenario Of(int seed, World world)
    {
        var random = new Random(seed);
        var cases = new List<Case>();
        for (var c = 0; c < 7; c++)
        {
            var after = Earlier(3) is { } a && cases[a].After is null ? cases[a] : null;
            // What a case is measured from happens in the same world.
            var likes = cases.Where(other => other.After?.Text == after?.Name).ToList();
            cases.Add(
                new Case
                {
                    Name = $"case{c}",
                    After = after is null ? null : new Word(after.Name),
                    Includes = Earlier(4) is { } included ? [cases[included].Name] : [],
                    RelativeTo = random.Next(3) == 0 && likes.Count > 0 ? new Word(likes[random.Next(likes.Count)].Name) : null,
                    CompareWith = Earlier(4) is { } compared ? new Word(cases[compared].Name) : null,
                    Horizons = random.Next(2) == 0 ? [] : [.. Horizons().Take(1 + random.Next(2))],
                    Parameters = random.Next(2) == 0 ? [] : [Parameter()],
                    Measures = [.. Enumerable.Range(0, 1 + random.Next(2)).Select(_ => Measure())],
                }
            );
        }
        return new Scenario
        {
            Title = $"Invented, seed {seed}",
            Closure = (Closure)random.Next(3),
            Horizons = [Horizon.LongRun],
            Parameters = random.Next(3) == 0 ? [Parameter()] : [],
            Cases = [.. cases],
        };

        int? Earlier(int oneIn) => cases.Count > 0 && random.Next(oneIn) == 0 ? random.Next(cases.Count) : null;

        IEnumerable<Horizon> Horizons() =>
            new[] { "short", "medium", "long" }.OrderBy(_ => random.Next()).Select(name => new Horizon(name, []));

        ParameterSetting Parameter() =>
            random.Next(3) switch
            {
                0 => new("trade", "all", 0.5 + random.NextDouble()),
                1 => new("inputs", $"S{random.Next(world.Sectors.Length)}", 0.2 + random.NextDouble()),
                _ => new("value_added", "all", 0.2 + random.NextDouble()),
            };

        Measure Measure()
        {
            var (n, i) = (random.Next(world.Countries.Length), random.Next(world.Countries.Length - 1));
            i += i >= n ? 1 : 0;
            ImmutableArray<Word> sectors = random.Next(2) == 0 ? ["all"] : [$"S{random.Next(world.Sectors.Length)}"];
            return random.Next(5) switch
            {
                0 => new Embargo
                {
                    From = [$"C{i}"],
                    To = [$"C{n}"],
                    Sectors = [$"S{random.Next(world.Sectors.Length)}"],
                },
                1 => new TradeCost
                {
                    From = [$"C{i}"],
                    To = [$"C{n}"],
                    Sectors = sectors,
                    Factor = 0.8 + 0.6 * random.NextDouble(),
                },
                2 => new QuantityLimits
                {
                    From = [$"C{i}"],
                    To = [$"C{n}"],
                    Sectors = [$"S{random.Next(world.Sectors.Length)}"],
                    Share = 0.9 + 0.3 * random.NextDouble(),
                },
                _ => new Tariff
                {
                    By = [$"C{n}"],
                    On = [$"C{i}"],
                    Sectors = sectors,
                    Rate = 0.3 * random.NextDouble(),
                },
            };
        }
    }
}
