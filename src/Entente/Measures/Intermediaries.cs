namespace Entente.Measures;

/// <summary>
/// Goods that take a way around a measure, and premiums on the finance of trade: what third countries do for others' trade, kept
/// until all measures of a case are known.
/// </summary>
/// <param name="world">The world.</param>
internal sealed class Intermediaries(World world)
{
    private readonly List<Diversion> diversions = [];
    private readonly List<SecondaryMeasure> secondary = [];
    private readonly List<Premium> premiums = [];

    /// <summary>A part of a flow that can go through a hub.</summary>
    /// <param name="Flow">Positions n, i, j.</param>
    /// <param name="Hub">Position of the country it goes through.</param>
    /// <param name="Share">rho: the part of the goods that can.</param>
    /// <param name="Cost">phi: what users pay of that way over the direct one of the data.</param>
    /// <param name="Margin">m: the hub's margin on what it pays the seller; 1 + m is a part of phi.</param>
    private sealed record Diversion((int N, int I, int J) Flow, int Hub, double Share, double Cost, double Margin);

    private sealed record SecondaryMeasure(int Hub, double Share, double Cost, Place? Place);

    private sealed record Premium((int N, int I, int J) Flow, double Rate, (int Country, double Part)[] Earners);

    /// <summary>Whether any flow needs a second look.</summary>
    public bool Any => diversions.Count + premiums.Count > 0;

    /// <summary>Secondary measures on hubs that nothing goes through.</summary>
    public IEnumerable<Place?> WithoutDiversion =>
        secondary
            .GroupBy(s => s.Place)
            .Where(measure => !measure.Any(s => diversions.Exists(d => d.Hub == s.Hub)))
            .Select(measure => measure.Key);

    /// <summary>Lets a part of a flow go through a hub; returns the part that all hubs of the flow take together.</summary>
    public double Divert(int n, int i, int j, int hub, double share, double cost, double margin)
    {
        diversions.Add(new((n, i, j), hub, share, cost, margin));
        return diversions.Where(d => d.Flow == (n, i, j)).Sum(d => d.Share);
    }

    public void Deter(int hub, double share, double cost, Place? place) => secondary.Add(new(hub, share, cost, place));

    public void Finance(int n, int i, int j, double rate, (int, double)[] earners) => premiums.Add(new((n, i, j), rate, earners));

    /// <summary>Enters all of it into costs and export taxes; returns who earns what part at which border.</summary>
    /// <param name="costs">dHat_nij of all other measures; changed.</param>
    /// <param name="taxes">e'_nij of all other measures; changed.</param>
    public IEnumerable<TradeMargin> Enter(double[] costs, double[] taxes)
    {
        var flows = diversions.Select(d => d.Flow).Concat(premiums.Select(p => p.Flow)).Distinct().ToList();
        return [.. flows.SelectMany(flow => Enter(flow, costs, taxes))];
    }

    private List<TradeMargin> Enter((int N, int I, int J) flow, double[] costs, double[] taxes)
    {
        var at = (flow.N * world.Countries.Length + flow.I) * world.Sectors.Length + flow.J;
        var (parts, left) = (new List<(int Country, double Part)>(), 1.0);
        costs[at] = Divert(flow, costs[at], parts);
        foreach (var (_, part) in parts)
            left -= part;
        costs[at] *= left;
        foreach (var premium in premiums.Where(p => p.Flow == flow))
        {
            // A premium is on the price with all that was there before it.
            var rest = 1 / (1 + premium.Rate);
            parts = [.. parts.Select(p => (p.Country, p.Part * rest)), .. premium.Earners.Select(e => (e.Country, e.Part * (1 - rest)))];
            left *= rest;
        }
        taxes[at] = (1 + taxes[at]) / left - 1;
        return [.. parts.Where(p => p.Part > 0).Select(p => new TradeMargin(flow.N, flow.I, flow.J, p.Country, p.Part))];
    }

    /// <summary>
    /// (1b) dHat^-theta = (1 - sum_h rho_h) d^-theta + sum_h rho_h min(d, phi_h)^-theta: what users pay over the direct way of the
    /// data, margins included; of it the part rho_h phi_h^-theta / dHat^-theta comes through h, and m_h/(1 + m_h) of that is h's.
    /// </summary>
    private double Divert((int N, int I, int J) flow, double d, List<(int, double)> parts)
    {
        var theta = world.Thetas[flow.J];
        var ways = diversions.Where(w => w.Flow == flow).Select(Deterred).Where(w => w.Share > 0 && w.Cost < d).ToList();
        if (ways.Count == 0)
            return d;
        var around = ways.Select(w => w.Share * Math.Pow(w.Cost, -theta)).ToList();
        var weight = (1 - ways.Sum(w => w.Share)) * Math.Pow(d, -theta) + around.Sum();
        for (var w = 0; w < ways.Count; w++)
            parts.Add((ways[w].Hub, around[w] / weight * ways[w].Margin / (1 + ways[w].Margin)));
        return Math.Pow(weight, -1 / theta);
    }

    private Diversion Deterred(Diversion diversion)
    {
        foreach (var measure in secondary.Where(s => s.Hub == diversion.Hub))
            diversion = diversion with { Share = diversion.Share * (1 - measure.Share), Cost = diversion.Cost * measure.Cost };
        return diversion;
    }
}
