using Entente.Data;
using Entente.Testing;
using Entente.WorldBuilding.Quantities;
using Xunit;

namespace Entente.WorldBuilding.Tests.Quantities;

/// <summary>
/// Quantities of a world from values: all that sources tell at 10 USD per GJ, and then one thing changed at a time.
/// </summary>
public sealed class EnergyQuantityTests
{
    private const double Price = 10;

    private static readonly string Recipe = Path.Combine(Repository.Root, "worlds", "world-2023", "recipe");
    private static readonly string[] Countries = ["DEU", "HUN", "IND", "NOR", "RUS", "SRB", "ROW"];
    private static readonly string[] Sectors = ["CRUDE", "GAS", "PCOA", "PREN", "BUSI"];
    private static readonly Lazy<List<KnownQuantity>> Known = new(() =>
        EnergyQuantities.Known(Reference.Raw, Recipe, 2023, Countries, new FaultList())
    );

    private readonly double[,,] trade = new double[7, 7, 5];

    public EnergyQuantityTests()
    {
        foreach (var k in Known.Value.Where(k => Sectors.Contains(k.Sector)))
            trade[At(k.Importer), At(k.Exporter), Sector(k.Sector)] += k.Terajoules * Price / 1000;
        trade[0, 5, Sector("BUSI")] = 1000;
    }

    [Fact]
    public void What_sources_tell_is_taken_as_it_is()
    {
        var built = Build();

        Assert.Empty(built.Missing);
        Assert.Empty(built.Refused);
        Assert.DoesNotContain(built.Rows, r => r.Sector == Sector("BUSI"));
        Assert.Equal(84_000 * 0.92, Of(built, "SRB", "RUS", "GAS").Quantity, 1.0);
        Assert.Equal(95_000, Gas(built, "SRB"), 1.0);
        Assert.Equal(88.92e3 * 44.7, Of(built, "IND", "RUS", "CRUDE").Quantity, 500.0);
        Assert.Equal(EnergyStatus.Derived, Of(built, "IND", "RUS", "CRUDE").Status);
        Assert.Empty(UnitValueCheck.Odd(built.Rows, trade));
    }

    [Fact]
    public void A_seller_that_no_source_knows_does_not_add_to_use()
    {
        trade[At("SRB"), At("NOR"), Sector("GAS")] = 500;
        var built = Build();

        Assert.Equal(95_000, Gas(built, "SRB"), 1.0);
        Assert.Equal(EnergyStatus.Imputed, Of(built, "SRB", "NOR", "GAS").Status);
        Assert.InRange(Of(built, "SRB", "NOR", "GAS").Quantity, 30_000, 35_000);
    }

    /// <summary>Where a quantity has no value it is named, and its gas comes from who else sells.</summary>
    [Fact]
    public void A_quantity_without_a_value_is_a_hole()
    {
        trade[At("SRB"), At("HUN"), Sector("GAS")] = 0;
        trade[At("SRB"), At("ROW"), Sector("GAS")] = 500;
        var built = Build();

        var hole = Assert.Single(built.Missing);
        Assert.Equal(("SRB", "HUN"), (hole.Importer, hole.Exporter));
        // Where all shares are imputed gas has one price at the border: terajoules follow what is paid.
        Assert.Equal(PerTerajoule("RUS"), PerTerajoule("ROW"), 1e-6);
        Assert.Equal(95_000, Gas(built, "SRB"), 1.0);

        double PerTerajoule(string seller) => trade[At("SRB"), At(seller), Sector("GAS")] / Of(built, "SRB", seller, "GAS").Quantity;
    }

    [Fact]
    public void Tonnes_that_do_not_fit_the_value_are_refused()
    {
        trade[At("IND"), At("RUS"), Sector("CRUDE")] *= 10;
        var built = Build();

        Assert.Equal(("IND", "RUS"), (Assert.Single(built.Refused).Importer, built.Refused[0].Exporter));
        Assert.Equal(EnergyStatus.Imputed, Of(built, "IND", "RUS", "CRUDE").Status);
        Assert.Equal(trade[At("IND"), At("RUS"), Sector("CRUDE")] * 100, Of(built, "IND", "RUS", "CRUDE").Quantity, 1e3);
    }

