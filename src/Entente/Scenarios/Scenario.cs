using System.Collections.Immutable;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;

namespace Entente.Scenarios;

/// <summary>A question to the model: cases, each a set of measures, on one world under one closure.</summary>
public sealed record Scenario
{
    /// <summary>Title for people.</summary>
    public required string Title { get; init; }

    /// <summary>Where the measures are described.</summary>
    public string Source { get; init; } = "";

    /// <summary>What a reader should know: assumptions, limits.</summary>
    public string Notes { get; init; } = "";

    /// <summary>The world as the author named it: an embedded world or a folder. Null where the caller must give one.</summary>
    public string? World { get; init; }

    /// <summary>What happens to deficits.</summary>
    public Closure Closure { get; init; } = Closure.Fixed;

    /// <summary>The model that answers.</summary>
    public Model Model { get; init; } = KnownModels.Default;

    /// <summary>The kinds of measures that it may hold.</summary>
    public MeasureKinds Kinds { get; init; } = MeasureKinds.BuiltIn;

    /// <summary>The horizons each case is answered at unless it names its own; see <see cref="HorizonParameter"/>.</summary>
    public ImmutableArray<Horizon> Horizons { get; init; } = [Horizon.LongRun];

    /// <summary>Values of parameters on top of the horizons, for all cases.</summary>
    public ImmutableArray<ParameterSetting> Parameters { get; init; } = [];

    /// <summary>Values of parameters by horizon in place of those of the horizons, below all settings: what draws change.</summary>
    public ImmutableArray<HorizonSetting> HorizonSettings { get; init; } = [];

    /// <summary>Named lists of countries; a member may be another group.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<Word>> Groups { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<Word>>.Empty;

    /// <summary>Figures of the world that are known better: it is answered on the world with them.</summary>
    public ImmutableArray<WorldFact> Facts { get; init; } = [];

    /// <summary>Countries to show first in short tables; empty: the most affected.</summary>
    public ImmutableArray<Word> Focus { get; init; } = [];

    /// <summary>The regimes that cases use.</summary>
    public ImmutableArray<Regime> Regimes { get; init; } = [];

    /// <summary>Sets of measures that cases may include but that are not run themselves (regimes).</summary>
    public ImmutableArray<Case> Library { get; init; } = [];

    /// <summary>The cases to run, in order.</summary>
    public required ImmutableArray<Case> Cases { get; init; }
}

/// <summary>A named set of measures.</summary>
public sealed record Case
{
    /// <summary>Name, unique within the scenario.</summary>
    public required string Name { get; init; }

    /// <summary>Title for people; the name where there is none.</summary>
    public string Title { get; init; } = "";

    /// <summary>Where the measures are described.</summary>
    public string Source { get; init; } = "";

    /// <summary>What a reader should know.</summary>
    public string Notes { get; init; } = "";

    /// <summary>Cases whose measures come first.</summary>
    public ImmutableArray<Word> Includes { get; init; } = [];

    /// <summary>The case that changes are measured from; null: the world.</summary>
    public Word? RelativeTo { get; init; }

    /// <summary>
    /// The case that has led to the world this one happens in, trade and technology having followed; null: the world as it is.
    /// </summary>
    public Word? After { get; init; }

    /// <summary>
    /// The case whose cost this one's is compared with, country by country: the same shock without what was done before it; null:
    /// none.
    /// </summary>
    public Word? CompareWith { get; init; }

    /// <summary>The horizons it is answered at; empty: those of the scenario.</summary>
    public ImmutableArray<Horizon> Horizons { get; init; } = [];

    /// <summary>Values of parameters on top of those of the scenario.</summary>
    public ImmutableArray<ParameterSetting> Parameters { get; init; } = [];

    /// <summary>The years it is asked for besides; null: at its horizons alone.</summary>
    public CasePath? Path { get; init; }

    /// <summary>The regimes whose measures it takes, after those of included cases and before its own.</summary>
    public ImmutableArray<RegimeUse> Regimes { get; init; } = [];

    /// <summary>The measures of the case itself.</summary>
    public ImmutableArray<Measure> Measures { get; init; } = [];

    /// <summary>Where the case is written.</summary>
    public Place? Place { get; init; }
}
