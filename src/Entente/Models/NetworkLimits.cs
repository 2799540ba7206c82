using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Entente.Measures;

namespace Entente.Models;

/// <summary>
/// What a world's pipes, terminals and wires come to in a question: quotas in terajoules, and a small share at unchanged
/// prices for lines that lie idle in the data.
/// </summary>
internal sealed class NetworkLimits
{
    /// <summary>
    /// The share that idle lines together have of a market at unchanged prices is no larger, whatever premium and elasticity.
    /// </summary>
    private const double LargestLatentShare = 1e-5;

    /// <summary>
    /// Lines carry this much more than in the data whatever their capacity is said to be, as figures of both are rounded.
    /// </summary>
    private const double LeastRoom = 1.01;

    // Most questions open no route, and what follows for them from a world is the same for all.
    private static readonly ConditionalWeakTable<World, NetworkLimits> withoutRoutes = [];

    private readonly Dictionary<(int, int, int), double> unitValues = [];
    private readonly double premium;
    private LineQuotas? known;
    private Cube? allUnitValues;

    /// <summary>The quotas of lines whose importers earn a part of their rent.</summary>
    private sealed record LineQuotas(double RentToImporter, ImmutableArray<Quota> Quotas);

    private NetworkLimits(World world, ImmutableArray<Route> opened, double premium)
    {
        (this.premium, TradeShares) = (premium, WithRoutes(world, opened));
        if (world.Networks is not { } networks)
            return;
        // A new route is there beside what lies in the ground already, and has the capacity it is given.
        var routes = opened.Select(r => (r.Importer, r.Exporter, r.Sector)).ToHashSet();
        Latent =
        [
            .. from flow in (
                from line in networks.Lines
                where !line.Row.Exporters.IsEmpty && !line.Row.IsSellers
                from i in line.Exporters
                from j in line.Sectors
                select (n: line.Row.Importers[0], i, j)
            ).Distinct()
            let n = flow.n
            let i = flow.i
            let j = flow.j
            where world.Trade[n, i, j] == 0 && world.Expenditure[n, j] > 0 && world.Output[i, j] > 0 && !routes.Contains((n, i, j))
            group i by (n, j) into market
            from i in market
            select new Route(market.Key.n, i, market.Key.j, Share(premium, world.Thetas[market.Key.j], market.Count())),
        ];
        foreach (var route in Latent)
            unitValues[(route.Importer, route.Exporter, route.Sector)] = Delivered(world, route);
        Lines =
        [
            .. networks
                .Lines.Select((line, at) => Quota(world, line, at, routes))
                .OfType<(NetworkLine, int, ImmutableArray<QuotaFlow>)>(),
        ];
        TradeShares = WithRoutes(world, [.. opened, .. Latent]);
    }

    /// <summary>What the networks of a world come to when some routes are opened.</summary>
    /// <param name="world">The world.</param>
    /// <param name="routes">The routes.</param>
    /// <param name="premium">What users pay more for an idle line's delivery when it has half the market.</param>
    public static NetworkLimits Of(World world, ImmutableArray<Route> routes, double premium)
    {
        if (!routes.IsEmpty)
            return new NetworkLimits(world, routes, premium);
        var known = withoutRoutes.GetValue(world, of => new NetworkLimits(of, [], premium));
        return known.premium == premium ? known : new NetworkLimits(world, [], premium);
    }

    /// <summary>pi_nij at baseline costs: those of the data, routes and idle lines entered.</summary>
    public Cube TradeShares { get; }

    /// <summary>Idle lines as routes with a small share.</summary>
    public ImmutableArray<Route> Latent { get; } = [];

    /// <summary>Lines that carry something, or may.</summary>
    public ImmutableArray<(NetworkLine Line, int At, ImmutableArray<QuotaFlow> Flows)> Lines { get; } = [];

    /// <summary>
    /// Value of a terajoule of each flow at producer prices of the data, (n, i, carrier); that of an idle line is what it is delivered
    /// at. Made once for those who ask alike.
    /// </summary>
    public Cube UnitValues(World world) =>
        allUnitValues ??= Cube.Create(
            world.Countries.Length,
            world.Countries.Length,
            world.Energy!.Carriers.Length,
            (n, i, c) => UnitValue(world, n, i, world.Energy.Carriers[c])
        );

