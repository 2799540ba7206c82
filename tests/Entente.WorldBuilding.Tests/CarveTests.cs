using Entente.Data.Worlds;
using Entente.Testing;
using Xunit;

namespace Entente.WorldBuilding.Tests;

/// <summary>Countries taken out of an aggregate: facts met, identities kept, and the honest error where the truth is known.</summary>
public sealed class CarveTests
{
    private static readonly World World = WorldFolder.Read(Path.Combine(Repository.Root, "worlds", "world-2014")).Value;
    private static readonly Economy Truth = Economy.From(World);

    private static readonly Dictionary<string, string> Groups = File.ReadLines(
            Path.Combine(Repository.Root, "worlds", "world-2014", "recipe", "accounts.csv")
        )
        .Skip(1)
        .Select(line => line.Split(','))
        .ToDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal);

    /// <summary>The figures of docs/data.md: export, import, output and use errors, a tenth above what was measured.</summary>
    [Theory]
    [InlineData("BGR", "ROU,HRV,HUN", 0.72, 0.63, 0.31, 0.71)]
    [InlineData("HRV", "BGR,ROU,SVN", 0.87, 0.47, 0.36, 0.89)]
    [InlineData("ROU", "BGR,HUN,HRV", 0.64, 0.56, 0.30, 0.83)]
    [InlineData("HUN", "ROU,CZE,SVK", 0.60, 0.45, 0.24, 0.58)]
    [InlineData("SVN", "HRV,SVK,CZE", 0.69, 0.56, 0.34, 0.74)]
    [InlineData("LTU", "LVA,EST,POL", 0.97, 0.76, 0.46, 1.06)]
    [InlineData("POL", "CZE,HUN,SVK", 0.54, 0.46, 0.32, 0.66)]
    public void A_country_got_back_from_its_margins(string country, string peers, double exports, double imports, double output, double use)
    {
        var result = CarveTrial.Run(Truth, country, peers.Split(','), "ROW", s => Groups[s], IsService);

        Assert.InRange(result.PartnerGap, 0, 1e-9);
        Assert.InRange(result.ExportError, 0, exports);
        Assert.InRange(result.ImportError, 0, imports);
        Assert.InRange(result.OutputError, 0, output);
        Assert.InRange(result.UseError, 0, use);
    }

    [Fact]
    public void Carving_keeps_what_others_sell_and_every_identity()
    {
        var merged = Aggregation.Merge(Truth, Truth.Country("SRB"), Truth.Country("ROW"));
        var facts = new CountryFacts
        {
            Code = "NEW",
            Name = "New",
            Peers = ["BGR", "ROU"],
            ValueAdded = Groups.Values.Distinct().ToDictionary(g => g, _ => 5000.0, StringComparer.Ordinal),
            GoodsExports = new Dictionary<string, double>
            {
                ["DEU"] = 3000,
                ["RUS"] = 1000,
                ["ROW"] = 500,
            },
            GoodsImports = new Dictionary<string, double>
            {
                ["DEU"] = 2500,
                ["RUS"] = 2000,
                ["ROW"] = 800,
            },
            ServiceExports = new Dictionary<string, double> { ["DEU"] = 300, ["ROW"] = 200 },
            ServiceImports = new Dictionary<string, double> { ["ROW"] = 400 },
            Products = [new ProductFact("RUS", "NEW", "GAS", 500), new ProductFact("RUS", "NEW", "CRUDE", 0)],
        };
        var carved = Carve.Apply(merged, facts, "ROW", s => Groups[s], IsService, 0.001);
        var (economy, self) = (carved.Economy, carved.Economy.Country("NEW"));

        Assert.Equal(500, economy.Trade[self, economy.Country("RUS"), economy.Sector("GAS")], 6);
        Assert.Equal(0, economy.Trade[self, economy.Country("RUS"), economy.Sector("CRUDE")]);
        Assert.Equal(35_000, economy.TotalValueAdded(self), 3);
        foreach (var gap in carved.Gaps)
            Assert.Equal(gap.Wanted, gap.Met, 3);
        for (var n = 0; n < economy.Countries.Length; n++)
            for (var j = 0; j < economy.Sectors.Length; j++)
            {
                Assert.True(economy.Final[n, j] >= 0 && economy.ValueAdded[n, j] >= 0);
                Assert.Equal(
                    economy.Expenditure(n, j),
                    economy.Intermediate(n, j) + economy.Final[n, j],
                    1e-9 * economy.Expenditure(n, j) + 1e-6
                );
                if (n != self && economy.Countries[n] != "ROW")
                {
                    Assert.Equal(merged.Output(n, j), economy.Output(n, j), 1e-9 * merged.Output(n, j) + 1e-9);
                    Assert.Equal(merged.Expenditure(n, j), economy.Expenditure(n, j), 1e-9 * merged.Expenditure(n, j) + 1e-9);
                }
            }
    }

    [Fact]
    public void Facts_beyond_what_there_is_are_told_and_bounded()
    {
        var facts = new CountryFacts
        {
            Code = "NEW",
            Name = "New",
            Peers = ["BGR"],
            ValueAdded = Groups.Values.Distinct().ToDictionary(g => g, _ => 100.0, StringComparer.Ordinal),
            GoodsExports = new Dictionary<string, double> { ["DEU"] = 90_000 },
            GoodsImports = new Dictionary<string, double>(),
            ServiceExports = new Dictionary<string, double>(),
            ServiceImports = new Dictionary<string, double>(),
        };
        var carved = Carve.Apply(Truth, facts, "ROW", s => Groups[s], IsService, 0.001);
        var gap = carved.Gaps.Single(g => g.Fact == "goods sold to DEU");

        Assert.True(gap.Met < gap.Wanted / 10);
        Assert.Equal("bounded by output or by the flow it is part of", gap.Why);
        Assert.True(carved.Economy.Trade.Cast<double>().All(flow => flow >= 0));
    }

    [Fact]
    public void A_capped_fit_meets_rows_within_its_bounds()
    {
        double[,] matrix =
        {
            { 1, 1, 2 },
            { 3, 1, 0 },
        };
        double[,] caps =
        {
            { 2, 10, 10 },
            { 10, 10, 10 },
        };
        var missing = CappedFit.Apply(matrix, [12, 6], caps, [6, 8, 100]);

        Assert.All(missing, gap => Assert.Equal(0, gap, 6));
        Assert.True(matrix[0, 0] <= 2 && matrix[0, 0] + matrix[1, 0] <= 6 + 1e-9 && matrix[0, 1] + matrix[1, 1] <= 8 + 1e-9);
        Assert.Equal(0, matrix[1, 2]);
        Assert.Equal(
            [3.0],
            CappedFit.Apply(
                new double[,]
                {
                    { 1, 1 },
                },
                [10],
                new double[,]
                {
                    { 3, 4 },
                },
                [double.PositiveInfinity, double.PositiveInfinity]
            )
        );
    }

    private static bool IsService(string sector) => World.Sectors[World.Sector(sector)].Tags.Contains("services");
}
