using System.Collections.Immutable;

namespace Entente.CaliendoParro;

/// <summary>
/// Which goods can still be made and bought when some flows are forbidden. A good is available to n if an exporter
/// that n ever bought from may still sell it and can make it; it can be made where all its inputs are available.
/// Found as the largest set without a contradiction, so that goods that need one another stand together.
/// </summary>
public sealed class Supply
{
    private readonly bool[] available;
    private readonly bool[] makes;
    private readonly int sectors;

    internal Supply(Circumstances given)
    {
        var world = given.World;
        sectors = world.Sectors.Length;
        available = new bool[world.Countries.Length * sectors];
        makes = new bool[available.Length];
        Array.Fill(available, true);
        Array.Fill(makes, true);
        if (given.TradeCosts.Span.Contains(double.PositiveInfinity))
            while (Prune(given))
            {
            }
        Missing = [.. FinalGoodsWithoutSupplier(world)];
        Unfinanced = [.. TradeBlocs.WithoutFinance(given, this)];
    }

    /// <summary>Goods that a country wants finally and nobody can supply any more; no equilibrium exists unless it is empty.</summary>
    public ImmutableArray<(int Country, int Sector)> Missing { get; }

    /// <summary>Countries cut off with a deficit or surplus that nobody is left to finance; no equilibrium exists unless it is empty.</summary>
    public ImmutableArray<int> Unfinanced { get; }

    /// <summary>Whether country n can buy good j from anybody.</summary>
    public bool IsAvailable(int n, int j) => available[n * sectors + j];

    /// <summary>Whether country i can make good j.</summary>
    public bool CanMake(int i, int j) => makes[i * sectors + j];

    /// <summary>Whether a flow can exist: it did, it is not forbidden, and the good can be made.</summary>
    internal bool CanFlow(Circumstances given, int n, int i, int j) =>
        given.World.TradeShares[n, i, j] > 0 && CanMake(i, j) && double.IsFinite(given.TradeCosts[n, i, j]);

    private bool Prune(Circumstances given)
    {
        var (world, changed) = (given.World, false);
        for (var n = 0; n < world.Countries.Length; n++)
            for (var j = 0; j < sectors; j++)
            {
                if (IsAvailable(n, j) && world.Expenditure[n, j] > 0 && !HasSupplier(given, n, j))
                    (available[n * sectors + j], changed) = (false, true);
                if (CanMake(n, j) && world.Output[n, j] > 0 && LacksInput(world, n, j))
                    (makes[n * sectors + j], changed) = (false, true);
            }
        return changed;
    }

    private bool HasSupplier(Circumstances given, int n, int j)
    {
        for (var i = 0; i < given.World.Countries.Length; i++)
            if (CanFlow(given, n, i, j))
                return true;
        return false;
    }

    private bool LacksInput(World world, int n, int j)
    {
        for (var k = 0; k < sectors; k++)
            if (world.CostShares[n, k, j] != 0 && !IsAvailable(n, k))
                return true;
        return false;
    }

    private IEnumerable<(int, int)> FinalGoodsWithoutSupplier(World world)
    {
        for (var n = 0; n < world.Countries.Length; n++)
            for (var j = 0; j < sectors; j++)
                if (!IsAvailable(n, j) && world.FinalDemand[n, j] > WorldChecks.Rounding * world.Expenditure[n, j])
                    yield return (n, j);
    }
}
