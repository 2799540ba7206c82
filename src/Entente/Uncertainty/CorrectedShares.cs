using System.Globalization;

namespace Entente.Uncertainty;

/// <summary>
/// Shares of inputs and of value added as facts have them; the other inputs of the same user keep their proportions, so that shares add up
/// as before.
/// </summary>
internal sealed class CorrectedShares
{
    private readonly World world;
    private readonly List<Share> inputs = [];

    private CorrectedShares(World world) =>
        (this.world, InputShares, ValueAddedShares) = (
            world,
            world.InputShares.Span.ToArray(),
            world.ValueAddedShares.Span.ToArray()
        );

    /// <summary>gamma_kj over what all inputs of the user are, by country, input and user.</summary>
    public double[] InputShares { get; }

    /// <summary>gamma_nj, by country and sector.</summary>
    public double[] ValueAddedShares { get; }

    /// <summary>The facts that shares come from.</summary>
    public List<WorldFact> Facts { get; } = [];

    /// <summary>Whether a fact is one of these.</summary>
    public static bool IsShare(FactKind kind) => kind is FactKind.InputShare or FactKind.ValueAddedShare;

    /// <summary>Takes facts on shares; what cannot be is reported.</summary>
    public static CorrectedShares Of(World world, IEnumerable<WorldFact> facts, List<Fault> faults)
    {
        var shares = new CorrectedShares(world);
        foreach (var fact in facts)
            shares.Add(fact, faults);
        foreach (var user in shares.inputs.GroupBy(share => (share.Country, share.User)))
            shares.Scale([.. user], faults);
        return shares;
    }

    /// <summary>What the data have where a fact would stand; null: nothing that can be corrected.</summary>
    public static double? InData(World world, WorldFact fact)
    {
        if (fact.To is null || !world.TryCountry(fact.To.Text, out var n) || !world.TrySector(fact.Sector.Text, out var j))
            return null;
        var all = world.Output[n, j] > 0 ? SumOf(world, n, j) : 0;
        if (fact.Kind == FactKind.ValueAddedShare)
            return all > 0 ? world.ValueAddedShares[n, j] : null;
        return fact.Input is not null && world.TrySector(fact.Input.Text, out var k) && all > world.InputShares[n, k, j]
            ? world.InputShares[n, k, j]
            : null;
    }

    /// <summary>What a fact is about, in words.</summary>
    public static string Named(WorldFact fact) =>
        fact.Kind == FactKind.InputShare
            ? $"the share of {fact.Input} in what {fact.Sector} of {fact.To} buys"
            : $"the share of value added in {fact.Sector} of {fact.To}";

    private void Add(WorldFact fact, List<Fault> faults)
    {
        var before = faults.Count;
        var (n, j) = (FactNames.Country(world, fact.To, faults), FactNames.Sector(world, fact.Sector, faults));
        var k = fact.Kind == FactKind.InputShare ? FactNames.Sector(world, fact.Input, faults) : -1;
        if (!(fact.Value > 0 && fact.Value < 1))
            faults.Add(new Fault(fact.Sector.Place, fact.Value.ToString("R", CultureInfo.InvariantCulture), "a part between 0 and 1"));
        if (faults.Count > before)
            return;
        if (InData(world, fact) is null)
            faults.Add(new Fault(fact.Sector.Place, Named(fact), "a sector that makes something of several inputs"));
        else if (Facts.Exists(other => Named(other) == Named(fact)))
            faults.Add(new Fault(fact.Sector.Place, $"two facts on {Named(fact)}", "one"));
        else if (fact.Kind == FactKind.ValueAddedShare)
            ValueAddedShares[n * world.Sectors.Length + j] = fact.Value;
        else
            inputs.Add(new Share(fact, n, k, j));
        Facts.Add(fact);
    }

    /// <summary>What is known of a user is set; its other inputs have what is left, in proportion.</summary>
    private void Scale(List<Share> known, List<Fault> faults)
    {
        var (n, j) = (known[0].Country, known[0].User);
        var (sum, given, replaced) = (SumOf(world, n, j), known.Sum(share => share.Fact.Value), known.Sum(InData));
        if (!(given < sum && sum - replaced > 0))
        {
            faults.Add(
                new Fault(
                    known[^1].Fact.Sector.Place,
                    string.Create(CultureInfo.InvariantCulture, $"{Named(known[^1].Fact)}, with others {given:R} of all its inputs"),
                    "something left for other inputs"
                )
            );
            return;
        }
        for (var k = 0; k < world.Sectors.Length; k++)
            InputShares[At(n, k, j)] *= (sum - given) / (sum - replaced);
        foreach (var share in known)
            InputShares[At(n, share.Input, j)] = share.Fact.Value;

        double InData(Share share) => world.InputShares[n, share.Input, j];
    }

    private int At(int country, int input, int user) => (country * world.Sectors.Length + input) * world.Sectors.Length + user;

    private static double SumOf(World world, int country, int user)
    {
        var sum = 0.0;
        for (var k = 0; k < world.Sectors.Length; k++)
            sum += world.InputShares[country, k, user];
        return sum;
    }

    private sealed record Share(WorldFact Fact, int Country, int Input, int User);
}

/// <summary>Finds what facts name in a world; what is not there is reported.</summary>
internal static class FactNames
{
    private delegate bool TryFind(string code, out int at);

    public static int Country(World world, Word? code, List<Fault> faults) =>
        Find("country", code, world.TryCountry, world.Countries.Select(c => c.Code), faults);

    public static int Sector(World world, Word? code, List<Fault> faults) =>
        Find("sector", code, world.TrySector, world.Sectors.Select(s => s.Code), faults);

    private static int Find(string what, Word? code, TryFind tryFind, IEnumerable<string> known, List<Fault> faults)
    {
        if (code is not null && tryFind(code.Text, out var at))
            return at;
        faults.Add(new Fault(code?.Place, $"unknown {what} '{code}'", Spelling.OneOf(code?.Text ?? "", known)));
        return -1;
    }
}
