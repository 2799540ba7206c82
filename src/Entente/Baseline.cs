using System.Collections.Immutable;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;

namespace Entente;

/// <summary>
/// What questions are asked of: a world under a closure, at a horizon, as a model sees it. Immutable and safe from several
/// threads; the equilibrium without measures is solved once, when it is first needed. A question costs what its answer
/// holds; nothing of it is kept here.
/// </summary>
/// <example>
/// <code>
/// var baseline = Baseline.Create(world).Value;
/// var joins = baseline.Solve(new Embargo { From = ["SRB"], To = ["RUS"], Both = true });
/// var percent = joins["real_income_pct:SRB"];
/// </code>
/// </example>
public sealed class Baseline
{
    private readonly World asGiven;
    private readonly ImmutableArray<QuantityLimit> lasting;
    private readonly Lazy<Equilibrium> equilibrium;

    internal Baseline(
        World asGiven,
        BaselineOptions options,
        World world,
        Behaviour behaviour,
        ImmutableArray<QuantityLimit> lasting,
        Equilibrium? unshocked = null
    )
    {
        (this.asGiven, Options, World, Behaviour, this.lasting) = (asGiven, options, world, behaviour, lasting);
        equilibrium = unshocked is null ? new(() => Ask(Shock.None, options.Solve, null)) : new(unshocked);
    }

    /// <summary>The world, as the model sees it, with the trade elasticities of the horizon.</summary>
    public World World { get; }

    /// <summary>How far producers, households and factors adjust.</summary>
    public Behaviour Behaviour { get; }

    /// <summary>How questions are meant and solved.</summary>
    public BaselineOptions Options { get; }

    /// <summary>What happens to deficits.</summary>
    public Closure Closure => Options.Closure ?? Options.Model.DefaultClosure;

    /// <summary>
    /// The world without any measure; under <see cref="Closure.Zero"/>, without its deficits. Solved when first asked for.
    /// </summary>
    public Equilibrium Equilibrium => equilibrium.Value;

    /// <summary>Makes a baseline of a world.</summary>
    /// <param name="world">The world; its tables are shared, not copied.</param>
    /// <param name="options">How questions are meant; null: the long run of the default model.</param>
    /// <returns>The baseline, or all that keeps the model from seeing the world so.</returns>
    public static Checked<Baseline> Create(World world, BaselineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(world);
        return Create(world, options ?? new BaselineOptions(), []);
    }

    /// <summary>The same world under other options, such as elasticities of one's own; its tables are shared.</summary>
    /// <param name="change">Makes the new options of the old ones.</param>
    /// <returns>The baseline, or what is wrong with the options.</returns>
    public Checked<Baseline> With(Func<BaselineOptions, BaselineOptions> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Create(asGiven, change(Options), lasting);
    }

    private static Checked<Baseline> Create(World world, BaselineOptions options, ImmutableArray<QuantityLimit> lasting)
    {
        var seen = options.Model.See(world);
        if (!seen.Success)
            return Checked<Baseline>.Invalid(seen.Faults, seen.Warnings);
        var names = new NameResolver(seen.Value, options.Groups);
        var model = options.Model.In(names);
        if (model.Refusal(options.Closure ?? model.DefaultClosure) is { } closure)
            names.Report(closure);
        var isLong = options.Horizon.Label == Horizon.LongRun.Label && options.Parameters.IsEmpty && options.Behaviour is null;
        if (!model.HasHorizons && !isLong)
            names.Report(options.Horizon.Name.Place, $"a horizon or its parameters for {model.Title}", "the long run");
        var given = WithThetas(seen.Value, options.Thetas, names);
        var built = HorizonBuild.Build(given, names, options.Horizon, options.Parameters);
        return names.Faults.Count > 0
            ? Checked<Baseline>.Invalid(names.Faults, seen.Warnings)
            : Checked<Baseline>.Valid(
                new Baseline(world, options with { Model = model }, built.World(), options.Behaviour ?? built.Behaviour(), lasting),
                seen.Warnings
            );
    }

