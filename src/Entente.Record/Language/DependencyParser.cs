namespace Entente.Record.Language;

/// <summary>
/// Builds the tree of a sentence by shifting and attaching (arc-hybrid; Kuhlmann, Gomez-Rodriguez and Satta 2011), greedily, by a linear
/// model. Class 0 shifts; class 1 + l hangs the top of the stack on the next token by label l; class 1 + labels + l hangs it on the
/// one below.
/// </summary>
internal sealed class DependencyParser(LinearModel model, string[] labels)
{
    public IReadOnlyList<string> Labels => labels;

    public LinearModel Model => model;

    /// <summary>Heads and labels of one sentence, whose tags are set.</summary>
    public void Parse(AnalysedText text, TokenRange sentence)
    {
        var state = new ParserState(text, sentence);
        var features = new FeatureList();
        Span<float> scores = stackalloc float[1 + (2 * labels.Length)];
        while (!state.Done)
        {
            state.Features(features);
            model.Score(features.Keys, scores);
            state.Apply(state.Best(scores, labels.Length), labels.Length);
        }

        for (var i = 0; i < sentence.Count; i++)
        {
            text.Heads[sentence.First + i] = state.Head(i) == sentence.Count ? -1 : sentence.First + state.Head(i);
            text.Labels[sentence.First + i] = labels[state.Label(i)];
        }
    }
}
