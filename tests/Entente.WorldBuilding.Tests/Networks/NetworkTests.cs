using Entente.Data;
using Entente.Testing;
using Entente.WorldBuilding.Networks;
using Entente.WorldBuilding.Quantities;
using Xunit;

namespace Entente.WorldBuilding.Tests.Networks;

/// <summary>Pipes, terminals and wires of the worlds: where there are some, and where there are none.</summary>
public sealed class NetworkTests : IDisposable
{
    private const double Bcm = 38_200;
    private static readonly string[] World = ["AAA", "BBB", "CCC", "ROW"];
    private static readonly string Recipe = Path.Combine(Repository.Root, "worlds", "world-2023", "recipe");

    private readonly string folder = Directory.CreateTempSubdirectory("networks").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Germany_had_nord_stream_in_2021_and_terminals_in_2023()
    {
        Assert.InRange(Of(2021, "DEU", "RUS"), 55 * Bcm, 120 * Bcm);
        Assert.Equal(0, Of(2023, "DEU", "RUS"));
        Assert.InRange(Of(2023, "DEU", "USA"), 13.5 * Bcm, 90 * Bcm);
        Assert.Equal(13.5 * Bcm, Of(2023, "DEU", "USA") - Of(2021, "DEU", "USA") - 3.6 * Bcm, 1.0);
    }

    [Fact]
    public void Finland_poland_and_bulgaria_had_other_ways_than_the_russian()
    {
        // Imatra, Balticconnector, and the small terminals of 2021; Inkoo since.
        Assert.Equal(10.9 * Bcm, All(2021, "FIN"), 1.0);
        Assert.Equal(7.9 * Bcm, All(2023, "FIN"), 1.0);
        // Without the Russian pipe, what Balticconnector and the small terminals bring, however many sellers there are.
        var gas = Rows(2021).Where(r => r is { Importer: "FIN", Sector: "GAS" });
        var others = gas.Single(r => r.Exporters.Contains("NOR") && !r.Exporters.Contains("RUS"));
        Assert.Equal(2.9 * Bcm, others.Terajoules, 1.0);
        Assert.Contains("EST", others.Exporters);
        Assert.Equal((0.0, 10 * Bcm), (Of(2021, "POL", "NOR") - Of(2021, "POL", "DEU") - 5 * Bcm, Of(2023, "POL", "DNK")));
        Assert.Equal(3 * Bcm, Of(2023, "BGR", "AZE") - Of(2021, "BGR", "AZE"), 1.0);
        Assert.Equal((13.9 + 4.8) * Bcm, Of(2021, "SRB", "RUS"), 1.0);
        Assert.Equal((4.8, 4.8, 18.7), (Of(2021, "SRB", "HUN") / Bcm, Of(2023, "SRB", "HUN") / Bcm, All(2021, "SRB") / Bcm));
        // Azeri gas and cargoes landed in Greece share the interconnector of December 2023.
        var serbia = Rows(2023).Where(r => r is { Importer: "SRB", Sector: "GAS" });
        var shared = serbia.Single(r => r.Exporters.Contains("AZE") && !r.Exporters.Contains("BGR"));
        Assert.Equal(1.8 * Bcm, shared.Terajoules, 1.0);
        Assert.Contains("USA", shared.Exporters);
    }

    [Theory, InlineData(2021), InlineData(2023)]
    public void Nothing_comes_where_nothing_can(int year)
    {
        var rows = Rows(year);
        string[] noGrid = ["MNE", "ALB", "CYP", "ISL"];
        Assert.DoesNotContain(rows, r => r.Sector == "GAS" && noGrid.Contains(r.Importer));
        string[] islands = ["CYP", "ISL", "JPN", "KOR", "TWN", "AUS", "NZL", "PHL"];
        Assert.DoesNotContain(rows, r => r.Sector == "power" && islands.Contains(r.Importer));
        Assert.InRange(rows.Count, 400, 900);
        Assert.Equal(0, Of(year, "SRB", "BEL", "power"));
        Assert.Equal(0, Of(year, "SRB", "ALB", "power"));
        Assert.Equal(0, Of(year, "CZE", "RUS", "power"));
        Assert.True(year == 2021 == Of(year, "FIN", "RUS", "power") > 0);
    }

