using Entente.Record.Language;

namespace Entente.Record.Assessments;

/// <summary>
/// Probabilities of codes: how often a code was right on gold sentences where its terms stood so many times (0 to 3) and where the
/// event types it
/// maps to were likely or not, drawn toward the frequency over all codes.
/// </summary>
internal sealed record TopicModel(ClassModel Events, float[] Table)
{
    public const int MostHits = 3;
    public const double Likely = 0.3;

    /// <summary>The event types of PLOVER that a code maps to.</summary>
    public static string[] Types(Topic topic) =>
        topic.Plover.StartsWith('(') ? [] : [.. topic.Plover.Split(',', StringSplitOptions.TrimEntries).Select(t => t.Split(' ')[0])];

    public static int Place(int topic, int hits, bool likely) =>
        (((topic * (MostHits + 1)) + Math.Min(hits, MostHits)) * 2) + (likely ? 1 : 0);

    /// <summary>The probability of each code of the codebook.</summary>
    public double[] Probabilities(AnalysedText text, TokenRange range, Events events)
    {
        var features = new FeatureList();
        events.Features(text, range, features);
        var p = Events.Probabilities(features.Keys);
        var hits = events.Hits(text, range);
        var result = new double[hits.Length];
        for (var t = 0; t < hits.Length; t++)
        {
            var types = Types(Codebook.Topics[t]);
            var sum = 0.0;
            for (var c = 0; c < p.Length; c++)
                sum += Array.IndexOf(types, Events.Classes[c]) >= 0 ? p[c] : 0;
            result[t] = Table[Place(t, hits[t], sum > Likely)];
        }

        return result;
    }

    public void Write(BinaryWriter writer)
    {
        Events.Write(writer);
        writer.Write(Table.Length);
        foreach (var p in Table)
            writer.Write(p);
    }

    public static TopicModel Read(BinaryReader reader)
    {
        var events = ClassModel.Read(reader);
        var table = new float[reader.ReadInt32()];
        for (var k = 0; k < table.Length; k++)
            table[k] = reader.ReadSingle();
        return new TopicModel(events, table);
    }
}