    [Fact]
    public void Power_sold_abroad_is_not_used_at_home_and_never_more_than_is_made()
    {
        trade[At("HUN"), At("SRB"), Sector("PCOA")] = 200;
        var built = Build();
        var made = 23.54 * 3600;

        Assert.Equal(20_000, Of(built, "HUN", "SRB", "PCOA").Quantity, 1.0);
        Assert.Equal(made - 20_000, Of(built, "SRB", "SRB", "PCOA").Quantity, 1.0);
        trade[At("HUN"), At("SRB"), Sector("PCOA")] = 20_000;
        built = Build();
        Assert.Equal(made * 0.95, Of(built, "HUN", "SRB", "PCOA").Quantity, 1.0);
        Assert.Equal(made * 0.05, Of(built, "SRB", "SRB", "PCOA").Quantity, 1.0);
    }

    /// <summary>Gas at a tenth of its price from one and ten times from another: values tell which, and use is held.</summary>
    [Fact]
    public void Gas_that_does_not_fit_the_value_is_refused_and_use_is_held()
    {
        trade[At("SRB"), At("RUS"), Sector("GAS")] /= 10;
        trade[At("SRB"), At("HUN"), Sector("GAS")] *= 10;
        var built = Build();

        Assert.Equal(["HUN", "RUS"], built.Refused.Select(r => r.Exporter).Order());
        Assert.Equal(95_000, Gas(built, "SRB"), 1.0);
        Assert.Equal(11_000, Of(built, "SRB", "SRB", "GAS").Quantity, 1.0);
        Assert.Empty(UnitValueCheck.Odd(built.Rows, trade));
    }

    [Fact]
    public void Odd_unit_values_are_flagged_largest_first()
    {
        trade[At("SRB"), At("SRB"), Sector("PCOA")] *= 10;
        trade[At("SRB"), At("SRB"), Sector("PREN")] /= 10;
        var odd = UnitValueCheck.Odd(Build().Rows, trade);

        Assert.Equal([Sector("PCOA"), Sector("PREN")], odd.Select(o => o.Row.Sector));
        Assert.All(odd, o => Assert.Equal((At("SRB"), At("SRB")), (o.Row.Importer, o.Row.Exporter)));
        Assert.Equal(Price * 10, odd[0].UnitValue, 2);
        Assert.InRange(odd[0].Mean, 9.9, 10.5);
        Assert.Contains("| PCOA | SRB | SRB | 84.7 | 100 | 10", UnitValueCheck.Table(odd, Countries, Sectors), StringComparison.Ordinal);
    }

    [Fact]
    public void Shares_that_do_not_add_up_are_a_fault()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Recipe, "*.csv"))
            File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        var path = Path.Combine(folder.Path, "gas-origins.csv");
        File.WriteAllText(path, File.ReadAllText(path).Replace("2023,SRB,HUN,8", "2023,SRB,HUN,9", StringComparison.Ordinal));
        var faults = new FaultList();

        Assert.Null(EnergyQuantities.Build(Request(folder.Path), faults));
        Assert.Contains("SRB", Assert.Single(faults.Failed<object>().Faults).Found, StringComparison.Ordinal);
    }

    private EnergyQuantities Build()
    {
        var built = EnergyQuantities.Build(Request(Recipe), new FaultList());
        Assert.NotNull(built);
        return built;
    }

    private EnergyRequest Request(string recipe) =>
        new()
        {
            Raw = Reference.Raw,
            Recipe = recipe,
            Year = 2023,
            Countries = Countries,
            Sectors = Sectors,
            Trade = trade,
            Price = (_, _, j) => Sectors[j] == "BUSI" ? double.NaN : Price,
        };

    private static EnergyRow Of(EnergyQuantities built, string importer, string exporter, string sector) =>
        built.Rows.Single(r => r.Importer == At(importer) && r.Exporter == At(exporter) && r.Sector == Sector(sector));

    private static double Gas(EnergyQuantities built, string importer) =>
        built.Rows.Where(r => r.Importer == At(importer) && r.Sector == Sector("GAS")).Sum(r => r.Quantity);

    private static int At(string code) => Array.IndexOf(Countries, code);

    private static int Sector(string code) => Array.IndexOf(Sectors, code);
}
