using System.Diagnostics;
using Entente.Record.Assessments;
using Entente.Record.Attributions;

namespace Entente.RecordTraining;

/// <summary>Time and memory of reading and assessing many documents of about 500 words, two at a time.</summary>
internal static class Speed
{
    private const int Documents = 1000;
    private const int Words = 500;

    public static void Run(string record)
    {
        var corpus = GumCorpus.Read(Path.Combine(record, "gum"));
        var texts = corpus.Documents.Where(d => d.Genre is "news" or "interview").Select(d => FirstWords(d.Text.Text)).ToArray();
        var watch = Stopwatch.StartNew();
        var reader = new AttributionReader();
        var assessor = new Assessor();
        Console.WriteLine($"models read in {watch.Elapsed.TotalSeconds:F2} s, working set {Environment.WorkingSet >> 20} MB");
        for (var round = 0; round < 3; round++)
        {
            watch.Restart();
            var found = 0;
            Parallel.For(
                0,
                Documents,
                new ParallelOptions { MaxDegreeOfParallelism = 2 },
                d =>
                {
                    var text = texts[d % texts.Length];
                    var statements = reader.Read(text);
                    foreach (var statement in statements)
                        assessor.Assess(text, statement);
                    Interlocked.Add(ref found, statements.Count);
                }
            );
            Console.WriteLine(
                $"{Documents} documents of {texts.Average(t => t.Count(c => c == ' ')):F0} words, {found} statements: "
                    + $"{watch.Elapsed.TotalSeconds:F1} s, managed memory {GC.GetTotalMemory(true) >> 20} MB, "
                    + $"working set {Environment.WorkingSet >> 20} MB"
            );
        }
    }

    private static string FirstWords(string text)
    {
        var words = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ' ' && ++words == Words)
                return text[..i];
        }

        return text;
    }
}
