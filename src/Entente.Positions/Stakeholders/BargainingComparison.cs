using System.Collections.Immutable;
using Entente.Numerics;
using Entente.Positions.Stakeholders.Challenge;
using Entente.Positions.Stakeholders.Compromise;
using Entente.Positions.Stakeholders.Median;
using Entente.Positions.Stakeholders.Nash;
using Entente.Positions.Stakeholders.Spatial;

namespace Entente.Positions.Stakeholders;

/// <summary>What a model answers, or why not.</summary>
/// <param name="Model">The model.</param>
/// <param name="Answer">Its answer.</param>
public sealed record ModelAnswer(StakeholderModel Model, Checked<Settlement> Answer);

/// <summary>How an answer moves with one input.</summary>
/// <param name="Model">The model.</param>
/// <param name="Actor">Whose input.</param>
/// <param name="Input"><c>capability</c>, <c>position</c> or <c>salience</c>.</param>
/// <param name="Dimension">The dimension of input and outcome.</param>
/// <param name="Lower">The outcome with the input lowered.</param>
/// <param name="Upper">The outcome with it raised.</param>
public sealed record SensitivityRow(string Model, int Actor, string Input, int Dimension, double Lower, double Upper)
{
    /// <summary>How far apart both are.</summary>
    public double Span => Math.Abs(Upper - Lower);
}

/// <summary>An outcome over draws of the inputs.</summary>
/// <param name="Model">The model.</param>
/// <param name="Dimension">The dimension.</param>
/// <param name="Low">The 5 per cent quantile.</param>
/// <param name="Middle">The median.</param>
/// <param name="High">The 95 per cent quantile.</param>
/// <param name="Draws">Draws with an answer.</param>
/// <param name="Without">Draws without.</param>
public sealed record DrawnOutcome(string Model, int Dimension, double Low, double Middle, double High, int Draws, int Without);

/// <summary>All models on one table, side by side, with how far they differ and how much hangs on each input.</summary>
public sealed record BargainingComparison
{
    /// <summary>Actors beyond which models with rounds are left out of sensitivity and draws: their work grows with the cube.</summary>
    private const int MostWithRounds = 40;
    private const double CapabilityStep = 0.1;
    private const double PlaceStep = 0.05;
    private const double SalienceStep = 0.1;

    /// <summary>The table.</summary>
    public required Issue Issue { get; init; }

    /// <summary>The answers.</summary>
    public required ImmutableArray<ModelAnswer> Answers { get; init; }

    /// <summary>How answers move with each input: capability by a tenth, position by a twentieth of its scale, salience by 0.1.</summary>
    public required ImmutableArray<SensitivityRow> Sensitivity { get; init; }

    /// <summary>Outcomes over draws; empty where no spread is given or no draws are wanted.</summary>
    public required ImmutableArray<DrawnOutcome> Drawn { get; init; }

    /// <summary>All models with their usual options.</summary>
    public static ImmutableArray<StakeholderModel> Models { get; } =
        [new CompromiseModel(), new MedianModel(), new NashModel(), new ChallengeModel(), new SpatialModel()];

