using Entente.CaliendoParro;
using Entente.Data.Worlds;
using Entente.Measures;
using Entente.Models;
using Entente.Testing;
using Xunit;

namespace Entente.WorldBuilding.Tests;

/// <summary>The embedded world: sound, near the facts, and reproducible.</summary>
public sealed class World2014Tests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "worlds", "world-2014");
    private static readonly Lazy<Checked<World>> Embedded = new(() => WorldFolder.Read(Folder, "world-2014"));

    [Fact]
    public void It_reads_without_a_fault_or_a_warning()
    {
        Assert.Empty(Embedded.Value.Faults);
        Assert.Empty(Embedded.Value.Warnings);
        Assert.Equal((56, 30), (Embedded.Value.Value.Countries.Length, Embedded.Value.Value.Sectors.Length));
        Assert.True(Directory.EnumerateFiles(Folder).Sum(file => new FileInfo(file).Length) < 3_000_000);
    }

    [Fact]
    public void Russia_is_as_large_as_it_was()
    {
        var world = Embedded.Value.Value;
        var russia = world.Country("RUS");
        var baseline = TradeModel.Solve(world, Shock.None, Closure.Fixed);

        // 1,718 and 492 billion USD.
        Assert.InRange(world.ValueAdded[russia] / 1000, 1718 * 0.99, 1718 * 1.01);
        Assert.InRange(baseline.Exports[russia] / 1000, 492 * 0.99, 492 * 1.01);
    }

    [Theory]
    [InlineData("BGR", 0.985, 0.995)]
    [InlineData("FIN", 0.985, 0.995)]
    [InlineData("SVK", 0.985, 0.995)]
    [InlineData("HUN", 0.945, 0.955)]
    [InlineData("LTU", 0.94, 0.95)]
    [InlineData("POL", 0.75, 0.765)]
    [InlineData("TUR", 0.54, 0.555)]
    [InlineData("DEU", 0.41, 0.42)]
    [InlineData("ITA", 0.425, 0.435)]
    [InlineData("SRB", 0.97, 0.999)]
    [InlineData("GBR", 0, 0.001)]
    public void Dependence_on_russian_gas_is_where_it_was(string country, double least, double most)
    {
        var world = Embedded.Value.Value;
        var (n, russia, gas) = (world.Country(country), world.Country("RUS"), world.Sector("GAS"));
        var imports = Enumerable.Range(0, world.Countries.Length).Where(i => i != n).Sum(i => world.Trade[n, i, gas]);
        Assert.InRange(world.Trade[n, russia, gas] / imports, least, most);
    }

    [Theory]
    [InlineData("DEU", EnergyStatus.Observed)]
    [InlineData("HUN", EnergyStatus.Observed)]
    [InlineData("SRB", EnergyStatus.Observed)]
    [InlineData("TUR", EnergyStatus.Observed)]
    [InlineData("CHN", EnergyStatus.Imputed)]
    public void Gas_from_russia_is_in_terajoules_what_the_balances_say(string country, EnergyStatus status)
    {
        var world = Embedded.Value.Value;
        var (energy, n, russia) = (world.Energy!, world.Country(country), world.Country("RUS"));
        var gas = energy.Carrier(world.Sector("GAS"));
        Assert.Equal(status, energy.Status(n, russia, gas));
        if (status == EnergyStatus.Observed)
            Assert.Equal(Balance(world.Countries[n].Name), energy.Quantities[n, russia, gas], 1e-5 * energy.Quantities[n, russia, gas]);
    }

    /// <summary>Terajoules of Russian gas of 2014; some names of the source have remarks behind them.</summary>
    private static double Balance(string country)
    {
        using var rows = new StreamReader(Reference.OpenRaw("eurostat_gas_imports_TJ_2011_2020.csv"));
        var line = rows.ReadToEnd()
            .Split('\n')
            .Single(row =>
                row.TrimStart('"').StartsWith(country, StringComparison.Ordinal)
                && row.Contains(",2014,natgas_RU,", StringComparison.Ordinal)
            );
        return double.Parse(line.Split(',')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void An_embargo_between_russia_and_the_coalition_solves_from_a_cold_start()
    {
        var world = Embedded.Value.Value;
        var shock = Shocks.Embargo(world, world.Country("RUS"), world.Identity.Groups["coalition_2014"].Select(world.Country));
        foreach (var closure in Enum.GetValues<Closure>())
        {
            var after = TradeModel.Solve(world, shock, closure);
            Assert.Equal((EquilibriumStatus.Converged, ""), (after.Status, after.Explanation));
            Assert.InRange(after.Residuals!.Largest, 0, 1e-10);
        }
    }

    [Fact]
    public void The_pipeline_makes_it_again_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        var built = WorldBuild.Run(Path.Combine(Folder, "recipe.yaml"), Reference.Raw, folder.File("again"));

        Assert.Empty(built.Faults);
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
            Assert.True(
                File.ReadAllBytes(file)
                    .SequenceEqual(File.ReadAllBytes(Path.Combine(folder.File("again"), Path.GetRelativePath(Folder, file)))),
                file
            );
    }

    [Fact]
    public void Missing_raw_data_are_told_file_by_file_and_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        var built = WorldBuild.Run(Path.Combine(Folder, "recipe.yaml"), folder.Path, folder.File("again"));

        Assert.Contains(
            "wiod2014_trade_44x50.csv.gz: no such file; expected a table with the columns exporter, importer, sector, fob_musd, "
                + "tariff_gross",
            built.Faults.Select(f => f.ToString())
        );
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
