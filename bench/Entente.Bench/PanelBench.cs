using System.Diagnostics;
using Entente.EstimationData.Models;
using Entente.EstimationData.Panels;
using Entente.Numerics;
using Parquet;
using Parquet.Schema;

namespace Entente.Bench;

/// <summary>
/// Ten million rows of Parquet, fourteen columns of which five are needed, read and estimated on: seconds, and the largest memory of the
/// process beside that of the columns alone.
/// </summary>
internal static class PanelBench
{
    private const int Group = 500_000;
    private const int Idle = 9;

    public static void Run(int rows)
    {
        var path = Path.Combine(Path.GetTempPath(), $"entente-panel-{Environment.ProcessId}.parquet");
        try
        {
            WriteAsync(path, rows).GetAwaiter().GetResult();
            GC.Collect();
            var before = Now();
            Say(
                $"{rows:#,0} rows of {5 + Idle} columns: {new FileInfo(path).Length / 1e6:0} MB of Parquet, {before:0} MB of memory before"
            );
            var watch = Stopwatch.StartNew();
            var peak = 0.0;
            var reader = new PanelReader { Progress = _ => peak = Math.Max(peak, Now()) };
            var data = reader.Read(path, "panel.parquet", ["trade", "x"], ["exporter", "importer", "year"]).Value;
            var columns = rows * (2 * 8 + 3 * 4) / 1e6;
            Say(
                $"read: {watch.Elapsed.TotalSeconds:0.0} s, {data.Rows:#,0} rows, columns {columns:0} MB, largest memory "
                    + $"{Math.Max(peak, Now()) - before:0} MB"
            );
            data = null;
            GC.Collect();
            watch.Restart();
            var spec = EstimationFile.Of(
                path,
                new WrittenModel { Name = "m", Formula = "trade ~ x | exporter^year + importer^year", Cluster = "exporter^importer" }
            );
            var run = EstimationRun.Of(spec.Value, new PanelReader()).Value;
            using var process = Process.GetCurrentProcess();
            Say(
                $"read and estimated with two effects: {watch.Elapsed.TotalSeconds:0.0} s, x "
                    + $"{run.Models[0].Coefficients[0].Estimate:0.0000} (made with 0.5)"
            );
            Say($"largest memory of the process {process.PeakWorkingSet64 / 1e6:0} MB");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task WriteAsync(string path, int rows)
    {
        DataField[] fields =
        [
            new DataField<string>("exporter"),
            new DataField<string>("importer"),
            new DataField<int>("year"),
            new DataField<double>("trade"),
            new DataField<double>("x"),
            .. Enumerable.Range(0, Idle).Select(k => new DataField<double>($"idle{k}")),
        ];
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), file).ConfigureAwait(false);
        var random = new CounterRandom(1);
        for (var first = 0; first < rows; first += Group)
        {
            var count = Math.Min(Group, rows - first);
            var (exporters, importers, years) = (new string[count], new string[count], new int[count]);
            var (trade, x) = (new double[count], new double[count]);
            for (var row = 0; row < count; row++)
            {
                var at = first + row;
                var (i, n, t) = (at % 200, at / 200 % 200, at / 40_000);
                (exporters[row], importers[row], years[row]) = ($"C{i:000}", $"C{n:000}", 1700 + t);
                x[row] = random.Uniform(at);
                trade[row] = Math.Exp(0.5 * x[row] + 0.01 * i - 0.01 * n) * (0.5 + random.At(1).Uniform(at));
            }
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(fields[0], exporters).ConfigureAwait(false);
            await group.WriteAsync(fields[1], importers).ConfigureAwait(false);
            await group.WriteAsync<int>(fields[2], years).ConfigureAwait(false);
            await group.WriteAsync<double>(fields[3], trade).ConfigureAwait(false);
            for (var k = 4; k < fields.Length; k++)
                await group.WriteAsync<double>(fields[k], x).ConfigureAwait(false);
            group.CompleteValidate();
        }
    }

    private static double Now()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1e6;
    }

    private static void Say(string text) => Console.WriteLine(text);
}