    /// <summary>Asks all models.</summary>
    /// <param name="issue">The table.</param>
    /// <param name="models">The models.</param>
    /// <param name="draws">Draws of uncertain inputs; 0: none.</param>
    /// <param name="seed">Their seed.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static BargainingComparison Of(
        Issue issue,
        ImmutableArray<StakeholderModel> models,
        int draws = 200,
        long seed = 1,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(issue);
        var light = models.Where(m => issue.Actors.Length <= MostWithRounds || m.MostActors == int.MaxValue).ToList();
        return new BargainingComparison
        {
            Issue = issue,
            Answers = [.. models.Select(model => new ModelAnswer(model, model.Solve(issue, cancellation)))],
            Sensitivity = issue.Actors.Length <= 10 * MostWithRounds ? [.. Sensitivities(issue, light, cancellation)] : [],
            Drawn = issue.Actors.Any(IsUnsure) && draws > 0 ? [.. Draws(issue, light, draws, seed, cancellation)] : [],
        };
    }

    /// <summary>How far answers lie apart on a dimension, in its units; not a number where fewer than two answer.</summary>
    public double Spread(int dimension)
    {
        double[] points = [.. Answers.Where(a => a.Answer.Success).Select(a => a.Answer.Value.Point[dimension])];
        return points.Length > 1 ? points.Max() - points.Min() : double.NaN;
    }

    private static bool IsUnsure(Actor actor) =>
        actor.CapabilitySpread > 0 || actor.PositionSpread.Any(s => s > 0) || actor.SalienceSpread.Any(s => s > 0);

    private static IEnumerable<SensitivityRow> Sensitivities(
        Issue issue,
        List<StakeholderModel> models,
        CancellationToken cancellation
    )
    {
        for (var i = 0; i < issue.Actors.Length; i++)
            for (var k = 0; k < issue.Dimensions.Length; k++)
                foreach (var input in new[] { "capability", "position", "salience" })
                {
                    var (lower, upper) = (Moved(issue, i, k, input, -1), Moved(issue, i, k, input, 1));
                    foreach (var model in models)
                        yield return new SensitivityRow(
                            model.Name,
                            i,
                            input,
                            k,
                            Outcome(model, lower, k, cancellation),
                            Outcome(model, upper, k, cancellation)
                        );
                }
    }

    private static double Outcome(StakeholderModel model, Checked<Issue> issue, int dimension, CancellationToken cancellation) =>
        issue.Success && model.Solve(issue.Value, cancellation) is { Success: true } answer
            ? answer.Value.Point[dimension]
            : double.NaN;

    private static Checked<Issue> Moved(Issue issue, int i, int k, string input, int way)
    {
        var (actor, scale) = (issue.Actors[i], issue.Dimensions[k]);
        return issue.With(
            issue.Actors.SetItem(
                i,
                input switch
                {
                    "capability" => actor with { Capability = actor.Capability * (1 + way * CapabilityStep) },
                    "position" => actor with
                    {
                        Positions = actor.Positions.SetItem(
                            k,
                            Math.Clamp(actor.Positions[k] + way * PlaceStep * scale.Length, scale.Least, scale.Most)
                        ),
                    },
                    _ => actor with
                    {
                        Salience = actor.Salience.SetItem(k, Math.Clamp(actor.Salience[k] + way * SalienceStep, 0, 1)),
                    },
                }
            )
        );
    }

    private static IEnumerable<DrawnOutcome> Draws(
        Issue issue,
        List<StakeholderModel> models,
        int draws,
        long seed,
        CancellationToken cancellation
    )
    {
        var random = new CounterRandom(seed);
        var drawn = Enumerable.Range(0, draws).Select(d => Drawing(issue, random.At(d))).ToList();
        foreach (var model in models)
        {
            var answers = drawn
                .Select(table => table.Success && model.Solve(table.Value, cancellation) is { Success: true } a ? a.Value : null)
                .ToList();
            for (var k = 0; k < issue.Dimensions.Length; k++)
            {
                double[] points = [.. answers.OfType<Settlement>().Select(a => a.Point[k]).Order()];
                yield return new DrawnOutcome(
                    model.Name,
                    k,
                    Quantile(points, 0.05),
                    Quantile(points, 0.5),
                    Quantile(points, 0.95),
                    points.Length,
                    draws - points.Length
                );
            }
        }
    }

    /// <summary>Normal numbers around what is given, held to their bounds.</summary>
    private static Checked<Issue> Drawing(Issue issue, CounterRandom random) =>
        issue.With(
            issue.Actors.Select(
                (actor, i) =>
                {
                    var own = random.At(i);
                    double Spread(ImmutableArray<double> spreads, int k) => spreads.IsEmpty ? 0 : spreads[k];
                    return actor with
                    {
                        Capability = Math.Max(0, actor.Capability + actor.CapabilitySpread * own.Normal(0)),
                        Positions =
                        [
                            .. actor.Positions.Select(
                                (x, k) =>
                                    Math.Clamp(
                                        x + Spread(actor.PositionSpread, k) * own.At(1).Normal(k),
                                        issue.Dimensions[k].Least,
                                        issue.Dimensions[k].Most
                                    )
                            ),
                        ],
                        Salience =
                        [
                            .. actor.Salience.Select(
                                (s, k) => Math.Clamp(s + Spread(actor.SalienceSpread, k) * own.At(2).Normal(k), 0, 1)
                            ),
                        ],
                    };
                }
            )
        );

    private static double Quantile(double[] sorted, double p) =>
        sorted.Length == 0 ? double.NaN : sorted[(int)Math.Round(p * (sorted.Length - 1))];
}
