using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>
/// One measure of a case: what somebody does to somebody's trade, cost or income. Names stay words until the
/// measure is applied to a world.
/// </summary>
public abstract record Measure
{
    /// <summary>Where the measure is written.</summary>
    public Place? Place { get; init; }

    /// <summary>The legal act, paper or datum behind it.</summary>
    public string Source { get; init; } = "";

    /// <summary>A remark for people.</summary>
    public string Note { get; init; } = "";

    /// <summary>
    /// The regime it is taken from; empty: the case's own. One of a regime need not meet a flow of everybody who takes it.
    /// </summary>
    public string Regime { get; init; } = "";

    /// <summary>The first day it is in force; null: nobody says.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>The last day; null: it is in force.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>In which years of a path how much of it is taken; null: all of it in every year.</summary>
    public PhaseIn? Phase { get; init; }

    /// <summary>
    /// The part of it that is taken, above 0, at most 1: of a rate, a factor less 1, a share or a sum; of a flow that is forbidden
    /// or reduced, the part of the loss at given prices.
    /// </summary>
    public double Strength { get; init; } = 1;

    /// <summary>Whether it is in force on a day, as far as its dates are known.</summary>
    public bool IsInForce(DateOnly day) => !(Since > day) && !(Until < day);

    /// <summary>The same measure with other words for those who take it and those it is aimed at.</summary>
    /// <param name="change">Gives the words that stand for others; itself where nothing does.</param>
    public virtual Measure WithActors(Func<ImmutableArray<Word>, ImmutableArray<Word>> change) => this;

    /// <summary>Checks the measure against the world and enters it into the shock; faults go to <paramref name="names"/>.</summary>
    public abstract void Apply(ShockBuilder shock, NameResolver names);
}

/// <summary>A measure on the flows from some countries to others in some sectors.</summary>
public abstract record FlowMeasure : Measure
{
    /// <summary>The exporters.</summary>
    public required ImmutableArray<Word> From { get; init; }

    /// <summary>The importers.</summary>
    public required ImmutableArray<Word> To { get; init; }

    /// <summary>Sector codes, tags or <c>all</c>.</summary>
    public ImmutableArray<Word> Sectors { get; init; } = ["all"];

    /// <summary>Whether the reverse direction is meant too.</summary>
    public bool Both { get; init; }

    public override Measure WithActors(Func<ImmutableArray<Word>, ImmutableArray<Word>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { From = change(From), To = change(To) };
    }

    public override void Apply(ShockBuilder shock, NameResolver names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var exporters = names.Countries(From);
        var importers = names.Countries(To);
        var sectors = names.Sectors(Sectors);
        if (!IsSound(names))
            return;
        foreach (var i in exporters)
            foreach (var n in importers)
            {
                if (i == n)
                    continue;
                Apply(shock, names, n, i, sectors);
                if (Both && !(exporters.Contains(n) && importers.Contains(i)))
                    Apply(shock, names, i, n, sectors);
            }
    }

    /// <summary>Enters the measure for the flows from i to n in some sectors.</summary>
    private protected virtual void Apply(ShockBuilder shock, NameResolver names, int n, int i, ImmutableArray<int> sectors)
    {
        foreach (var j in sectors)
            Apply(shock, names, n, i, j);
    }

    /// <summary>Whether the numbers of the measure make sense; reports what does not.</summary>
    protected virtual bool IsSound(NameResolver names) => true;

    /// <summary>Enters the measure for one flow: from i to n in j.</summary>
    protected abstract void Apply(ShockBuilder shock, NameResolver names, int n, int i, int j);

    /// <summary>The keys that say which flows are meant.</summary>
    protected static ImmutableArray<MeasureKey> FlowKeys() =>
        [MeasureKey.Countries("from"), MeasureKey.Countries("to"), MeasureKey.Sectors()];

    /// <summary>The words of countries and groups that a measure on flows names.</summary>
    protected static IEnumerable<Word> Actors(FlowMeasure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return [.. measure.From, .. measure.To];
    }
}
