using Entente.Data;
using Entente.Data.Worlds;
using Entente.Games.Files;
using Entente.Models;

namespace Entente.Testing;

/// <summary>A small game on an invented world that says how sure it is.</summary>
internal static class DrawnGame
{
    /// <summary>The game: three options, levers of both sides, draws with a part.</summary>
    public const string Text = """
        title: Small
        scenario:
          title: What is done
          world: w
          horizon: [short, long]
          cases:
            - { name: part, measures: [{ kind: flow_reduction, from: C0, to: C3, share: 0.4, note: "Assumption: two fifths." }] }
            - { name: joins, measures: [{ kind: embargo, from: C0, to: C3, both: true }] }
            - { name: tariff, measures: [{ kind: tariff, by: C1, on: C0, rate: 0.3, mode: add }] }
            - { name: answer, measures: [{ kind: tariff, by: C3, on: C0, rate: 0.2, mode: add }] }
        target: C3
        pressed:
          - country: C0
            options:
              - { name: stays, title: Stays }
              - { name: part, title: Joins in part, case: part }
              - { name: joins, title: Joins, case: joins, cost: 0.01 }
        senders:
          - { name: C1, title: First, countries: C1 }
        levers:
          - { name: tariff, by: C1, case: tariff, when: stays }
          - { name: answer, by: C3, case: answer, when: [part, joins] }
        draws: { count: 12, detailed: 8, seed: 5, parts: [{ case: part, least: 0.5 }] }
        """;

    /// <summary>Writes the world of the game into a folder, as <c>w</c>.</summary>
    public static void WriteWorld(string folder) =>
        WorldWriter.Write(SpreadWorld.Random(1, 5, 3, SpreadWorld.Everything, elasticities: true), Path.Combine(folder, "w"));

    /// <summary>Writes a game into a folder that holds its world, and reads it.</summary>
    /// <exception cref="InvalidOperationException">The game is at fault.</exception>
    public static GameInput Read(string folder, string text = Text)
    {
        File.WriteAllText(Path.Combine(folder, "g.yaml"), text);
        var read = GameInput.Read(Catalogue.Default, Path.Combine(folder, "g.yaml"), options: new SolveOptions { Tolerance = 1e-11 });
        return read.Success ? read.Value : throw new InvalidOperationException(string.Join("; ", read.Faults));
    }
}
