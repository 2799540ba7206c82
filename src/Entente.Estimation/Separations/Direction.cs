namespace Entente.Estimation.Separations;

/// <summary>A combination z of regressors and fixed effects that separates rows, given by its weights.</summary>
internal sealed class Direction
{
    private readonly EstimationProblem problem;

    public Direction(EstimationProblem problem)
    {
        this.problem = problem;
        Regressors = new double[problem.Regressors.Count];
        Effects = [.. problem.FixedEffects.Select(effect => new double[effect.Levels])];
    }

    /// <summary>Weights of the regressors.</summary>
    public double[] Regressors { get; }

    /// <summary>Values of the effects, by effect and level.</summary>
    public double[][] Effects { get; }

    /// <summary>z by row of the problem.</summary>
    public double[] Values()
    {
        var z = new double[problem.Rows];
        for (var k = 0; k < Regressors.Length; k++)
            if (Regressors[k] != 0)
                for (var i = 0; i < z.Length; i++)
                    z[i] += Regressors[k] * problem.Regressors[k].Values.Span[i];
        for (var q = 0; q < Effects.Length; q++)
        {
            var codes = problem.FixedEffects[q].Codes.Span;
            for (var i = 0; i < z.Length; i++)
                z[i] += Effects[q][codes[i]];
        }
        return z;
    }

    /// <summary>Adds a multiple of another direction.</summary>
    public void Add(double times, Direction other)
    {
        for (var k = 0; k < Regressors.Length; k++)
            Regressors[k] += times * other.Regressors[k];
        for (var q = 0; q < Effects.Length; q++)
            for (var l = 0; l < Effects[q].Length; l++)
                Effects[q][l] += times * other.Effects[q][l];
    }

    /// <summary>
    /// Adds a later direction, this one so many times that rows it has separated stay so: later ones do not look at rows that have gone.
    /// </summary>
    /// <param name="later">The other.</param>
    /// <param name="gone">Rows that have been separated.</param>
    /// <param name="side">Which way they go.</param>
    public void Join(Direction later, ReadOnlySpan<bool> gone, SeparationSide side)
    {
        var (mine, others) = (Values(), later.Values());
        var times = 1.0;
        for (var i = 0; i < mine.Length; i++)
            if (gone[i])
                times = Math.Max(times, (1 - side.Way(i) * others[i]) / (side.Way(i) * mine[i]));
        Add(times - 1, this);
        Add(1, later);
    }
}
