using Entente.CaliendoParro;
using Entente.Data.Worlds;
using Entente.Models;
using Entente.Testing;
using Xunit;

namespace Entente.WorldBuilding.Tests;

/// <summary>Worlds made from worlds.</summary>
public sealed class WorldSurgeryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly World world = SmallWorld.Random(11, 5, 4);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Aggregation_keeps_all_totals_and_weighs_elasticities_by_trade()
    {
        File.WriteAllText(folder.File("c.csv"), "country,to,name\nC1,EAST,The East\nC2,EAST,\nC3,C0,\n");
        File.WriteAllText(folder.File("s.csv"), "sector,to\nS0,GOODS\nS2,GOODS\n");
        var small = WorldSurgery.Aggregate(world, folder.File("c.csv"), folder.File("s.csv")).Value;

        Assert.Equal(["C0", "C4", "EAST"], small.Countries.Select(c => c.Code).Order());
        Assert.Equal(["GOODS", "S1", "S3"], small.Sectors.Select(s => s.Code).Order());
        Assert.Equal(world.TotalValueAdded, small.TotalValueAdded, 1e-6 * world.TotalValueAdded);
        Assert.Equal(world.ValueAdded[1] + world.ValueAdded[2], small.ValueAdded[small.Country("EAST")], 1e-5);
        Assert.Equal(world.TariffRevenue.Sum(), small.TariffRevenue.Sum(), 1e-5 * world.TariffRevenue.Sum());
        Assert.Equal("The East", small.Countries[small.Country("EAST")].Name);
        Assert.InRange(
            small.Thetas[small.Sector("GOODS")],
            Math.Min(world.Thetas[0], world.Thetas[2]),
            Math.Max(world.Thetas[0], world.Thetas[2])
        );
        Assert.Equal(EquilibriumStatus.Converged, TradeModel.Solve(small, Shocks.Embargo(small, 0, [1]), Closure.Fixed).Status);
        File.WriteAllText(folder.File("c.csv"), "country,to\nC9,EAST\n");
        Assert.Contains(
            "unknown country 'C9'",
            WorldSurgery.Aggregate(world, folder.File("c.csv"), null).Faults.Single().ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Aggregation_adds_terajoules_up_and_leaves_out_what_is_mixed_with_other_goods()
    {
        var rich = SmallWorld.WithEnergy(world, 3);
        File.WriteAllText(folder.File("c.csv"), "country,to\nC1,EAST\nC2,EAST\n");
        File.WriteAllText(folder.File("s.csv"), "sector,to\nS0,FUEL\nS1,FUEL\nS2,MIXED\nS3,MIXED\n");
        var small = WorldSurgery.Aggregate(rich, folder.File("c.csv"), folder.File("s.csv")).Value;
        var (before, after) = (rich.Energy!, small.Energy!);

        Assert.Equal(["FUEL"], after.Carriers.Select(j => small.Sectors[j].Code));
        Assert.Equal(
            Enumerable.Range(0, 25).Sum(at => before.Quantities[at / 5, at % 5, 0] + before.Quantities[at / 5, at % 5, 1]),
            after.Quantities.Span.ToArray().Sum(),
            1e-6
        );
        var (east, c0) = (small.Country("EAST"), small.Country("C0"));
        Assert.Equal(
            Enumerable.Range(1, 2).Sum(i => before.Quantities[0, i, 0] + before.Quantities[0, i, 1]),
            after.Quantities[c0, east, 0],
            1e-6
        );
    }

    [Fact]
    public void Quantities_of_energy_follow_flows_at_the_unit_values_of_before()
    {
        var rich = SmallWorld.WithEnergy(world, 3);
        var energy = rich.Energy!;
        // The first flow doubled, and a sixth country that trades as a tenth of the last one did.
        var trade = Cube.Create(
            6,
            6,
            4,
            (n, i, j) =>
                (n, i) switch
                {
                    (1, 0) => 2 * rich.Trade[1, 0, j],
                    (5, _) or (_, 5) => 0.1 * rich.Trade[Math.Min(n, 4), Math.Min(i, 4), j],
                    _ => rich.Trade[n, i, j],
                }
        );
        var rows = EnergyTables.AtUnitValues(rich, trade, from: 4).ToDictionary(r => (r.Importer, r.Exporter, r.Sector));
        for (var c = 0; c < 3; c++)
        {
            Assert.Equal(2 * energy.Quantities[1, 0, c], rich.Trade[1, 0, c] > 0 ? rows[(1, 0, c)].Quantity : 0, 9);
            Assert.Equal(
                (energy.Quantities[3, 3, c], EnergyStatus.Imputed, "as before"),
                (rows[(3, 3, c)].Quantity, rows[(3, 3, c)].Status, rows[(3, 3, c)].Source)
            );
            Assert.Equal(0.1 * energy.Quantities[4, 4, c], rows[(5, 5, c)].Quantity, 9);
            Assert.Equal("unit value of before", rows[(5, 5, c)].Source);
        }
    }

    [Fact]
    public void Repair_mends_negative_final_demand_and_says_where()
    {
        WorldWriter.Write(world, folder.File("w"));
        var path = Path.Combine(folder.File("w"), "inputs.csv");
        var lines = File.ReadAllLines(path).Where(line => !line.StartsWith("C0,", StringComparison.Ordinal));
        File.WriteAllLines(
            path,
            [
                .. lines,
                .. from j in Enumerable.Range(0, 4) from k in Enumerable.Range(0, 4) select $"C0,S{k},S{j},{(k == 0 ? "0.7" : "0.1")}",
            ]
        );
        Assert.Contains(
            WorldFolder.Read(folder.File("w")).Faults,
            fault => fault.Found.Contains("final demand -", StringComparison.Ordinal)
        );
        var repaired = WorldSurgery.Repair(folder.File("w"), "w");

        Assert.Contains(repaired.Warnings, warning => warning.StartsWith("C0: final demand for S0 raised by", StringComparison.Ordinal));
        Assert.True(repaired.Value.FinalDemand.Span.ToArray().Min() >= -1e-6);
        Assert.Equal(world.ValueAdded[0], repaired.Value.ValueAdded[0], 1e-5);
    }

    [Fact]
    public void A_country_is_carved_by_a_facts_file_and_faults_of_it_are_told()
    {
        File.WriteAllText(
            folder.File("facts.yaml"),
            """
            country: NEW
            name: Newland
            from: C4
            peers: [C0, C1]
            groups: { all: [goods, services] }
            services: services
            value_added: { all: 3 }
            goods_exports: { C0: 0.2, C4: 0.1 }
            goods_imports: { C0: 0.2, C1: 0.1 }
            products:
              - { exporter: C0, importer: NEW, sector: S0, value: 0.05, source: a statistic }
            """
        );
        var carved = WorldSurgery.Carve(world, folder.File("facts.yaml")).Value;

        Assert.Equal("NEW", carved.World.Countries[^1].Code);
        Assert.Equal(3, carved.World.ValueAdded[^1], 5);
        Assert.Equal(0.05, carved.World.Trade[5, 0, 0], 6);
        Assert.All(carved.Gaps, gap => Assert.Equal(gap.Wanted, gap.Met, 6));
        File.WriteAllText(
            folder.File("facts.yaml"),
            "country: C0\nfrom: C9\npeers: [CX]\nvalue_added: { all: much }\ngoods_export: { C0: 1 }\ngroups: { all: goods }\n"
        );
        var faults = WorldSurgery
            .Carve(world, folder.File("facts.yaml"))
            .Faults.Select(fault => fault.ToString()[folder.File("facts.yaml").Length..])
            .ToList();

        Assert.Contains(":1: country C0, which the world has; expected a new code", faults);
        Assert.Contains(faults, fault => fault.StartsWith(":2: unknown country 'C9'", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith(":5: unknown key 'goods_export'", StringComparison.Ordinal));
        Assert.Contains(":6: sector S1 in no group; expected each sector of the world in one group of value added", faults);
    }

    /// <summary>Everything grows by a tenth: so does every flow, and shares stay. A pair that doubles, doubles.</summary>
    [Fact]
    public void A_world_moves_to_another_year()
    {
        Directory.CreateDirectory(folder.File("facts"));
        void Table(string name, string header, IEnumerable<FormattableString> rows) =>
            File.WriteAllLines(folder.File($"facts/{name}"), [header, .. rows.Select(FormattableString.Invariant)]);
        var countries = Enumerable.Range(0, 5).ToList();
        double ValueAdded(int n, int g) =>
            Enumerable.Range(0, 4).Where(j => j % 2 == g).Sum(j => world.ValueAddedShares[n, j] * world.Output[n, j]);
        double Goods(int n, int i) => Enumerable.Range(0, 4).Where(j => j % 2 == 0).Sum(j => world.Trade[n, i, j]);
        Table(
            "groups.csv",
            "sector,group",
            Enumerable.Range(0, 4).Select(j => (FormattableString)$"S{j},{(j % 2 == 0 ? "making" : "serving")}")
        );
        Table(
            "accounts.csv",
            "country,group,value",
            from n in countries
            from g in new[] { 0, 1 }
            select (FormattableString)$"C{n},{(g == 0 ? "making" : "serving")},{1.1 * ValueAdded(n, g)}"
        );
        Table(
            "goods.csv",
            "exporter,importer,value",
            from n in countries
            from i in countries
            where n != i
            select (FormattableString)$"C{i},C{n},{(n == 0 && i == 1 ? 2 : 1.1) * Goods(n, i)}"
        );
        Table(
            "services.csv",
            "country,exports",
            countries.Select(i =>
                (FormattableString)$"C{i},{1.1 * countries.Where(n => n != i).Sum(n => world.Trade[n, i, 1] + world.Trade[n, i, 3])}"
            )
        );
        var moved = WorldSurgery.Rebase(world, folder.File("facts"), 2030).Value;

        Assert.Equal(2030, moved.World.Identity.Year);
        Assert.Equal(1.1 * world.ValueAdded[2], moved.World.ValueAdded[2], 1e-4);
        Assert.Equal(1.1 * world.Trade[3, 2, 1], moved.World.Trade[3, 2, 1], 1e-4);
        Assert.Equal(2 * Goods(0, 1), moved.World.Trade[0, 1, 0] + moved.World.Trade[0, 1, 2], 1e-4);
        Assert.All(moved.Gaps, gap => Assert.Equal(gap.Wanted, gap.Met, 1e-6 * gap.Wanted));
        File.Delete(folder.File("facts/goods.csv"));
        Assert.Contains(
            "goods.csv: no such file",
            WorldSurgery.Rebase(world, folder.File("facts"), 2030).Faults.Single().ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Differences_are_the_largest_first_and_none_of_a_world_with_itself()
    {
        Assert.Empty(WorldDifference.Between(world, world, 10));
        var other = world.WithThetas(world.Thetas.SetItem(1, world.Thetas[1] + 1));
        var difference = Assert.Single(WorldDifference.Between(world, other, 10));
        Assert.Equal(("theta of S1", world.Thetas[1] + 1), (difference.What, difference.Other));
        Assert.Equal(5, WorldDifference.Between(world, SmallWorld.Random(12, 5, 4), 5).Count);
    }
}
