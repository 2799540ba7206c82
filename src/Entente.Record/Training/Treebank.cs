using Entente.Record.Language;

namespace Entente.Record.Training;

/// <summary>Sentences with the right tags and trees.</summary>
/// <param name="Gold">The documents with their right tags, lemmas, heads and labels.</param>
/// <param name="Tags">All tags.</param>
/// <param name="Labels">All labels.</param>
internal sealed record Treebank(IReadOnlyList<AnalysedText> Gold, string[] Tags, string[] Labels);

/// <summary>Trains tagger, lemmas and parser on a treebank; the same seed gives the same bits.</summary>
internal static class TreebankTraining
{
    private const int Seed = 16;
    private const float TagCut = 0.004f;
    private const float ParseCut = 0.004f;

    public static Tagger Tagger(Treebank bank, IReadOnlyList<int> documents, int rounds = 6)
    {
        var perceptron = new AveragedPerceptron(bank.Tags.Length);
        var places = bank.Tags.Select((t, i) => (t, i)).ToDictionary(p => p.t, p => p.i);
        var sentences = documents.SelectMany(d => bank.Gold[d].Sentences.Select(s => (Text: bank.Gold[d], Sentence: s))).ToArray();
        var random = new Random(Seed);
        var features = new FeatureList();
        var scores = new float[bank.Tags.Length];
        for (var round = 0; round < rounds; round++)
        {
            random.Shuffle(sentences);
            foreach (var (text, sentence) in sentences)
            {
                int before = -1,
                    last = -1;
                for (var i = sentence.First; i <= sentence.Last; i++)
                {
                    Language.Tagger.Features(text, sentence, i, before, last, features);
                    perceptron.Score(features.Keys, scores);
                    var guess = Largest(scores);
                    perceptron.Update(features.Keys, places[text.Tags[i]], guess);
                    (before, last) = (last, guess);
                }
            }
        }

        return new Tagger(perceptron.Average(TagCut), bank.Tags);
    }

    /// <summary>The words whose lemma the endings alone do not give.</summary>
    public static Lemmatizer Lemmas(Treebank bank, IReadOnlyList<int> documents)
    {
        var counts = new Dictionary<string, Dictionary<string, int>>();
        foreach (var text in documents.Select(d => bank.Gold[d]))
        {
            for (var i = 0; i < text.Count; i++)
            {
                if (text.Tags[i] is "NNP" or "NNPS" || !text.Words[i].All(char.IsLetter) && !text.Words[i].Contains('\''))
                    continue;
                var key = text.Tags[i] + " " + text.Words[i].ToLowerInvariant();
                if (!counts.TryGetValue(key, out var lemmas))
                    counts.Add(key, lemmas = []);
                var lemma = text.Lemmas[i].ToLowerInvariant();
                lemmas[lemma] = lemmas.GetValueOrDefault(lemma) + 1;
            }
        }

        var exceptions = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, lemmas) in counts)
        {
            var best = lemmas.OrderByDescending(l => l.Value).ThenBy(l => l.Key, StringComparer.Ordinal).First().Key;
            var space = key.IndexOf(' ');
            if (Lemmatizer.ByEnding(key[(space + 1)..], key[..space]) != best)
                exceptions.Add(key, best);
        }

        return new Lemmatizer(exceptions);
    }

    /// <summary>The parser; its input are documents with predicted tags, in the places of the treebank's.</summary>
    public static DependencyParser Parser(Treebank bank, IReadOnlyList<AnalysedText> tagged, IReadOnlyList<int> documents, int rounds = 10)
    {
        var labelCount = bank.Labels.Length;
        var perceptron = new AveragedPerceptron(1 + (2 * labelCount));
        var places = bank.Labels.Select((t, i) => (t, i)).ToDictionary(p => p.t, p => p.i);
        var sentences = documents.SelectMany(d => bank.Gold[d].Sentences.Select(s => (Document: d, Sentence: s))).ToArray();
        var random = new Random(Seed);
        var features = new FeatureList();
        var scores = new float[1 + (2 * labelCount)];
        for (var round = 0; round < rounds; round++)
        {
            random.Shuffle(sentences);
            foreach (var (document, sentence) in sentences)
            {
                var gold = bank.Gold[document];
                var heads = new int[sentence.Count];
                var labels = new int[sentence.Count];
                for (var i = 0; i < sentence.Count; i++)
                {
                    var head = gold.Heads[sentence.First + i];
                    heads[i] = head < 0 ? sentence.Count : head - sentence.First;
                    labels[i] = places[gold.Labels[sentence.First + i]];
                }

                var state = new ParserState(tagged[document], sentence);
                while (!state.Done)
                {
                    state.Features(features);
                    perceptron.Score(features.Keys, scores);
                    var guess = state.Best(scores, labelCount);
                    var right = state.BestRight(scores, labelCount, heads, labels);
                    perceptron.Update(features.Keys, right, guess);

                    // From the third round on it learns from its own mistakes.
                    state.Apply(round >= 2 && random.NextDouble() < 0.9 ? guess : right, labelCount);
                }
            }
        }

        return new DependencyParser(perceptron.Average(ParseCut), bank.Labels);
    }

    private static int Largest(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var k = 1; k < scores.Length; k++)
        {
            if (scores[k] > scores[best])
                best = k;
        }

        return best;
    }
}
