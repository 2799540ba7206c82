using Entente.Data;
using Entente.Data.Runs;
using Entente.Data.Yaml;
using Entente.Models;

namespace Entente.Native;

/// <summary>How a question is answered otherwise than it says: what the command line has arguments for, as JSON. Immutable.</summary>
internal sealed record AnswerOptions
{
    /// <summary>What messages call the text.</summary>
    private const string Name = "options";

    public RunOverrides Wishes { get; private init; } = new();

    /// <summary>Largest residual accepted.</summary>
    public double Tolerance { get; private init; } = new SolveOptions().Tolerance;

    /// <summary>Threads at work on cases; the results do not depend on it.</summary>
    public int Threads { get; private init; } = Environment.ProcessorCount;

    /// <summary>Reads options.</summary>
    /// <param name="json">The text; null or empty: none.</param>
    /// <returns>The options, or every fault of them.</returns>
    public static Checked<AnswerOptions> Read(string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return Checked<AnswerOptions>.Valid(new AnswerOptions());
        var faults = new FaultList();
        if (YamlPage.ParseJson(json, Name, faults) is not { } page)
            return faults.Failed<AnswerOptions>();
        page.Allow("cases", "horizon", "set", "vary", "closure", "model", "tolerance", "threads");
        var options = new AnswerOptions
        {
            Wishes = new RunOverrides
            {
                Cases = [.. page.Words("cases").Select(word => word.Text)],
                Horizons = page.Words("horizon"),
                Set = page.Words("set"),
                Vary = page.Words("vary"),
                Closure = page.Word("closure")?.Text,
                Model = ModelOf(page, faults),
            },
            Tolerance = Between(page, "tolerance", page.Number("tolerance"), new SolveOptions().Tolerance, 0, 1, faults),
            Threads = (int)Between(page, "threads", page.Integer("threads"), Environment.ProcessorCount, 0, 1025, faults),
        };
        return faults.With(() => options);
    }

    private static string? ModelOf(YamlPage page, FaultList faults)
    {
        if (page.Word("model") is not { } word)
            return null;
        if (!KnownModels.Names.Contains(word.Text))
            faults.Add(word.Place, $"model '{word}'", Spelling.OneOf(word.Text, KnownModels.Names));
        return word.Text;
    }

    private static double Between(YamlPage page, string key, double? given, double otherwise, double above, double below, FaultList faults)
    {
        if (given is not { } value)
            return otherwise;
        if (!(value > above && value < below))
            faults.Add(page.PlaceOf(key), FormattableString.Invariant($"{key} {value}"), $"above {above} and below {below}");
        return value;
    }
}
