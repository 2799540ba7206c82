using System.Collections.Immutable;
using Entente.Models;
using Entente.Outcomes;

namespace Entente.Scenarios;

/// <summary>A scenario of the past, and what happened. Immutable.</summary>
public sealed record Backtest
{
    /// <summary>Title for people.</summary>
    public required string Title { get; init; }

    /// <summary>What a reader should know.</summary>
    public string Notes { get; init; } = "";

    /// <summary>The scenario, each of whose cases is asked at one horizon.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>What happened.</summary>
    public required ImmutableArray<BacktestFact> Facts { get; init; }
}

/// <summary>Something that happened, and by what outcome the model says it.</summary>
public sealed record BacktestFact
{
    /// <summary>What it is, for people.</summary>
    public required string What { get; init; }

    /// <summary>The case of the scenario.</summary>
    public required Word Case { get; init; }

    /// <summary>The outcome, by name and axes; where it stands for several, their sum.</summary>
    public required Word Outcome { get; init; }

    /// <summary>
    /// The outcome that it is measured by: then the fact is the change in per cent from the sum of these; null: it is the outcome
    /// itself.
    /// </summary>
    public Word? From { get; init; }

    /// <summary>
    /// The case whose outcome it is measured by: then the fact is the outcome in per cent of the same outcome there; null: it is the
    /// outcome itself.
    /// </summary>
    public Word? ShareOf { get; init; }

    /// <summary>What happened, in the unit of the outcome; null: nobody knows better than the range.</summary>
    public double? Happened { get; init; }

    /// <summary>The least that the answer may say; may be minus infinity.</summary>
    public double Least { get; init; } = double.NegativeInfinity;

    /// <summary>The most; may be infinite.</summary>
    public double Most { get; init; } = double.PositiveInfinity;

    /// <summary>Where it is known from, and how sure.</summary>
    public required string Source { get; init; }

    /// <summary>Why the answer is off, where it is; empty: it shall be within the range.</summary>
    public string Why { get; init; } = "";
}

/// <summary>What happened beside what the model says.</summary>
/// <param name="Fact">What happened.</param>
/// <param name="Answer">What the model says; null where the case has no answer.</param>
public sealed record BacktestResult(BacktestFact Fact, double? Answer)
{
    /// <summary>Whether the answer is within the range of what happened.</summary>
    public bool IsWithin => Answer >= Fact.Least && Answer <= Fact.Most;
}

/// <summary>A backtest on its world: what happened, found among the outcomes.</summary>
public sealed class ResolvedBacktest
{
    private readonly ImmutableArray<Asked> asked;

    private ResolvedBacktest(
        Backtest backtest,
        ResolvedScenario scenario,
        ImmutableArray<Asked> asked
    ) => (Backtest, Scenario, this.asked) = (backtest, scenario, asked);

    /// <summary>The backtest.</summary>
    public Backtest Backtest { get; }

    /// <summary>Its scenario on the world.</summary>
    public ResolvedScenario Scenario { get; }

    /// <summary>Finds the names of a backtest in a world.</summary>
    /// <returns>The resolved backtest, or all faults found.</returns>
    public static Checked<ResolvedBacktest> Create(Backtest backtest, World world)
    {
        ArgumentNullException.ThrowIfNull(backtest);
        var scenario = ResolvedScenario.Create(backtest.Scenario, world);
        if (!scenario.Success)
            return Checked<ResolvedBacktest>.Invalid(scenario.Faults, scenario.Warnings);
        var faults = new List<Fault>();
        var asked = ImmutableArray.CreateBuilder<Asked>();
        foreach (var fact in backtest.Facts)
            asked.Add(
                new Asked(
                    PositionOf(fact.Case),
                    Find(fact.Outcome),
                    fact.From is null ? [] : Find(fact.From),
                    fact.ShareOf is null ? null : PositionOf(fact.ShareOf)
                )
            );
        return faults.Count > 0
            ? Checked<ResolvedBacktest>.Invalid(faults, scenario.Warnings)
            : Checked<ResolvedBacktest>.Valid(new ResolvedBacktest(backtest, scenario.Value, asked.ToImmutable()), scenario.Warnings);

        int PositionOf(Word name)
        {
            var cases = scenario.Value.Cases.Select(c => c.Case.Name).ToList();
            if (cases.Count(c => c == name.Text) != 1)
                faults.Add(
                    new Fault(
                        name.Place,
                        cases.Contains(name.Text) ? $"case '{name}', which is asked more than once" : $"unknown case '{name}'",
                        cases.Contains(name.Text) ? "a case at one horizon" : Spelling.OneOf(name.Text, cases)
                    )
                );
            return cases.IndexOf(name.Text);
        }

        ImmutableArray<OutcomeQuery> Find(Word outcome)
        {
            var found = OutcomeQuery.Parse(scenario.Value.World, outcome);
            faults.AddRange(found.Faults);
            return found.Success ? [.. found.Value] : [];
        }
    }

    /// <summary>What happened beside what the model says, in the order of the facts.</summary>
    /// <param name="options">How it is solved; null: as usual.</param>
    /// <param name="counted">Is told after each case how many are answered, and of how many.</param>
    public ImmutableArray<BacktestResult> Run(SolveOptions? options = null, Action<int, int>? counted = null)
    {
        var answers = new ScenarioAnswer(Scenario, options);
        int[] positions = [.. asked.SelectMany(one => new[] { one.Position, one.ShareOf ?? one.Position }).Distinct()];
        var known = new Dictionary<int, Comparison?>();
        foreach (var position in positions)
        {
            known[position] = answers.Answer(position).Comparison;
            counted?.Invoke(known.Count, positions.Length);
        }
        return [.. Backtest.Facts.Zip(asked, (fact, one) => new BacktestResult(fact, Read(one, known)))];
    }

    private static double? Read(Asked asked, Dictionary<int, Comparison?> known)
    {
        var value = asked.Read(known[asked.Position]);
        return asked.ShareOf is { } other ? 100 * value / asked.Read(known[other]) : value;
    }

    /// <summary>A fact found in the world: positions of its cases, and its outcomes.</summary>
    private sealed record Asked(int Position, ImmutableArray<OutcomeQuery> Outcome, ImmutableArray<OutcomeQuery> From, int? ShareOf)
    {
        public double? Read(Comparison? answer)
        {
            if (answer is null)
                return null;
            var sum = Outcome.Sum(query => query.Of(answer));
            return From.IsEmpty ? sum : 100 * (sum / From.Sum(query => query.Of(answer)) - 1);
        }
    }
}