    /// <summary>Wires of Europe are those of the facts' list of interconnectors, in both directions and no others.</summary>
    [Fact]
    public void Wires_of_europe_are_those_on_the_list()
    {
        var faults = new FaultList();
        var text = string.Join(
            ' ',
            RawTable
                .Read(Reference.Raw, "facts/energy_facts.csv", ["item", "y2023"], faults)
                .Where(r => r.Text("item").StartsWith("electricity interconnectors", StringComparison.Ordinal))
                .Select(r => r.Text("y2023"))
        );
        var pairs = text.Split([' ', '|', ';', ','], StringSplitOptions.RemoveEmptyEntries)
            .Where(w => w.Length >= 7 && w[3] == '-')
            .SelectMany(w => new[] { (w[..3], w[4..7]), (w[4..7], w[..3]) })
            .ToHashSet();
        var europe = pairs
            .Select(p => p.Item1)
            .Where(c => c is not ("XKX" or "RUS" or "BLR" or "IRQ" or "IRN" or "CHN" or "MNG" or "KAZ" or "KGZ" or "UZB" or "SYR"))
            .ToHashSet();
        foreach (var row in Rows(2023).Where(r => r.Sector == "power" && europe.Contains(r.Importer) && europe.Contains(r.Sellers)))
            if ((row.Importer, row.Sellers) is not (("AZE", "TUR") or ("TUR", "AZE")))
                Assert.Contains((row.Importer, row.Sellers), pairs);
        foreach (var (a, b) in pairs.Where(p => europe.Contains(p.Item1) && europe.Contains(p.Item2)))
            // Viking Link came into use on 29 December 2023.
            if ((a, b) is not (("GBR", "DNK") or ("DNK", "GBR")))
                Assert.True(Of(2023, a, b, "power") > 0, $"no wire from {b} to {a}");
    }

    /// <summary>Gas that sources say came has an entry to come through, for its seller and for all together.</summary>
    [Theory, InlineData(2021), InlineData(2023)]
    public void What_came_could_come(int year)
    {
        var (faults, countries) = (new FaultList(), Countries());
        var entries = NetworkEntry.Read(Recipe, year, countries, faults);
        var flows = GasFlows.Read(Reference.Raw, Recipe, year, countries, faults).Where(k => k.Importer != k.Exporter).ToList();
        Assert.False(faults.Any);
        var noWay = flows
            .Where(k => k.Terajoules > 3000 && NetworkCapacities.Of(entries, k.Importer, [k.Exporter]) < k.Terajoules)
            .Select(k => $"{k.Exporter}-{k.Importer} {k.Terajoules / 1000:0}");
        Assert.Empty(noWay);
        var came = flows.ToLookup(k => (k.Importer, k.Exporter), k => k.Terajoules);
        var raised = NetworkCapacities
            .Rows(entries, countries, (n, i, sector) => sector == "GAS" ? came[(n, i)].Sum() : 0)
            .Where(r => r.Source.StartsWith("no less", StringComparison.Ordinal))
            .Select(r => $"{r.Sellers} to {r.Importer}");
        Assert.Empty(raised);
    }

    [Fact]
    public void Every_line_names_economies_that_are_known()
    {
        var faults = new FaultList();
        var known = RawTable.Read(Recipe, "tariff-base.csv", ["economy"], faults).Select(r => r.Text("economy")).Append("sea").ToHashSet();
        var named = RawTable
            .Read(Recipe, "networks.csv", ["importer", "exporters"], faults)
            .SelectMany(r => r.Text("exporters").Split(';').Append(r.Text("importer")));
        Assert.Empty(named.Where(code => !known.Contains(code)).Distinct());
    }

    [Fact]
    public void An_entry_is_counted_once_in_all_and_wholly_for_each_who_can_use_it()
    {
        Write(
            "AAA,BBB;CCC,pipe,2,bcm,2000,2022,imputed,a pipe",
            "AAA,BBB,pipe,1,bcm,2000,,observed,another",
            "AAA,sea,terminal,3,bcm,2022,,imputed,a quay",
            "AAA,BBB,wire,1000,mw,2000,,derived,a wire"
        );
        var entries = Entries(2022);
        var rows = NetworkCapacities.Rows(entries, World, (n, i, s) => i == "CCC" && s == "GAS" ? 100_000 : 0);

        // 3 of pipes and 3 of a quay: CCC 2, BBB with CCC 3 (BBB alone could bring as much), ROW 3; 6 in all.
        Assert.Equal(["BBB;CCC", "CCC", "ROW", "all", "BBB"], rows.Select(r => r.Sellers));
        // What came is more than is known to fit: the capacity is raised to it.
        Assert.Equal([114_600, 102_000, 114_600, 229_200, 31_536], rows.Select(r => Math.Round(r.Terajoules)));
        Assert.Equal(EnergyStatus.Derived, rows[1].Status);
        Assert.Equal((EnergyStatus.Imputed, "a pipe + another"), (rows[0].Status, rows[0].Source));
        Assert.Equal(3 * Bcm, NetworkCapacities.Rows(Entries(2023), World).Single(r => r.Sellers == "ROW").Terajoules);
        Assert.DoesNotContain(NetworkCapacities.Rows(Entries(2023), World), r => r.Exporters.Contains("CCC"));
        Assert.StartsWith(
            "importer,exporter,sector,capacity_tj,status,source\nAAA,BBB;CCC,GAS,114600,imputed,\"a pipe + another\"\n",
            NetworkCapacities.Text(rows),
            StringComparison.Ordinal
        );
    }