    private static World WithThetas(World world, ImmutableArray<double>? thetas, NameResolver names)
    {
        if (thetas is not { } given)
            return world;
        if (given.Length == world.Sectors.Length && given.All(theta => theta > 0 && double.IsFinite(theta)))
            return world.WithThetas(given);
        names.Report(null, $"{given.Length} trade elasticities", $"{world.Sectors.Length} finite numbers above 0, one a sector");
        return world;
    }

    /// <summary>Answers a question: what measures, taken together, do to this baseline.</summary>
    /// <param name="measures">The measures, in order; their names are looked up in the world.</param>
    /// <returns>The answer, or under a named status why there is none; a measure at fault in this world is such a reason.</returns>
    public Counterfactual Solve(params IEnumerable<Measure> measures) => Solve(new Question(measures));

    /// <summary>Answers a question with settings of its own.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Counterfactual Solve(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var options = Options.Solve with
        {
            Start = question.Start,
            Trail = question.Trail,
            Place = question.Place,
            Cancellation = question.Cancellation ?? Options.Solve.Cancellation,
        };
        var shock = ShockOf(question.Measures);
        if (!shock.Success)
            return new Counterfactual(this, question, Refused(shock.Faults), Before()) { Faults = shock.Faults };
        // Only those who share a burden compare with what was before while they solve; for others it may still be solved meanwhile.
        var reference = !shock.Value.BurdenSharing.IsEmpty && Before() is { Converged: true } before ? before : null;
        var answer = Ask(shock.Value, options, reference);
        return new Counterfactual(this, question, answer, Before());

