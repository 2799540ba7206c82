using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Entente.Web.Serving;

/// <summary>
/// Numbers of the server for whoever watches it, in the text format of Prometheus: meters of the framework and our own, gathered by the
/// runtime's own listener. Tags with few values are kept, all others left out. Safe from several threads.
/// </summary>
internal sealed class Metrics : IDisposable
{
    /// <summary>Our own meter.</summary>
    public const string MeterName = "Entente.Web";

    private static readonly string[] Meters =
    [
        MeterName,
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Runtime",
    ];

    private static readonly string[] KeptTags =
    [
        "http.request.method",
        "http.response.status_code",
        "http.route",
        "horizon",
        "state",
        "gc.heap.generation",
        "cpu.mode",
    ];

    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<(Instrument Of, string Labels), Series> series = [];
    private readonly Lock turn = new();
    private readonly Histogram<double> solves;

    /// <param name="factory">Makes the meters of this server; those of others in the process are not heard.</param>
    /// <param name="busy">Who waits for a place.</param>
    /// <param name="jobs">How many jobs are open.</param>
    /// <param name="pages">How many pages are open.</param>
    public Metrics(IMeterFactory factory, Busy busy, Func<int> jobs, Func<int> pages)
    {
        var meter = factory.Create(MeterName);
        solves = meter.CreateHistogram<double>("entente.solve.duration", "s", "How long answers of one case took to solve");
        meter.CreateObservableGauge("entente.work.expected_wait", () => busy.Wait.TotalSeconds, "s", "How long new work would wait");
        meter.CreateObservableCounter("entente.work.turned_away", () => busy.TurnedAway, null, "Requests that were told to come again");
        meter.CreateObservableGauge("entente.jobs.open", jobs, null, "Jobs that wait or are at work");
        meter.CreateObservableGauge("entente.pages.open", pages, null, "Pages that are open");
        listener.InstrumentPublished = (instrument, on) =>
        {
            var isOurs = instrument.Meter.Scope is null ? instrument.Meter.Name == "System.Runtime" : instrument.Meter.Scope == factory;
            if (isOurs && Meters.Contains(instrument.Meter.Name))
                on.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((of, value, tags, _) => Take(of, value, tags));
        listener.SetMeasurementEventCallback<long>((of, value, tags, _) => Take(of, value, tags));
        listener.SetMeasurementEventCallback<int>((of, value, tags, _) => Take(of, value, tags));
        listener.Start();
    }

    /// <summary>Takes note of an answer.</summary>
    public void Solved(string horizon, TimeSpan took) =>
        solves.Record(took.TotalSeconds, new KeyValuePair<string, object?>("horizon", horizon));

    /// <summary>All numbers as they are now.</summary>
    public string Text()
    {
        lock (turn)
        {
            listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach (var of in series.GroupBy(one => one.Key.Of).OrderBy(one => one.Key.Name, StringComparer.Ordinal))
            {
                var (name, type) = (NameOf(of.Key), TypeOf(of.Key));
                if (of.Key.Description is { Length: > 0 } help)
                    text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help.Replace('\n', ' ')}\n");
                text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {type}\n");
                foreach (var ((_, labels), numbers) in of.OrderBy(one => one.Key.Labels, StringComparer.Ordinal))
                    numbers.Write(text, name, labels);
            }
            return text.ToString();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();

    private void Take(Instrument of, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new StringBuilder();
        foreach (var (name, given) in tags)
            if (KeptTags.Contains(name))
                labels
                    .Append(labels.Length > 0 ? "," : "")
                    .Append(name.Replace('.', '_'))
                    .Append("=\"")
                    .Append(Escaped(Convert.ToString(given, CultureInfo.InvariantCulture) ?? ""))
                    .Append('"');
        series.GetOrAdd((of, labels.ToString()), _ => new Series(TypeOf(of) == "histogram", IsTotal(of))).Add(value);
    }

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);

    private static string NameOf(Instrument of)
    {
        var name = of.Name.Replace('.', '_');
        if (of.Unit == "s")
            name += "_seconds";
        else if (of.Unit == "By")
            name += "_bytes";
        return TypeOf(of) == "counter" ? name + "_total" : name;
    }

    private static string TypeOf(Instrument of) =>
        of.GetType().Name.Split('`')[0] switch
        {
            "Histogram" => "histogram",
            "Counter" or "ObservableCounter" => "counter",
            _ => "gauge",
        };

    /// <summary>Whether what is told is the whole and not what is new.</summary>
    private static bool IsTotal(Instrument of) => of.IsObservable || of.GetType().Name.StartsWith("Gauge", StringComparison.Ordinal);

    private sealed class Series(bool isHistogram, bool isTotal)
    {
        private readonly Lock turn = new();
        private readonly long[] counts = new long[Bounds.Length + 1];
        private double sum;

        public void Add(double value)
        {
            lock (turn)
            {
                sum = isTotal ? value : sum + value;
                if (isHistogram)
                    counts[Array.FindIndex(Bounds, bound => value <= bound) is var at and >= 0 ? at : Bounds.Length]++;
            }
        }

        public void Write(StringBuilder text, string name, string labels)
        {
            lock (turn)
            {
                if (!isHistogram)
                {
                    Line(name, labels, sum);
                    return;
                }
                var before = labels.Length > 0 ? labels + "," : "";
                var count = 0L;
                for (var b = 0; b <= Bounds.Length; b++)
                {
                    count += counts[b];
                    var bound = b < Bounds.Length ? Bounds[b].ToString(CultureInfo.InvariantCulture) : "+Inf";
                    Line($"{name}_bucket", $"{before}le=\"{bound}\"", count);
                }
                Line($"{name}_sum", labels, sum);
                Line($"{name}_count", labels, count);
            }

            void Line(string of, string with, double value) =>
                text.Append(of)
                    .Append(with.Length > 0 ? $"{{{with}}}" : "")
                    .Append(' ')
                    .Append(value.ToString("R", CultureInfo.InvariantCulture))
                    .Append('\n');
        }
    }
}
