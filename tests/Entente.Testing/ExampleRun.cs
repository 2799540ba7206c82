using System.Collections.Immutable;
using Entente.Data;
using Entente.Models;
using Entente.Reporting;
using Entente.Scenarios;

namespace Entente.Testing;

/// <summary>Runs on a small world whose countries are on the map.</summary>
internal static class ExampleRun
{
    private static readonly ImmutableArray<Country> Countries =
    [
        new("SRB", "Serbia"),
        new("RUS", "Russia"),
        new("DEU", "Germany"),
        new("USA", "United States"),
        new("FRA", "France"),
        new("ROW", "Rest of the world"),
    ];

    /// <summary>Six economies, three sectors, a group of four.</summary>
    public static World World()
    {
        var random = SmallWorld.Random(7, Countries.Length, 3);
        return Entente
            .World.Create(
                random.Identity with
                {
                    Groups = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty.Add("the_west", ["DEU", "USA", "FRA", "ROW"]),
                },
                Countries,
                [.. random.Sectors.Zip(["Food", "Steel", "Banks"], (sector, name) => sector with { Name = name })],
                new WorldTables
                {
                    Trade = random.Trade,
                    Tariffs = random.Tariffs,
                    InputShares = random.InputShares,
                    ValueAddedShares = random.ValueAddedShares,
                }
            )
            .Value;
    }

    public static RunRecord Of(params Case[] cases) =>
        Of(
            new Scenario
            {
                Title = "Example",
                Focus = ["SRB"],
                Cases = [.. cases],
            }
        );

    /// <summary>The same world with quantities of energy of its first three sectors, in million USD and terajoules.</summary>
    public static World WithEnergy() => SmallWorld.WithEnergy(World(), 7);

    public static RunRecord Of(Scenario scenario, SolveOptions? options = null, World? world = null)
    {
        var resolved = ResolvedScenario.Create(scenario, world ?? World()).Value;
        return new RunRecord
        {
            Scenario = resolved,
            ScenarioFile = new Located("s.yaml", "s.yaml"),
            ScenarioHash = "def",
            WorldFolder = new Located("w", "w"),
            WorldHash = "abc",
            Options = options ?? new SolveOptions(),
            Version = "1.2.3",
            Answers =
            [
                .. new ScenarioAnswer(resolved, options)
                    .All()
                    .Select(answer => new TimedAnswer(answer, TimeSpan.FromSeconds(0.25))
                    {
                        Title = TimedAnswer.TitleOf(resolved, answer.Case),
                    }),
            ],
        };
    }
}