    /// <summary>All but Russia are bounded as one in 2021, so that a stop is not made up for by ten sellers at one quay.</summary>
    [Theory, InlineData("FIN"), InlineData("POL"), InlineData("BGR"), InlineData("DEU")]
    public void All_but_russia_share_what_is_left(string country)
    {
        var entries = NetworkEntry.Read(Recipe, 2021, Countries(), new FaultList());
        var sellers = entries.Where(e => e.Importer == country && e.Sector == "GAS").SelectMany(e => e.Exporters).ToHashSet();
        sellers.Remove("RUS");
        // Rows without Russia, none of whose sellers is in another: what the others bring is no more than their sum.
        var rows = Rows(2021)
            .Where(r => r.Importer == country && r.Sector == "GAS" && r.Exporters.Count > 0 && !r.Exporters.Contains("RUS"))
            .OrderByDescending(r => r.Exporters.Count);
        var (covered, sum) = (new HashSet<string>(), 0.0);
        foreach (var row in rows.Where(r => !r.Exporters.Any(covered.Contains)))
        {
            covered.UnionWith(row.Exporters);
            sum += row.Terajoules;
        }
        Assert.True(sellers.SetEquals(covered), string.Join(';', sellers.Except(covered)));
        Assert.Equal(NetworkCapacities.Of(entries, country, sellers), sum, 1.0);
        Assert.True(sum < All(2021, country));
    }

    [Theory]
    [InlineData("AAA,BBB,pipe,0,bcm,2000,,imputed,x")]
    [InlineData("AAA,BBB,pipe,1,gallons,2000,,imputed,x")]
    [InlineData("AAA,BBB,pipe,1,bcm,2000,,guessed,x")]
    public void A_line_at_fault_is_reported(string line)
    {
        Write(line);
        var faults = new FaultList();
        NetworkEntry.Read(folder, 2022, World, faults);
        Assert.Equal(1, faults.Count);
    }

    [Fact]
    public void A_seller_whose_plants_run_full_ships_what_it_shipped()
    {
        Write(
            "AAA,ROW;CCC,terminal,5,bcm,2000,,imputed,a quay",
            "BBB,ROW;CCC,terminal,4,bcm,2000,,imputed,a quay",
            "BBB,CCC,pipe,1,bcm,2000,,imputed,a pipe"
        );
        var bounded = Liquefaction.WithoutFull(Entries(2022), ["CCC"]);

        Assert.Equal(5 * Bcm, NetworkCapacities.Of(bounded, "AAA", ["CCC"]), 1.0);
        // What comes by pipe is not by ship.
        Assert.Equal((Bcm, 4 * Bcm), (NetworkCapacities.Of(bounded, "BBB", ["CCC"]), NetworkCapacities.Of(bounded, "BBB", ["ROW"])));
        // What is shipped in all has the room that is told, over those whom no pipe of the seller's reaches.
        File.WriteAllLines(Path.Combine(folder, "lng-sellers.csv"), ["exporter,since,full,room_2022,source", "CCC,2000,yes,10,x"]);
        var shipped = Assert.Single(
            Liquefaction.Rows(folder, 2022, Entries(2022), World, (n, i, _) => (n, i) == ("AAA", "CCC") ? Bcm : 0, new FaultList())
        );
        Assert.Equal((true, false), (shipped.Importer.Split(';').Contains("AAA"), shipped.Importer.Split(';').Contains("BBB")));
        Assert.Equal(1.1 * Bcm, shipped.Terajoules, 1.0);
    }

    private List<NetworkEntry> Entries(int year) => NetworkEntry.Read(folder, year, World, new FaultList());

    private void Write(params string[] lines)
    {
        File.WriteAllLines(
            Path.Combine(folder, "networks.csv"),
            lines.Prepend("importer,exporters,kind,capacity,unit,since,until,status,source")
        );
        File.WriteAllLines(Path.Combine(folder, "lng-sellers.csv"), ["exporter,since,source", "ROW,2000,x", "DDD,2000,x"]);
    }

    private static List<string> Countries() =>
        [.. RawTable.Read(Recipe, "tariff-base.csv", ["economy"], new FaultList()).Select(r => r.Text("economy"))];

    private static List<CapacityRow> Rows(int year)
    {
        var faults = new FaultList();
        var rows = NetworkCapacities.Rows(NetworkEntry.Read(Recipe, year, Countries(), faults), Countries());
        Assert.False(faults.Any);
        return rows;
    }

    private static double All(int year, string importer) =>
        Rows(year).Single(r => r.Importer == importer && r is { Sellers: "all", Sector: "GAS" }).Terajoules;

    private static double Of(int year, string importer, string exporter, string sector = "GAS") =>
        NetworkCapacities.Of(NetworkEntry.Read(Recipe, year, Countries(), new FaultList()), importer, [exporter], sector);
}
