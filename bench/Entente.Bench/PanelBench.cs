using System.Diagnostics;
using System.Globalization;
using Entente.EstimationData.Models;
using Entente.EstimationData.Panels;
using Entente.Numerics;
using Parquet;
using Parquet.Schema;

namespace Entente.Bench;

/// <summary>
/// Ten million rows of Parquet, fourteen columns of which five are needed, read and estimated on in a heap of limited size: seconds, and
/// the largest memory of the process beside that of the columns alone.
/// </summary>
internal static class PanelBench
{
    private const int Group = 500_000;
    private const int Idle = 9;

    /// <summary>The heap that reading and estimating must do with, a hard limit: the runtime ends a process that needs more.</summary>
    private const long Heap = 2_000_000_000;

    /// <summary>Writes the table, reads it and estimates on it, each in a process of its own, so that each has its own peak.</summary>
    public static void Run(int rows)
    {
        var path = Path.Combine(Path.GetTempPath(), $"entente-panel-{Environment.ProcessId}.parquet");
        try
        {
            Alone(path, "write", $"{rows}");
            Say($"{rows:#,0} rows of {5 + Idle} columns: {new FileInfo(path).Length / 1e6:0} MB of Parquet");
            Alone(path, "read");
            Alone(path, "estimate");
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>One part, in this process.</summary>
    public static void Part(string path, string part, int rows)
    {
        var watch = Stopwatch.StartNew();
        switch (part)
        {
            case "write":
                WriteAsync(path, rows).GetAwaiter().GetResult();
                return;
            case "read":
                var data = new PanelReader().Read(path, "panel.parquet", ["trade", "x"], ["exporter", "importer", "year"]).Value;
                Say($"read: {watch.Elapsed.TotalSeconds:0.0} s, {data.Rows:#,0} rows, columns {data.Rows * (2 * 8 + 3 * 4) / 1e6:0} MB");
                break;
            default:
                var spec = EstimationFile.Of(
                    path,
                    new WrittenModel { Name = "m", Formula = "trade ~ x | exporter^year + importer^year", Cluster = "exporter^importer" }
                );
                var model = EstimationRun.Of(spec.Value, new PanelReader()).Value.Models[0];
                Say(
                    $"read and estimated with two effects: {watch.Elapsed.TotalSeconds:0.0} s, {model.Estimation.Observations:#,0} rows, "
                        + $"x {model.Coefficients[0].Estimate:0.0000} (made with 0.5), largest score "
                        + $"{model.Estimation.Certificate.LargestScore:0.0e0}"
                );
                break;
        }
        using var process = Process.GetCurrentProcess();
        Say($"  largest memory of the process {process.PeakWorkingSet64 / 1e6:0} MB, heap limited to {Heap / 1e6:0} MB");
    }

    private static void Alone(string path, params string[] part)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PanelBench).Assembly.Location, "panel", "part", path, .. part]);
        if (part[0] != "write")
            start.Environment["DOTNET_GCHeapHardLimit"] = Heap.ToString("x", CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{part[0]} ended with {process.ExitCode}.");
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

    private static void Say(string text) => Console.WriteLine(text);
}
