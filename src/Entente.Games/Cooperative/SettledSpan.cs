namespace Entente.Games.Cooperative;

/// <summary>The space spanned by coalitions, each taken as the vector of who is in it; kept in reduced form.</summary>
internal sealed class SettledSpan
{
    private const double Zero = 1e-9;
    private readonly int players;
    private readonly List<(int Pivot, double[] Row)> rows;

    public SettledSpan(int players)
        : this(players, []) { }

    private SettledSpan(int players, List<(int, double[])> rows) => (this.players, this.rows) = (players, rows);

    /// <summary>Its dimension.</summary>
    public int Rank => rows.Count;

    /// <summary>A span that grows by itself.</summary>
    public SettledSpan Copy() => new(players, [.. rows]);

    /// <summary>Whether a coalition is in it.</summary>
    public bool Contains(int coalition)
    {
        Span<double> rest = stackalloc double[players];
        Reduce(coalition, rest);
        return Largest(rest) < 0;
    }

    /// <summary>Adds a coalition; false where it was in it already.</summary>
    public bool Add(int coalition)
    {
        var rest = new double[players];
        Reduce(coalition, rest);
        var pivot = Largest(rest);
        if (pivot < 0)
            return false;
        var scale = rest[pivot];
        for (var i = 0; i < players; i++)
            rest[i] /= scale;
        rows.Add((pivot, rest));
        return true;
    }

    private void Reduce(int coalition, Span<double> rest)
    {
        for (var i = 0; i < players; i++)
            rest[i] = (coalition >> i) & 1;
        foreach (var (pivot, row) in rows)
        {
            var factor = rest[pivot];
            if (factor != 0)
                for (var i = 0; i < players; i++)
                    rest[i] -= factor * row[i];
        }
    }

    private static int Largest(ReadOnlySpan<double> rest)
    {
        var (largest, at) = (Zero, -1);
        for (var i = 0; i < rest.Length; i++)
            if (Math.Abs(rest[i]) > largest)
                (largest, at) = (Math.Abs(rest[i]), i);
        return at;
    }
}
