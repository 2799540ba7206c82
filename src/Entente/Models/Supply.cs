using System.Collections.Immutable;
using Entente.Horizons;

namespace Entente.Models;

/// <summary>
/// Which goods can still be made and bought when some flows are forbidden. A good is available to n if an exporter
/// that n ever bought from may still sell it and can make it; it can be made where all its inputs are available.
/// Found as the largest set without a contradiction, so that goods that need one another stand together.
/// </summary>
public sealed class Supply
{
    private readonly bool[] available;
    private readonly bool[] makes;
    private readonly bool[] wanted;
    private readonly int sectors;

    internal Supply(CounterfactualInputs given)
    {
        var world = given.World;
        sectors = world.Sectors.Length;
        available = new bool[world.Countries.Length * sectors];
        makes = new bool[available.Length];
        wanted = new bool[available.Length];
        var (final, all) = (world.FinalDemand, world.Expenditure);
        for (var at = 0; at < wanted.Length; at++)
            wanted[at] = final.Span[at] > WorldChecks.Rounding * all.Span[at];
        Array.Fill(available, true);
        Array.Fill(makes, true);
        if (given.TradeCosts.Span.Contains(double.PositiveInfinity))
            while (Prune(given)) { }
        AnyClosed = makes.Contains(false);
        Missing = [.. FinalGoodsWithoutSupplier(given)];
        UnfinancedBlocs = [.. TradeBlocs.WithoutFinance(given, this).Select(bloc => bloc.ToImmutableArray())];
        Unfinanced = [.. UnfinancedBlocs.SelectMany(bloc => bloc).Order()];
    }

    /// <summary>Goods that a country wants finally and nobody can supply any more; no equilibrium exists unless it is empty.</summary>
    public ImmutableArray<(int Country, int Sector)> Missing { get; }

    /// <summary>
    /// Countries cut off with a deficit or surplus that nobody is left to finance; no equilibrium exists unless it is empty.
    /// </summary>
    public ImmutableArray<int> Unfinanced { get; }

    /// <summary>The same countries by the blocs they are cut off in.</summary>
    public ImmutableArray<ImmutableArray<int>> UnfinancedBlocs { get; }

    /// <summary>Whether country n can buy good j from anybody.</summary>
    public bool IsAvailable(int n, int j) => available[n * sectors + j];

    /// <summary>Whether country i can make good j.</summary>
    public bool CanMake(int i, int j) => makes[i * sectors + j];

    /// <summary>Whether any good cannot be made any more somewhere.</summary>
    internal bool AnyClosed { get; }

    /// <summary>Whether everybody can buy every good from somebody.</summary>
    internal bool AllAvailable => !available.Contains(false);

    /// <summary>Whether a flow can exist: it did, it is not forbidden, and the good can be made.</summary>
    internal bool CanFlow(CounterfactualInputs given, int n, int i, int j) =>
        given.TradeShares[n, i, j] > 0 && CanMake(i, j) && double.IsFinite(given.TradeCosts[n, i, j]);

    private bool Prune(CounterfactualInputs given)
    {
        var (world, changed) = (given.World, false);
        for (var n = 0; n < world.Countries.Length; n++)
            for (var j = 0; j < sectors; j++)
            {
                if (IsAvailable(n, j) && world.Expenditure[n, j] > 0 && !HasSupplier(given, n, j))
                    (available[n * sectors + j], changed) = (false, true);
                if (CanMake(n, j) && world.Output[n, j] > 0 && LacksInput(given, n, j))
                    (makes[n * sectors + j], changed) = (false, true);
            }
        return changed;
    }

    /// <summary>Whether any flow from i to n can exist.</summary>
    internal bool CanSell(CounterfactualInputs given, int n, int i)
    {
        var shares = given.TradeShares.Row(n, i);
        var costs = given.TradeCosts.Row(n, i);
        for (var j = 0; j < sectors; j++)
            if (shares[j] > 0 && makes[i * sectors + j] && double.IsFinite(costs[j]))
                return true;
        return false;
    }

    private bool HasSupplier(CounterfactualInputs given, int n, int j)
    {
        for (var i = 0; i < given.World.Countries.Length; i++)
            if (CanFlow(given, n, i, j))
                return true;
        return false;
    }

    /// <summary>Whether the cost of j is infinite because of inputs nobody supplies; where they can be replaced it is not.</summary>
    private bool LacksInput(CounterfactualInputs given, int n, int j)
    {
        var (world, sigma) = (given.World, given.Substitution);
        // Where all can be bought nothing is lacking.
        for (var k = available.AsSpan(n * sectors, sectors).IndexOf(false); k >= 0 && k < sectors; k++)
            if (!IsAvailable(n, k) && world.CostShares[n, k, j] != 0)
                return world.ValueAddedShares[n, j] == 0 || sigma.ValueAdded[j] <= 1
                    ? double.IsPositiveInfinity(
                        Price(k => world.CostShares[n, k, j], n, sigma.OfUser(j))
                    )
                    : false;
        return false;
    }

    /// <summary>0 or infinity: whether a bundle can be had with the goods available.</summary>
    private double Price(Func<int, double> share, int n, Nests nests)
    {
        var (shares, prices) = (new double[sectors], new double[sectors]);
        for (var k = 0; k < sectors; k++)
            (shares[k], prices[k]) = (share(k), IsAvailable(n, k) ? 0 : double.PositiveInfinity);
        return new Bundle(shares, prices, nests).LogPrice;
    }

    /// <summary>Whether country n buys good j finally, beyond rounding.</summary>
    public bool IsWanted(int n, int j) => wanted[n * sectors + j];

    private IEnumerable<(int, int)> FinalGoodsWithoutSupplier(CounterfactualInputs given)
    {
        var (world, sigma) = (given.World, given.Substitution);
        for (var n = 0; n < world.Countries.Length; n++)
        {
            var lacking = Enumerable.Range(0, sectors).Where(j => !IsAvailable(n, j) && IsWanted(n, j)).ToList();
            if (
                lacking.Count > 0
                && double.IsPositiveInfinity(
                    Price(j => IsWanted(n, j) ? world.FinalShares[n, j] : 0, n, sigma.OfHouseholds)
                )
            )
                foreach (var j in lacking)
                    yield return (n, j);
        }
    }
}
