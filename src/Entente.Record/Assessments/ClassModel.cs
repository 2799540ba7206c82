using Entente.Record.Language;

namespace Entente.Record.Assessments;

/// <summary>Multinomial logistic regression over features, with a temperature that was fitted on held-out folds.</summary>
internal sealed record ClassModel(LinearModel Weights, string[] Classes, float Temperature)
{
    /// <summary>Probabilities of the classes, which add up to 1.</summary>
    public double[] Probabilities(ReadOnlySpan<uint> features)
    {
        var p = new double[Classes.Length];
        var scores = new float[Classes.Length];
        Weights.Score(features, scores);
        var largest = scores.Max();
        var total = 0.0;
        for (var c = 0; c < p.Length; c++)
            total += p[c] = Math.Exp((scores[c] - largest) / Temperature);
        for (var c = 0; c < p.Length; c++)
            p[c] /= total;
        return p;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Classes.Length);
        foreach (var name in Classes)
            writer.Write(name);
        writer.Write(Temperature);
        Weights.Write(writer);
    }

    public static ClassModel Read(BinaryReader reader)
    {
        var classes = new string[reader.ReadInt32()];
        for (var c = 0; c < classes.Length; c++)
            classes[c] = reader.ReadString();
        var temperature = reader.ReadSingle();
        return new ClassModel(LinearModel.Read(reader), classes, temperature);
    }
}