    private double UnitValue(World world, int n, int i, int j) =>
        unitValues.TryGetValue((n, i, j), out var delivered) ? delivered : world.Energy!.UnitValue(n, i, world.Energy.Carrier(j));

    /// <summary>epsilon = (1 + premium)^-theta: the line has half the market where its users pay the premium.</summary>
    private static double Share(double premium, double theta, int lines) =>
        Math.Min(LargestLatentShare / lines, Math.Pow(1 + premium, -theta));

    /// <summary>What users pay for a terajoule in the data, and the premium that the share stands for, before tariffs.</summary>
    private static double Delivered(World world, Route route)
    {
        var (n, j, energy) = (route.Importer, route.Sector, world.Energy!);
        var used = Enumerable.Range(0, world.Countries.Length).Sum(i => energy.Quantities[n, i, energy.Carrier(j)]);
        return world.Expenditure[n, j] / used * Math.Pow(route.Share, -1 / world.Thetas[j]) / (1 + world.Tariffs[n, route.Exporter, j]);
    }

    private (NetworkLine, int, ImmutableArray<QuotaFlow>)? Quota(World world, NetworkLine line, int at, HashSet<(int, int, int)> routes)
    {
        ImmutableArray<QuotaFlow> flows =
        [
            .. from n in line.Row.Importers
            from i in line.Exporters
            from j in line.Sectors
            where !routes.Contains((n, i, j)) && (world.Trade[n, i, j] > 0 || unitValues.ContainsKey((n, i, j)))
            select new QuotaFlow(n, i, j, 1 / UnitValue(world, n, i, j)),
        ];
        return flows.IsEmpty ? null : (line, at, flows);
    }

    /// <summary>The quotas, at the shares of spending that flows have at unchanged prices; made once for those who ask alike.</summary>
    public ImmutableArray<Quota> Quotas(World world, double rentToImporter)
    {
        var last = known;
        if (last?.RentToImporter != rentToImporter)
            known = last = new(rentToImporter, Quotas(world, TradeShares, rentToImporter));
        return last.Quotas;
    }

    private ImmutableArray<Quota> Quotas(World world, Cube shares, double rentToImporter) =>
        [
            .. Lines.Select(l =>
            {
                var atData = l.Flows.Sum(f =>
                    f.PerUnit * shares[f.Importer, f.Exporter, f.Sector] * world.Expenditure[f.Importer, f.Sector]
                    / (1 + world.Tariffs[f.Importer, f.Exporter, f.Sector])
                );
                // What flows in the data can flow, and is not at the edge of what can, but in a world that an answer has led to.
                var room = world.LineWedges.IsEmpty ? LeastRoom : 1;
                return new Quota(
                    l.Flows,
                    Math.Max(l.Line.Row.Capacity, room * Math.Max(l.Line.Used, atData)),
                    l.Line.Row.IsSellers ? 0 : rentToImporter
                )
                {
                    Line = l.At,
                    WedgeOfData = world.LineWedges.IsEmpty ? 1 : world.LineWedges[l.At],
                };
            }),
        ];

    private static Cube WithRoutes(World world, ImmutableArray<Route> routes)
    {
        if (routes.IsEmpty)
            return world.TradeShares;
        var pi = world.TradeShares.Span.ToArray();
        foreach (var market in routes.GroupBy(r => (n: r.Importer, j: r.Sector)))
        {
            var taken = market.ToDictionary(r => r.Exporter, r => r.Share);
            var left = Enumerable
                .Range(0, world.Countries.Length)
                .Where(i => !taken.ContainsKey(i))
                .Sum(i => world.TradeShares[market.Key.n, i, market.Key.j]);
            for (var i = 0; i < world.Countries.Length; i++)
                pi[(market.Key.n * world.Countries.Length + i) * world.Sectors.Length + market.Key.j] = taken.TryGetValue(i, out var share)
                    ? share
                    : world.TradeShares[market.Key.n, i, market.Key.j] * (1 - taken.Values.Sum()) / left;
        }
        return new Cube(world.Countries.Length, world.Countries.Length, world.Sectors.Length, pi);
    }
}
