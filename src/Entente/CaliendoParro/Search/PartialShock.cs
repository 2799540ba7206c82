using System.Collections.Immutable;
using Entente.Measures;
using Entente.Models;

namespace Entente.CaliendoParro.Search;

/// <summary>
/// What lies between no shock and a shock, between no deficits and those of the data. What a shock makes impossible to
/// make or buy is gone all the way, so that the same markets are there at every point.
/// </summary>
internal static class PartialShock
{
    /// <summary>
    /// Where a path begins, limits are this many times what flowed: were they just what flowed, all would be about to bind at once.
    /// </summary>
    private const double Loose = 1.5;

    /// <summary>
    /// The part t of a shock: factors to the power t, transfers, routes and what is owned abroad t times as large, limits between more than
    /// flowed and what may; a forbidden flow costs 1/(1 - t) times as much, or where theta is below 1 so much that it keeps 1 - t of
    /// its weight kappaHat^-theta, so that t = 1 forbids it exactly and what stands in for it nearly perfectly takes over early on
    /// the way; where deficits are to be zero, 1 - t of them is left.
    /// </summary>
    public static CounterfactualInputs Of(CounterfactualInputs given, double t)
    {
        if (t == 1)
            return given;
        var world = given.World;
        var tariffs = Between(world.Tariffs, given.Tariffs, t);
        var taxes = Cube.Create(
            given.ExportTaxes.First,
            given.ExportTaxes.Second,
            given.ExportTaxes.Third,
            (n, i, j) => Math.Pow(1 + given.ExportTaxes[n, i, j], t) - 1
        );
        var productivity = Table.Create(
            given.Productivity.Rows,
            given.Productivity.Columns,
            (n, j) => Math.Pow(given.Productivity[n, j], t)
        );
        var supplied = new CounterfactualInputs(given, Between(given.Shock.FactorSupply, t));
        return new CounterfactualInputs(supplied)
        {
            Shock = supplied.Shock with
            {
                Productivity = given.Shock.Productivity is null ? null : productivity,
                ExportTaxes = given.Shock.ExportTaxes is null ? null : taxes,
            },
            TradeCosts = Costs(given, t),
            Tariffs = tariffs,
            ExportTaxes = taxes,
            Productivity = productivity,
            Transfers = [.. given.Transfers.Select(transfer => t * transfer)],
            Deficits = given.Closure == Closure.Zero ? [.. world.Deficits.Select(d => (1 - t) * d)] : given.Deficits,
            TradeShares = Cube.Create(
                tariffs.First,
                tariffs.Second,
                tariffs.Third,
                (n, i, j) => (1 - t) * world.TradeShares[n, i, j] + t * given.TradeShares[n, i, j]
            ),
            Limits = [.. given.Limits.Select(limit => Between(world, limit, t))],
            PriceCaps = [.. given.PriceCaps.Select(cap => cap with { Most = cap.Most < 1 ? Math.Pow(cap.Most, t) : cap.Most })],
            Margins = Between(given, t),
            OwnedAbroad = [.. given.OwnedAbroad.Select(owned => owned with { Paid = t * owned.Paid })],
        };
    }

    /// <summary>The whole shock with the part s of deficits, transfers and profits of owners abroad.</summary>
    public static CounterfactualInputs Financed(CounterfactualInputs given, double s) =>
        s == 1
            ? given
            : new CounterfactualInputs(given)
            {
                Transfers = [.. given.Transfers.Select(transfer => s * transfer)],
                Deficits = [.. given.Deficits.Select(deficit => s * deficit)],
                OwnedAbroad = [.. given.OwnedAbroad.Select(owned => owned with { Paid = s * owned.Paid })],
                DeficitPart = s,
            };

    private static ImmutableArray<Table> Between(ImmutableArray<Table> supply, double t) =>
        [.. supply.Select(table => Table.Create(table.Rows, table.Columns, (n, j) => Math.Pow(table[n, j], t)))];

    private static Cube Costs(CounterfactualInputs given, double t) =>
        Cube.Create(
            given.TradeCosts.First,
            given.TradeCosts.Second,
            given.TradeCosts.Third,
            (n, i, j) =>
                !double.IsPositiveInfinity(given.TradeCosts[n, i, j]) ? Math.Pow(given.TradeCosts[n, i, j], t)
                : given.Supply.IsAvailable(n, j) ? Math.Pow(1 - t, -1 / Math.Min(1, given.World.Thetas[j]))
                : double.PositiveInfinity
        );

    private static Cube Between(Cube before, Cube after, double t) =>
        Cube.Create(
            before.First,
            before.Second,
            before.Third,
            (n, i, j) => Math.Pow(1 + before[n, i, j], 1 - t) * Math.Pow(1 + after[n, i, j], t) - 1
        );

    /// <summary>Parts of the border value: together 1 - (1 - A)^t, in the proportions of the whole.</summary>
    private static ImmutableArray<TradeMargin> Between(CounterfactualInputs given, double t)
    {
        var whole = given.Margins.GroupBy(Flow).ToDictionary(flow => flow.Key, flow => flow.Sum(m => m.Part));
        return
        [
            .. given.Margins.Select(m =>
                whole[Flow(m)] is > 0 and var all ? m with { Part = m.Part * (1 - Math.Pow(1 - all, t)) / all } : m
            ),
        ];

        static (int, int, int) Flow(TradeMargin m) => (m.Importer, m.Exporter, m.Sector);
    }

    private static QuantityLimit Between(World world, QuantityLimit limit, double t)
    {
        var flow = world.Trade[limit.Importer, limit.Exporter, limit.Sector];
        return limit with { Most = Loose * flow > limit.Most ? Math.Pow(Loose * flow, 1 - t) * Math.Pow(limit.Most, t) : limit.Most };
    }
}
