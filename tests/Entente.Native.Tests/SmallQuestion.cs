using System.Globalization;
using System.IO.Compression;
using Entente.Data.Tables;
using Entente.Data.Worlds;
using Entente.Testing;

namespace Entente.Native.Tests;

/// <summary>A small world on disk and questions of it, as YAML and as JSON of the same keys.</summary>
internal sealed class SmallQuestion : IDisposable
{
    /// <summary>Tariffs, an embargo, a limit, at two horizons; a case measured from another and one without an equilibrium.</summary>
    public const string Yaml = """
        title: Small
        source: "invented \u00e9"
        groups: { two: [C0, C1] }
        horizon: [short, long]
        cases:
          - { name: tariff, measures: [{ kind: tariff, by: two, on: C2, rate: 0.25 }] }
          - name: shut
            title: "No trade, said twice"
            relative_to: tariff
            measures:
              - { kind: embargo, from: C2, to: C0, both: true }
              - { kind: quantity_limit, from: C1, to: C0, sectors: S0, share: 0.5 }
        """;

    public const string Json = """
        {
          "title": "Small", "source": "invented \u00e9", "groups": { "two": ["C0", "C1"] }, "horizon": ["short", "long"],
          "cases": [
            { "name": "tariff", "measures": [ { "kind": "tariff", "by": "two", "on": "C2", "rate": 2.5e-1 } ] },
            {
              "name": "shut", "title": "No trade, said twice", "relative_to": "tariff",
              "measures": [
                { "kind": "embargo", "from": "C2", "to": "C0", "both": true },
                { "kind": "quantity_limit", "from": "C1", "to": "C0", "sectors": "S0", "share": 0.5 }
              ]
            }
          ]
        }
        """;

    private readonly TemporaryFolder folder = new();

    public SmallQuestion()
    {
        var world = SmallWorld.WithEnergy(SmallWorld.WithFactors(SmallWorld.Random(3, 4, 4), 3), 3);
        WorldWriter.Write(world, World);
        File.WriteAllText(Scenario, Yaml);
    }

    public string World => folder.File("w");

    public string Scenario => folder.File("s.yaml");

    public string Out => folder.File("o");

    /// <summary>The world as a zip file.</summary>
    public byte[] Archive()
    {
        var bytes = new MemoryStream();
        ZipFile.CreateFromDirectory(World, bytes);
        return bytes.ToArray();
    }

    /// <summary>Makes the table of trade one in Parquet.</summary>
    public void TradeAsParquet()
    {
        var csv = Path.Combine(World, "trade.csv");
        var rows = File.ReadAllLines(csv).Select(line => line.Split(',')).ToList();
        string[][] texts = [.. Enumerable.Range(0, 3).Select(c => rows.Skip(1).Select(row => row[c]).ToArray())];
        double?[][] numbers =
        [
            .. Enumerable.Range(3, 2).Select(c => rows.Skip(1).Select(row => Number(row[c])).ToArray()),
        ];
        ParquetColumns.Write(Path.Combine(World, "trade.parquet"), rows[0][..3], rows[0][3..], 0, [(texts, numbers)]);
        File.Delete(csv);

        static double? Number(string cell) => cell.Length == 0 ? null : double.Parse(cell, CultureInfo.InvariantCulture);
    }

    public void Dispose() => folder.Dispose();
}
