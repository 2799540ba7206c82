using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Entente.CaliendoParro.Kernels;
using Entente.CaliendoParro.Plain;
using Entente.Models;

namespace Entente.CaliendoParro.Search;

/// <summary>
/// Flows, shares and outputs around which steps of a search are taken: those of the data, or of a point found on the way,
/// where a shock has moved trade so far that the data say little about it. It conditions a search and decides nothing.
/// </summary>
internal sealed class ReferencePoint
{
    private static readonly ConditionalWeakTable<World, ReferencePoint> ofWorlds = [];
    private static readonly ConditionalWeakTable<Cube, Lazy<DomesticInputs>> inputsOfTables = [];

    private Lazy<DomesticInputs>? inputsOfData;
    private DomesticInputs? domesticInputs;
    private WageResponse? wageResponse;

    private ReferencePoint() { }

    /// <summary>M_nij.</summary>
    public required Cube Trade { get; init; }

    /// <summary>pi_nij.</summary>
    public required Cube TradeShares { get; init; }

    /// <summary>gamma_nkj.</summary>
    public required Cube CostShares { get; init; }

    /// <summary>gamma_nj.</summary>
    public required Table ValueAddedShares { get; init; }

    /// <summary>Y_nj.</summary>
    public required Table Output { get; init; }

    /// <summary>What the factors of each country earn.</summary>
    public required ImmutableArray<double> ValueAdded { get; init; }

    /// <summary>theta_j.</summary>
    public required ImmutableArray<double> Thetas { get; init; }

    /// <summary>Prepared when first asked for.</summary>
    public DomesticInputs DomesticInputs => domesticInputs ??= inputsOfData?.Value ?? new DomesticInputs(this);

    /// <inheritdoc cref="DomesticInputs"/>
    public WageResponse WageResponse => wageResponse ??= new WageResponse(this);

    /// <summary>
    /// The data of a world; what it prepares is prepared when first asked for, is the same whoever asks first, and goes
    /// with the world. Safe from several threads.
    /// </summary>
    public static ReferencePoint Of(World world) => ofWorlds.GetValue(world, Prepare);

    private static ReferencePoint Prepare(World world) =>
        new()
        {
            Trade = world.Trade,
            TradeShares = world.TradeShares,
            CostShares = world.CostShares,
            ValueAddedShares = world.ValueAddedShares,
            Output = world.Output,
            ValueAdded = world.ValueAdded,
            Thetas = world.Thetas,
            // Worlds that differ in their elasticities share these tables, and what depends on nothing else.
            inputsOfData = inputsOfTables.GetValue(world.TradeShares, _ => new Lazy<DomesticInputs>(() => new DomesticInputs(Of(world)))),
        };

    /// <summary>An answer.</summary>
    public static ReferencePoint Of(Equilibrium answer) =>
        new()
        {
            Trade = answer.Trade,
            TradeShares = answer.TradeShares,
            CostShares = answer.CostShares,
            ValueAddedShares = answer.ValueAddedShares,
            Output = answer.Output,
            ValueAdded = [.. Enumerable.Range(0, answer.Output.Rows).Select(n => TensorPrimitives.Sum(answer.ValueAdded.Row(n)))],
            Thetas = answer.World.Thetas,
        };

    /// <summary>A point of a search; null where its numbers are not finite or it earns nothing somewhere.</summary>
    public static ReferencePoint? Of(CounterfactualInputs given, EquilibriumState state)
    {
        var levels = new PlainSolution(given, new Incomes(given), state);
        ImmutableArray<double> earned =
        [
            .. Enumerable.Range(0, levels.Output.Rows).Select(n => levels.FactorIncome.Sum(table => TensorPrimitives.Sum(table.Row(n)))),
        ];
        if (!double.IsFinite(TensorPrimitives.Sum(levels.Flows.Span)) || earned.Any(value => !(value > 0)))
            return null;
        return new()
        {
            Trade = levels.Flows,
            TradeShares = levels.TradeShares,
            CostShares = levels.CostShares,
            ValueAddedShares = levels.ValueAddedShares,
            Output = levels.Output,
            ValueAdded = earned,
            Thetas = given.World.Thetas,
        };
    }
}
