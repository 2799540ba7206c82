using System.Globalization;
using Entente.Record.Ledger;

namespace Entente.Reporting.Records;

/// <summary>Topic, stance and probabilities of statements, for people.</summary>
public static class RecordWords
{
    /// <summary>The likeliest topic with its probability.</summary>
    public static string Topic(RecordedStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return statement.Topic is { } topic
            ? $"{topic.Replace('_', ' ')} {Probability(statement.Assessment.Topics[topic])}"
            : "topic not sure";
    }

    /// <summary>The stance with the probability of its sign.</summary>
    public static string Stance(RecordedStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var judged = statement.Assessment;
        return judged.Stance switch
        {
            null => "stance not sure",
            < -0.2 => $"against {Probability(judged.StanceProbability)}",
            > 0.2 => $"for {Probability(judged.StanceProbability)}",
            _ => $"neutral {Probability(judged.StanceProbability)}",
        };
    }

    /// <summary>A probability in two places.</summary>
    public static string Probability(double probability) => probability.ToString("0.00", CultureInfo.InvariantCulture);
}
