using Entente.Record.Attributions;
using Entente.Record.Language;
using Entente.Record.Training;
using Xunit;

namespace Entente.Record.Tests;

/// <summary>Tokens, sentences, quotation marks, linear models and the parser's moves.</summary>
public sealed class LanguageTests
{
    [Theory]
    [InlineData("It didn't end.", "It|did|n't|end|.")]
    [InlineData("Serbia’s U.S. visit (today), they said", "Serbia|’s|U.S.|visit|(|today|)|,|they|said")]
    [InlineData("well-known co-founder Al-Maeena", "well|-|known|co-founder|Al-Maeena")]
    [InlineData("1,000.50 dollars -- or more...", "1,000.50|dollars|--|or|more|...")]
    [InlineData("\"Yes,\" Mr. Smith said.", "\"|Yes|,|\"|Mr.|Smith|said|.")]
    public void Tokens_are_cut_as_in_the_treebank(string text, string tokens) =>
        Assert.Equal(tokens.Split('|'), Tokenizer.Tokens(text).Select(t => text.Substring(t.Start, t.Length)));

    [Theory]
    [InlineData("One. Two! \"Three?\" Four", 4)]
    [InlineData("Mr. Smith met Dr. Jones in the U.S. Senate. They talked.", 2)]
    [InlineData("A heading\nA sentence follows.", 2)]
    [InlineData("\"We agree,\" he said. \"We do. It is right.\" Then he left.", 4)]
    public void Sentences_end_at_stops_and_lines(string text, int count) =>
        Assert.Equal(count, SentenceSplitter.Sentences(text, Tokenizer.Tokens(text)).Count);

    [Fact]
    public void Tokens_and_sentences_cover_what_is_not_white()
    {
        var text = "Odd -- \"text\", (with) everything: 5% of $3,000, e-mail, isn't it? Yes… “Quite.”";
        var tokens = Tokenizer.Tokens(text);
        var covered = tokens.SelectMany(t => Enumerable.Range(t.Start, t.Length)).ToHashSet();
        for (var i = 0; i < text.Length; i++)
            Assert.Equal(!char.IsWhiteSpace(text[i]), covered.Contains(i));
        Assert.Equal(tokens.Count, tokens.Sum(t => t.Length > 0 ? 1 : 0));
        Assert.Equal(tokens.Count, SentenceSplitter.Sentences(text, tokens).Sum(s => s.Count));
    }

    [Fact]
    public void Quotation_marks_find_their_partners_by_the_space_beside_them()
    {
        var text = Plain("He said \"no\" and \"never\" .");
        var quotes = new QuoteMarks(text);
        Assert.Equal([4, 2, 8, 6], new[] { 2, 4, 6, 8 }.Select(quotes.Partner));
        Assert.True(quotes.Inside(3));
        Assert.False(quotes.Inside(5));
        Assert.Equal(new TokenRange(2, 4), quotes.Around(3));
    }

    [Fact]
    public void A_model_scores_as_a_plain_sum_and_survives_its_file()
    {
        var random = new Random(1);
        var table = new SortedDictionary<uint, Dictionary<byte, float>>();
        for (var k = 0; k < 500; k++)
            table[(uint)random.NextInt64(uint.MaxValue)] = Enumerable
                .Range(0, 4)
                .Where(_ => random.Next(2) == 0)
                .Append(1)
                .Distinct()
                .ToDictionary(c => (byte)c, _ => (random.Next(255) - 127) / 127f);
        table[7] = new() { [2] = 1f };
        var model = new LinearModel(
            4,
            [.. table.Keys],
            [0, .. table.Values.Select((_, i) => table.Values.Take(i + 1).Sum(v => v.Count))],
            [.. table.Values.SelectMany(v => v.Keys)],
            [.. table.Values.SelectMany(v => v.Values)]
        );
        uint[] features = [.. table.Keys.Where((_, i) => i % 3 == 0), 12345];
        var expected = new float[4];
        foreach (var (c, w) in features.Where(table.ContainsKey).SelectMany(k => table[k]))
            expected[c] += w;
        var scores = new float[4];
        model.Score(features, scores);
        Assert.Equal(expected, scores);
        var memory = new MemoryStream();
        model.Write(new BinaryWriter(memory));
        memory.Position = 0;
        LinearModel.Read(new BinaryReader(memory)).Score(features, scores);
        for (var c = 0; c < 4; c++)
            Assert.Equal(expected[c], scores[c], 1e-4);
    }

