using System.Globalization;
using Entente.Record.Ledger;
using Entente.Record.Register;

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

    /// <summary>The office that the text gives the source, behind its name: ", ambassador of Russia to Serbia"; empty where none.</summary>
    public static string Office(RecordedDocument recorded, RecordedStatement statement)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return recorded.OfficeOf(statement) is { } office ? Words(office) : "";
    }

    /// <summary>
    /// The persons named among a group that speaks, as the text calls them: ", among them N, former president"; empty where none.
    /// </summary>
    public static string Among(RecordedDocument recorded, RecordedStatement statement)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        ArgumentNullException.ThrowIfNull(statement);
        var persons = statement.Among.Select(person => person.Name + (recorded.OfficeOf(person) is { } office ? Words(office) : ""));
        var named = string.Join("; ", persons);
        return named.Length > 0 ? $", among them {named}" : "";
    }

    private static string Words(OfficeMention office)
    {
        var how = office.Qualifier.Length > 0 ? $"{office.Qualifier} " : "";
        var of = office.Of is { } code ? $" of {Name(code)}" : "";
        var at = office.At is { } seat ? $" to {Name(seat)}" : "";
        return $", {how}{office.Title.ToLowerInvariant()}{of}{at}";
    }

    private static string Name(string code) => NameRegister.Shipped.Find(code)?.Name ?? code;

    /// <summary>A probability in two places.</summary>
    public static string Probability(double probability) => probability.ToString("0.00", CultureInfo.InvariantCulture);
}
