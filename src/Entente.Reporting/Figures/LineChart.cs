using System.Collections.Immutable;

namespace Entente.Reporting.Figures;

/// <summary>Lines over time or rounds, with bands where they have them; neither axis need hold zero.</summary>
/// <param name="Label">See <see cref="Chart"/>.</param>
/// <param name="Lines">The lines; may be empty.</param>
/// <param name="Across">What the horizontal axis counts, for people.</param>
public sealed record LineChart(string Label, ImmutableArray<Line> Lines, string Across) : Chart(Label)
{
    internal override Type Component => typeof(LineFigure);
}

/// <summary>A line.</summary>
/// <param name="Name">What it is, for people.</param>
/// <param name="Points">Its points in order; a gap of more than <see cref="Gap"/> breaks it.</param>
/// <param name="IsQuiet">Whether it is background, drawn grey and broken.</param>
public sealed record Line(string Name, ImmutableArray<LinePoint> Points, bool IsQuiet = false)
{
    /// <summary>Longest way between points that are joined.</summary>
    public double Gap { get; init; } = 2.5;

    /// <summary>The stretches between breaks.</summary>
    internal IEnumerable<ImmutableArray<LinePoint>> Stretches()
    {
        var from = 0;
        for (var at = 1; at <= Points.Length; at++)
            if (at == Points.Length || Points[at].X - Points[at - 1].X > Gap)
            {
                yield return Points[from..at];
                from = at;
            }
    }
}

/// <summary>A point of a line.</summary>
/// <param name="X">Where on the horizontal axis.</param>
/// <param name="Y">Where on the other.</param>
/// <param name="Low">Lower end of its band; not a number: none.</param>
/// <param name="High">Upper end.</param>
public readonly record struct LinePoint(double X, double Y, double Low = double.NaN, double High = double.NaN);