        Equilibrium Before() => question.RelativeTo?.Equilibrium ?? Equilibrium;
    }

    /// <summary>
    /// Answers many questions on several threads and keeps of each what is read of it: the same numbers whatever the threads.
    /// </summary>
    /// <typeparam name="T">What is kept of an answer.</typeparam>
    /// <param name="questions">The questions, each a list of measures.</param>
    /// <param name="read">Reads an answer; called from several threads.</param>
    /// <param name="threads">How many; 0: as many as there are processors.</param>
    /// <param name="cancellation">Ends the work with <see cref="OperationCanceledException"/>.</param>
    /// <returns>What was read, in the order of the questions.</returns>
    public ImmutableArray<T> SolveAll<T>(
        IReadOnlyList<IEnumerable<Measure>> questions,
        Func<Counterfactual, T> read,
        int threads = 0,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentNullException.ThrowIfNull(read);
        var kept = new T[questions.Count];
        InParallel(
            questions.Count,
            at => kept[at] = read(Solve(new Question(questions[at]) { Cancellation = cancellation })),
            threads,
            cancellation
        );
        return ImmutableArray.Create(kept);
    }

    /// <summary>
    /// Answers questions that are near to one another in their order, such as a measure in rising strength, each search going on from
    /// those before it in its chunk: most of the evaluations are saved. The same numbers whatever the threads, as chunks are what they
    /// are; those of <see cref="SolveAll"/>, which starts every search at the data, differ from them by no more than the tolerance allows.
    /// </summary>
    /// <typeparam name="T">What is kept of an answer.</typeparam>
    /// <param name="questions">The questions, each a list of measures.</param>
    /// <param name="read">Reads an answer; called from several threads.</param>
    /// <param name="chunk">Questions of which the first starts at the data; 1 or more.</param>
    /// <param name="threads">How many; 0: as many as there are processors.</param>
    /// <param name="place">
    /// Where the question at a position lies among the others, as coordinates; null: all on a line, one as far from the next as the other.
    /// </param>
    /// <param name="cancellation">Ends the work with <see cref="OperationCanceledException"/>.</param>
    /// <returns>What was read, in the order of the questions.</returns>
    public ImmutableArray<T> SolveAlong<T>(
        IReadOnlyList<IEnumerable<Measure>> questions,
        Func<Counterfactual, T> read,
        int chunk = 41,
        int threads = 0,
        Func<int, ImmutableArray<double>>? place = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentNullException.ThrowIfNull(read);
        ArgumentOutOfRangeException.ThrowIfLessThan(chunk, 1);
        var kept = new T[questions.Count];
        InParallel(
            (questions.Count + chunk - 1) / chunk,
            at =>
            {
                var trail = new SearchTrail();
                for (var q = at * chunk; q < Math.Min(questions.Count, (at + 1) * chunk); q++)
                    kept[q] = read(
                        Solve(
                            new Question(questions[q])
                            {
                                Trail = trail,
                                Place = place is null ? [q] : place(q),
                                Cancellation = cancellation,
                            }
                        )
                    );
            },
            threads,
            cancellation
        );
        return ImmutableArray.Create(kept);
    }

    private void InParallel(int count, Action<int> work, int threads, CancellationToken cancellation)
    {
        // Solved before all others, so that no thread waits for it.
        _ = Equilibrium;
        Parallel.For(
            0,
            count,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount,
                CancellationToken = cancellation,
            },
            work
        );
    }

    /// <summary>The baseline that an answer has led to, trade and technology having followed; limits that were in force stay.</summary>
    /// <param name="earlier">A converged answer on this baseline, or on one of the same countries and sectors.</param>
    /// <returns>The baseline, with the elasticities and behaviour of this one, or why the answer cannot be the data of a world.</returns>
    /// <exception cref="InvalidOperationException">The answer did not converge.</exception>
    public Checked<Baseline> After(Counterfactual earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        if (!Options.Model.HasHorizons)
            return Checked<Baseline>.Invalid([
                new Fault(null, $"a world that an answer of {Options.Model.Title} has led to", "the world as it is"),
            ]);
        var made = WorldAfter.Of(earlier.Equilibrium);
        return made.Success
            ? Checked<Baseline>.Valid(
                new Baseline(
                    made.Value.WithThetas(asGiven.Thetas),
                    Options,
                    made.Value.WithThetas(World.Thetas),
                    Behaviour,
                    WorldAfter.Limits(earlier.Equilibrium)
                )
            )
            : Checked<Baseline>.Invalid(made.Faults);
    }

    /// <summary>What measures change in this world, limits that lasted from before included.</summary>
    /// <returns>The shock, or every fault of a measure in this world.</returns>
    public Checked<Shock> ShockOf(IEnumerable<Measure> measures)
    {
        ArgumentNullException.ThrowIfNull(measures);
        var asked = measures as ICollection<Measure> ?? [.. measures];
        List<Fault> refused =
        [
            .. asked
                .SelectMany(measure => new[] { Options.Model.Refusal(measure), CapitalLoss.WithoutPay(measure, Closure) })
                .OfType<Fault>(),
        ];
        if (refused.Count > 0)
            return Checked<Shock>.Invalid(refused);
        var shock = ShockBuilder.Of(World, Options.Groups, asked, Options.Model.Determinants);
        return shock.Success && !lasting.IsEmpty
            ? Checked<Shock>.Valid(shock.Value with { Limits = Tighter(shock.Value.Limits, lasting) }, shock.Warnings)
            : shock;
    }

    /// <summary>What was limited in the case that led to this world stays limited; of two limits the tighter one holds.</summary>
    private static ImmutableArray<QuantityLimit> Tighter(ImmutableArray<QuantityLimit> own, ImmutableArray<QuantityLimit> lasting) =>
        [.. own.Concat(lasting).GroupBy(l => (l.Importer, l.Exporter, l.Sector)).Select(flow => flow.MinBy(l => l.Most)!)];

    private Equilibrium Refused(ImmutableArray<Fault> faults) =>
        Equilibrium.Without(
            new(World, Shock.None, Closure, Behaviour),
            EquilibriumStatus.MeasureRefused,
            string.Join("; ", faults.Take(MostFaults)) + (faults.Length > MostFaults ? $"; and {faults.Length - MostFaults} more" : "")
        );

    private const int MostFaults = 3;

    private Equilibrium Ask(Shock shock, SolveOptions options, Equilibrium? reference) =>
        Options.Model.Solve(
            new ModelQuestion
            {
                World = World,
                Shock = shock,
                Closure = Closure,
                Behaviour = Behaviour,
                Reference = reference,
                Options = options,
            }
        );
}
