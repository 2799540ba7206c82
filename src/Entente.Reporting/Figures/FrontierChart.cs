using System.Collections.Immutable;

namespace Entente.Reporting.Figures;

/// <summary>A square map of what is best at every pressure, to the right, and every retaliation, upwards.</summary>
/// <param name="Label">See <see cref="Chart"/>.</param>
/// <param name="Options">The names of what can be best.</param>
/// <param name="Cells">By pressure, then retaliation, from 0 to full; may be empty.</param>
/// <param name="Steps">A margin from which on a colour is full, and one below which it is faint, in points.</param>
public sealed record FrontierChart(
    string Label,
    ImmutableArray<string> Options,
    ImmutableArray<ImmutableArray<FrontierCell>> Cells,
    (double Faint, double Full) Steps
) : Chart(Label)
{
    /// <summary>Length of a side of the map, in units of which a letter takes about seven.</summary>
    public int Side { get; init; } = 220;

    /// <summary>Whether a line is drawn where what is best changes.</summary>
    public bool HasBorders { get; init; }

    /// <summary>A pressure and a retaliation that are marked, each from 0 to 1; null: none.</summary>
    public (double Pressure, double Retaliation)? Mark { get; init; }

    internal override Type Component => typeof(FrontierFigure);
}

/// <summary>A cell of a map.</summary>
/// <param name="Best">Position of what is best; -1: not known.</param>
/// <param name="Margin">By how much it is better than the next, in points.</param>
/// <param name="IsSure">Whether nearly all draws agree; true where nothing was drawn.</param>
public readonly record struct FrontierCell(int Best, double Margin, bool IsSure);
