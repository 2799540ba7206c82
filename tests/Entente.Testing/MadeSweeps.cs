using Entente.Data.Worlds;

namespace Entente.Testing;

/// <summary>Sweeps of a small world as files: along a grid, over draws, and one too long to wait for.</summary>
internal static class MadeSweeps
{
    private const string Scenario = """
        scenario:
          title: What is done
          world: w
          cases:
            - { name: joins, title: It joins, measures: [{ kind: embargo, from: C0, to: C3 }] }
            - { name: tariff, measures: [{ kind: tariff, by: C1, on: C0, rate: 0.1, mode: add }] }
        """;

    /// <summary>Writes the world <c>w</c> and the sweeps <c>grid</c>, <c>drawn</c> and <c>many</c> where a catalogue finds them.</summary>
    public static void Write(TemporaryFolder folder)
    {
        Directory.CreateDirectory(folder.File("scenarios/sweeps"));
        WorldWriter.Write(SmallWorld.WithFactors(SmallWorld.Random(1, 4, 2), 1), folder.File("worlds/w"));
        Write(
            folder,
            "grid",
            """
            notes: As far as it goes.
            cases: tariff
            horizon: short
            outcomes: [real_income_pct:C0, "output_pct:C1:S1"]
            grid:
              energy: [0.1, 0.2, 0.4]
              tariff.tariff.rate: { from: 0, to: 0.7, steps: 8 }
            """
        );
        Write(
            folder,
            "drawn",
            """
            outcomes: [real_income_pct:C0, real_income_pct:C1]
            draws:
              count: 12
              seed: 1
              parameters: { theta: { uniform: [3, 5] } }
              trade_costs: [{ from: all, to: C0, sectors: all, each: pair, lognormal: [1, 0.05] }]
            """
        );
        Write(folder, "many", "cases: joins\noutcomes: [real_income_pct:C0]\ngrid:\n  theta: { from: 2, to: 8, steps: 40000 }\n");
    }

    private static void Write(TemporaryFolder folder, string name, string text) =>
        File.WriteAllText(folder.File($"scenarios/sweeps/{name}.yaml"), $"title: Sweep {name}\n{Scenario}\n{text}");
}