    [Fact]
    public void The_moves_that_lose_least_build_every_projective_tree()
    {
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var n = random.Next(1, 12);
            var heads = ProjectiveTree(random, n);
            var state = new ParserState(Plain(string.Join(' ', Enumerable.Repeat("word", n))), new TokenRange(0, n - 1));
            var labels = heads.Select((_, i) => i % 3).ToArray();
            while (!state.Done)
                state.Apply(state.BestRight(new float[7], 3, heads, labels), 3);
            Assert.Equal(heads, Enumerable.Range(0, n).Select(state.Head));
            Assert.Equal(labels, Enumerable.Range(0, n).Select(state.Label));
        }
    }

    [Fact]
    public void The_averaged_perceptron_averages_over_all_steps()
    {
        var lazy = new AveragedPerceptron(2);
        var weights = new Dictionary<uint, float[]>();
        var sums = new Dictionary<uint, double[]>();
        var random = new Random(4);
        const int Steps = 300;
        for (var step = 0; step < Steps; step++)
        {
            uint[] features = [(uint)random.Next(8), (uint)(8 + random.Next(8))];
            var right = (int)(features[0] & 1);
            var guess = random.Next(2);
            lazy.Update(features, right, guess);
            foreach (var key in features.Where(_ => guess != right))
            {
                weights.TryAdd(key, new float[2]);
                sums.TryAdd(key, new double[2]);
                weights[key][right]++;
                weights[key][guess]--;
            }

            // The weights that count at a step are those after the step before it.
            foreach (var (key, w) in weights)
            {
                for (var c = 0; c < 2; c++)
                    sums[key][c] += step + 1 < Steps ? w[c] : 0;
            }
        }

        var model = lazy.Average(0);
        var scores = new float[2];
        foreach (var (key, sum) in sums)
        {
            model.Score([key], scores);
            Assert.Equal(sum[0] / Steps, scores[0], 1e-4);
            Assert.Equal(sum[1] / Steps, scores[1], 1e-4);
        }
    }

    [Fact]
    public void Training_gives_the_same_bytes_again()
    {
        static byte[] Once()
        {
            var text = Plain("The minister said that trade fell .");
            string[] tags = ["DT", "NN", "VBD", "IN", "NN", "VBD", "."];
            int[] heads = [1, 2, -1, 5, 5, 2, 2];
            for (var i = 0; i < tags.Length; i++)
                (text.Tags[i], text.Heads[i], text.Labels[i]) = (tags[i], heads[i], heads[i] < 0 ? "root" : "dep");
            for (var i = 0; i < tags.Length; i++)
                text.SetLemma(i, text.Words[i]);
            var bank = new Treebank([text], ["DT", "NN", "VBD", "IN", "."], ["root", "dep"]);
            var tagger = TreebankTraining.Tagger(bank, [0]);
            var parser = TreebankTraining.Parser(bank, [text], [0]);
            var memory = new MemoryStream();
            new TextAnalyser(tagger, TreebankTraining.Lemmas(bank, [0]), parser).Write(new BinaryWriter(memory));
            var again = new TextAnalyser(tagger, TreebankTraining.Lemmas(bank, [0]), parser).Analyse(
                text.Text,
                text.Tokens,
                text.Sentences
            );
            Assert.Equal(tags, again.Tags);
            Assert.Equal(heads, again.Heads);
            return memory.ToArray();
        }

        Assert.Equal(Once(), Once());
    }

    [Fact]
    public void A_choice_is_learned_and_its_probabilities_add_up()
    {
        List<Example> examples = [.. Enumerable.Range(0, 90).Select(i => new Example([(uint)(i % 3), 99], i % 3))];
        var model = ClassTraining.Train(examples, ["a", "b", "c"], 20, 0.001f, 1);
        for (var c = 0u; c < 3; c++)
        {
            var p = model.Probabilities([c, 99]);
            Assert.Equal(1, p.Sum(), 1e-12);
            Assert.InRange(p[c], 0.8, 1);
        }
    }

    private static AnalysedText Plain(string text)
    {
        var tokens = Tokenizer.Tokens(text);
        var analysed = new AnalysedText(text, tokens, [new TokenRange(0, tokens.Count - 1)]);
        Array.Fill(analysed.Tags, "NN");
        Array.Fill(analysed.Labels, "dep");
        return analysed;
    }

    // A tree in which no arcs cross: a root, then each side split into runs that hang on it by a token of their own.
    private static int[] ProjectiveTree(Random random, int n)
    {
        var heads = new int[n];
        Build(0, n - 1, n);
        return heads;

        void Build(int first, int last, int head)
        {
            if (first > last)
                return;
            var root = random.Next(first, last + 1);
            heads[root] = head;
            Runs(first, root - 1, root);
            Runs(root + 1, last, root);
        }

        void Runs(int first, int last, int head)
        {
            while (first <= last)
            {
                var end = random.Next(first, last + 1);
                Build(first, end, head);
                first = end + 1;
            }
        }
    }
}
