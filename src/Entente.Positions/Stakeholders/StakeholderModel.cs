namespace Entente.Positions.Stakeholders;

/// <summary>A rule by which a table of actors comes to an outcome. Immutable, safe from several threads.</summary>
public abstract class StakeholderModel
{
    /// <summary>Its name in files and tables.</summary>
    public abstract string Name { get; }

    /// <summary>What people call it.</summary>
    public abstract string Title { get; }

    /// <summary>Where its equations are from.</summary>
    public abstract string Source { get; }

    /// <summary>What is known of how well it predicts.</summary>
    public abstract string Accuracy { get; }

    /// <summary>Largest number of actors it is answered for; its work grows with a power of them.</summary>
    public virtual int MostActors => int.MaxValue;

    /// <summary>Fewest actors it says anything of.</summary>
    public virtual int FewestActors => 1;

    /// <summary>The outcome, or why the table is none for this model.</summary>
    /// <param name="issue">The table.</param>
    /// <param name="cancellation">Ends the work.</param>
    public Checked<Settlement> Solve(Issue issue, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(issue);
        var count = issue.Actors.Length;
        if (count > MostActors)
            return Checked<Settlement>.Invalid([new Fault(null, $"{count} actors for {Title}", $"{MostActors} at most")]);
        if (count < FewestActors)
            return Checked<Settlement>.Invalid([new Fault(null, $"{count} actor for {Title}", $"{FewestActors} at least")]);
        return Answer(issue, cancellation);
    }

    /// <summary>As <see cref="Solve"/>, for a table whose number of actors fits.</summary>
    protected abstract Checked<Settlement> Answer(Issue issue, CancellationToken cancellation);

    /// <summary>A refusal.</summary>
    protected static Checked<Settlement> Refused(string found, string expected) =>
        Checked<Settlement>.Invalid([new Fault(null, found, expected)]);
}
