using System.Globalization;
using Entente.EstimationData.Models;
using Entente.EstimationData.Panels;
using Entente.EstimationData.Sanctions;
using Entente.Positions.TrackRecord;
using Entente.Testing;
using Xunit;

namespace Entente.EstimationData.Tests;

/// <summary>
/// Sanctions on the guide's panel by the Global Sanctions Database, where somebody holds it: nothing of it comes along, and what it gives
/// is
/// printed and not kept.
/// </summary>
public sealed class SanctionEffectTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Complete_bans_of_trade_lower_it_by_the_database_of_who_holds_it()
    {
        var file = Path.Combine(Repository.Shared, "data", "new", "gsdb_v4.csv.gz");
        Assert.SkipUnless(File.Exists(file), "needs the Global Sanctions Database beside the repository");
        var shipped = Path.Combine(Repository.Root, "estimations", "panels", "advanced-guide.csv.gz");
        var panel = PanelTable.Read(shipped, "panel").Value;
        HashSet<string> countries = [.. SanctionColumns.CountriesOf(panel).Select(c => Episodes.CountryOf(c) ?? c)];
        var read = SanctionEpisodes.Read(file, "gsdb", SanctionMapping.Gsdb, Episodes.CountryOf, countries).Value;
        output.WriteLine($"{read.Episodes.Length} pairs and episodes; not known: {string.Join(", ", read.Unknown.Take(12))}");
        Assert.InRange(read.Episodes.Length, 5_000, 100_000);
        var made = SanctionColumns.Add(panel, "panel", read.Episodes, code: Episodes.CountryOf).Value;
        foreach (var column in made.Columns.Where(c => c.StartsWith("sanction_", StringComparison.Ordinal)))
            output.WriteLine($"{column}: {made.Rows.Count(row => row[made.Find(column)] == "1")} rows");
        var path = folder.File("with.csv");
        made.Write(path);
        foreach (
            var terms in new[]
            {
                "sanction_imposed + rta",
                "sanction_imposed_before + sanction_imposed_first + sanction_imposed_second + sanction_imposed_later + "
                    + "sanction_imposed_after + rta",
                "sanction_complete + sanction_partial + rta",
                "sanction_complete + sanction_partial + I(sanction_financial + sanction_travel > 0) + sanction_arms + rta",
                "sanction_complete + sanction_partial + sanction_financial + sanction_travel + sanction_arms + rta",
                "sanction_complete_before + sanction_complete_first + sanction_complete_second + sanction_complete_later + "
                    + "sanction_complete_after"
                    + " + sanction_partial + rta",
            }
        )
        {
            var spec = EstimationFile.Of(
                path,
                new WrittenModel
                {
                    Name = "m",
                    Formula = $"trade ~ {terms} | exporter^year + importer^year + link",
                    Cluster = "pair",
                    SmallSample = "stata",
                }
            );
            var run = EstimationRun.Of(spec.Value, new PanelReader(), cancellation: TestContext.Current.CancellationToken);
            Assert.True(run.Success, string.Join("; ", run.Faults));
            var model = run.Value.Models[0];
            Assert.True(model.Estimation.IsConverged);
            foreach (var c in model.Coefficients)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{c.Name} {c.Estimate:0.000} ({c.StandardError:0.000})"));
            foreach (var dropped in model.Estimation.DroppedRegressors)
                output.WriteLine($"left out: {dropped}");
            output.WriteLine("");
        }
    }
}
