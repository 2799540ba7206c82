using System.Globalization;
using System.Text.Json;
using Entente.Data;
using Entente.Data.Worlds;
using Entente.Games.Files;
using Entente.Models;
using Entente.Testing;

namespace Entente.Games.Tests;

/// <summary>The ten blocs of the reference, its files, and games on them.</summary>
internal static class Blocs10
{
    public const double Points = 1e-8;
    public const double Money = 1e-3;

    private static readonly Lazy<Baseline> Shared = new(() =>
        Baseline
            .Create(
                WorldFolder.Read(Folder("world")).Value,
                new BaselineOptions { Solve = new SolveOptions { Tolerance = 1e-12 } }
            )
            .Value
    );

    public static Baseline Baseline => Shared.Value;

    public static string Folder(string name) => Path.Combine(Reference.Folder("game"), "blocs10", name);

    public static JsonElement Json(string name) => JsonDocument.Parse(File.ReadAllText(Folder(name))).RootElement;

    public static IEnumerable<Dictionary<string, string>> Rows(string name)
    {
        var lines = File.ReadAllLines(Folder(name));
        var columns = lines[0].Split(',');
        return lines.Skip(1).Select(line => columns.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Turkey between the core and Russia: it abstains or joins; with sections of the game file behind.</summary>
    public static string Game(string sections = "") =>
        $$"""
        title: Turkey
        scenario:
          title: What is done
          world: {{Folder("world")}}
          groups: { core: [EUR, USA, GBX, CAU, JKT] }
          cases:
            - { name: core, measures: [{ kind: embargo, from: core, to: RUS, sectors: goods, both: true }] }
            - { name: joins, measures: [{ kind: embargo, from: TUR, to: RUS, sectors: goods, both: true }] }
            - { name: tariff, measures: [{ kind: tariff, by: core, on: TUR, sectors: goods, rate: 0.2, mode: add }] }
        {{(sections.Contains("case: ban", StringComparison.Ordinal) ? Ban : "")}}
        target: RUS
        common: core
        pressed:
          - country: TUR
            options: [{ name: abstains }, { name: joins, case: joins }]
        senders:
          - { name: core, countries: core }
        levers:
          - { name: tariff, by: core, case: tariff, when: abstains }
        {{sections}}
        """;

    private const string Ban =
        "    - { name: ban, measures: [{ kind: embargo, from: joiner, to: RUS, sectors: goods, both: true }] }";

    public static string Coalition(string more = "") =>
        $$"""
        coalition:
          case: ban
          blocs:
            - { name: EUR, countries: EUR }
            - { name: GBX, countries: GBX }
            - { name: USA, countries: USA }
            - { name: CAU, countries: CAU }
            - { name: JKT, countries: JKT }
            - { name: TUR, countries: TUR }
            - { name: CHN, countries: CHN }
            - { name: IND, countries: IND }
            - { name: ROW, countries: ROW }
        {{more}}
        """;

    public static Checked<GameInput> Read(string text, double tolerance = 1e-12)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "game.yaml");
        File.WriteAllText(file, text);
        return GameInput.Read(Catalogue.Default, file, options: new SolveOptions { Tolerance = tolerance });
    }
}
