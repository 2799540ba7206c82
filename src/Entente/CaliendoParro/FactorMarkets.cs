using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Entente.CaliendoParro;

/// <summary>
/// The markets of factors as unknowns and gaps. A factor that moves freely has one market a country, any other one
/// market a sector. The unknown of a market is x = ln of the price at which all would find work; where that is below the
/// floor, the price is the floor and e^(x - ln floor) the part that finds work, so that one number tells how tight the
/// market is on either side.
/// </summary>
internal sealed class FactorMarkets
{
    private readonly record struct Market(int Factor, int Country, int Sector);

    private readonly Circumstances given;
    private readonly int countries;
    private readonly int sectors;
    private readonly Market[] markets;
    private readonly double[] elasticity;
    private readonly double[][] logWage;
    private readonly double[][] wage;
    private readonly double[][] employment;
    private readonly double[][] supply;
    private readonly double[] own;
    private readonly double[] demands;
    private readonly double[] unknown;
    private readonly bool[] atFloor;
    private readonly double[] logFloor;
    private readonly double[] logConsumerPrice;

    // By (n, j): 1 less the elasticity among factors, and where that is too small for differences of powers.
    private readonly double[] rho;
    private readonly double[] inverseRho;
    private readonly bool[] delicate;
    private readonly double[] powers;

    public FactorMarkets(Circumstances given)
    {
        this.given = given;
        (countries, sectors) = (given.World.Countries.Length, given.World.Sectors.Length);
        var cells = countries * sectors;
        markets = [.. Enumerable.Range(0, given.Factors.Length).SelectMany(Markets)];
        elasticity = Elasticities();
        logWage = [.. given.Factors.Select(_ => new double[cells])];
        wage = [.. given.Factors.Select(_ => Ones(cells))];
        employment = [.. given.Factors.Select(_ => Ones(cells))];
        LeaveIdle();
        supply = [.. given.Factors.Select(_ => new double[cells])];
        (own, demands) = (new double[countries], new double[markets.Length]);
        (unknown, atFloor, logConsumerPrice) = (new double[markets.Length], new bool[markets.Length], new double[countries]);
        logFloor = [.. given.Mobility.Select(m => Math.Log(m.RealFloor))];
        rho = [.. Enumerable.Range(0, cells).Select(at => 1 - given.Substitution.Factors[at % sectors])];
        inverseRho = [.. rho.Select(r => r == 0 ? 0 : 1 / r)];
        delicate = [.. rho.Select(r => Math.Abs(r) < Nest.Delicate)];
        powers = new double[cells];
        HasFloors = given.Mobility.Any(m => m.RealFloor > 0);
    }

    /// <summary>Number of markets.</summary>
    public int Length => markets.Length;

    /// <summary>Whether prices of factors depend on prices of goods.</summary>
    public bool HasFloors { get; }

    /// <summary>Whether value added is one factor that moves freely.</summary>
    public bool IsSimple => given.Factors.Length == 1 && given.Mobility[0].IsMobile;

    /// <summary>No less than 1; a gap within the tolerance over this leaves each market within the tolerance.</summary>
    public double LargestElasticity => Math.Max(1, elasticity.Max());

    /// <summary>What the factors of each country earn.</summary>
    public ReadOnlySpan<double> Own => own;

    /// <summary>wHat_njf.</summary>
    public ReadOnlySpan<double> Wage(int f) => wage[f];

    /// <summary>Prices of factors, one table a factor.</summary>
    public ImmutableArray<Table> Prices => [.. wage.Select(w => new Table(countries, sectors, [.. w]))];

    /// <summary>Part of each factor that finds work.</summary>
    public ImmutableArray<Table> Employment => [.. employment.Select(u => new Table(countries, sectors, [.. u]))];

    /// <summary>Sets prices from the unknowns, as if there were no floors, and everybody at work.</summary>
    public void Set(ReadOnlySpan<double> x)
    {
        x.CopyTo(unknown);
        for (var m = 0; m < markets.Length; m++)
            Set(m, x[m], 1);
        for (var f = 0; f < wage.Length; f++)
            TensorPrimitives.Exp(logWage[f], wage[f]);
        Array.Clear(atFloor);
    }

    /// <summary>The unknowns at a point found before.</summary>
    public void SetStart(StartingPoint from, Span<double> x)
    {
        for (var m = 0; m < markets.Length; m++)
            x[m] = from.FactorPrice(markets[m].Factor, markets[m].Country, markets[m].Sector, given.FactorPayments[markets[m].Factor]);
    }

    /// <summary>The unknowns at which prices and employment are these; 0 in markets that these do not have.</summary>
    public void Recover(ImmutableArray<Table> prices, ImmutableArray<Table> work, Span<double> x)
    {
        for (var m = 0; m < markets.Length; m++)
        {
            var (f, n, j) = (markets[m].Factor, markets[m].Country, Math.Max(markets[m].Sector, 0));
            x[m] = work[f][n, j] > 0 ? Math.Log(prices[f][n, j]) + Math.Log(work[f][n, j]) : 0;
        }
    }

    /// <summary>Raises prices to their floors at the given prices of final demand; returns whether any changed.</summary>
    public bool Raise(ReadOnlySpan<double> consumerPrices)
    {
        var changed = false;
        for (var n = 0; n < countries; n++)
            logConsumerPrice[n] = Math.Log(consumerPrices[n]);
        for (var m = 0; m < markets.Length; m++)
        {
            var least = logFloor[markets[m].Factor] + logConsumerPrice[markets[m].Country];
            var isBelow = unknown[m] < least;
            if (!isBelow && !atFloor[m])
                continue;
            Set(m, Math.Max(unknown[m], least), isBelow ? Math.Exp(unknown[m] - least) : 1);
            (atFloor[m], changed) = (isBelow, true);
        }
        for (var f = 0; changed && f < wage.Length; f++)
            TensorPrimitives.Exp(logWage[f], wage[f]);
        return changed;
    }

    private void Set(int m, double logPrice, double work)
    {
        var (f, n, j) = (markets[m].Factor, markets[m].Country, markets[m].Sector);
        if (j >= 0)
            (logWage[f][n * sectors + j], employment[f][n * sectors + j]) = (logPrice, work);
        else
        {
            logWage[f].AsSpan(n * sectors, sectors).Fill(logPrice);
            employment[f].AsSpan(n * sectors, sectors).Fill(work);
        }
    }

    /// <summary>Sets what factors earn and makes the value added of the world the numeraire; returns the factor by which all prices are to be multiplied.</summary>
    public double Normalise()
    {
        SetEarnings();
        var total = 0.0;
        foreach (var earned in own)
            total += earned;
        var scale = given.World.TotalValueAdded / total;
        for (var f = 0; f < wage.Length; f++)
        {
            TensorPrimitives.Add(logWage[f], Math.Log(scale), logWage[f]);
            TensorPrimitives.Multiply(wage[f], scale, wage[f]);
            TensorPrimitives.Multiply(supply[f], scale, supply[f]);
        }
        for (var n = 0; n < countries; n++)
            own[n] *= scale;
        return scale;
    }

    /// <summary>ln vHat_nj, equation (16).</summary>
    public void SetLogValueAddedPrices(Span<double> logV)
    {
        if (wage.Length == 1)
        {
            logWage[0].CopyTo(logV);
            return;
        }
        TensorPrimitives.Multiply(Cells(0), PowersOf(0), logV);
        for (var f = 1; f < wage.Length; f++)
            TensorPrimitives.MultiplyAdd(Cells(f), PowersOf(f), logV, logV);
        TensorPrimitives.Log(logV, logV);
        TensorPrimitives.Multiply(logV, inverseRho, logV);
        for (var at = 0; at < logV.Length; at++)
            if (delicate[at] || !double.IsFinite(logV[at]))
                logV[at] = Exact(at);
    }

    private ReadOnlySpan<double> Cells(int f) => given.Factors[f].Shares.Span;

    private double[] PowersOf(int f)
    {
        TensorPrimitives.Multiply(logWage[f], rho, powers);
        TensorPrimitives.Exp(powers, powers);
        return powers;
    }

    private double Exact(int at)
    {
        Span<double> shares = stackalloc double[wage.Length];
        Span<double> logs = stackalloc double[wage.Length];
        for (var f = 0; f < wage.Length; f++)
            (shares[f], logs[f]) = (Cells(f)[at], logWage[f][at]);
        return Ces.LogMean(shares, logs, 1 - rho[at], static _ => true);
    }

    /// <summary>
    /// The gap of each market, relative to what is offered and over its elasticity in the data, so that x + f is a
    /// step that ignores what happens between markets.
    /// </summary>
    /// <param name="valueAdded">gamma'_nj Y'_nj.</param>
    /// <param name="logV">ln vHat_nj.</param>
    /// <param name="balance">Gap of the trade balance by country, equation (11).</param>
    /// <param name="f">Receives the gaps.</param>
    public void SetGaps(ReadOnlySpan<double> valueAdded, ReadOnlySpan<double> logV, ReadOnlySpan<double> balance, Span<double> f)
    {
        if (IsSimple)
        {
            for (var n = 0; n < countries; n++)
                f[n] = balance[n] / own[n] / elasticity[n];
            return;
        }
        Span<double> scale = stackalloc double[countries];
        for (var n = 0; n < countries; n++)
        {
            var paid = 0.0;
            for (var j = 0; j < sectors; j++)
                paid += valueAdded[n * sectors + j];
            scale[n] = (own[n] + balance[n]) / paid;
        }
        SetDemands(valueAdded, logV, scale);
        for (var m = 0; m < markets.Length; m++)
        {
            var (factor, n, j) = (markets[m].Factor, markets[m].Country, markets[m].Sector);
            var offered = j >= 0 ? supply[factor][n * sectors + j] : Sum(supply[factor].AsSpan(n * sectors, sectors));
            var ratio = demands[m] / offered;
            f[m] = (j >= 0 && ratio > 0 ? Math.Log(ratio) : ratio - 1) / elasticity[m];
        }
    }

    private IEnumerable<Market> Markets(int f)
    {
        for (var n = 0; n < countries; n++)
            if (given.Mobility[f].IsMobile)
                yield return new(f, n, -1);
            else
                for (var j = 0; j < sectors; j++)
                    if (given.FactorPayments[f][n, j] > 0 && CanSell(n, j))
                        yield return new(f, n, j);
    }

    /// <summary>What a sector that has closed employed earns nothing, or goes elsewhere where it can.</summary>
    private void LeaveIdle()
    {
        for (var f = 0; f < employment.Length; f++)
            if (!given.Mobility[f].IsMobile)
                Array.Clear(employment[f]);
        foreach (var market in markets.Where(m => m.Sector >= 0))
            employment[market.Factor][market.Country * sectors + market.Sector] = 1;
    }

    private bool CanSell(int i, int j)
    {
        for (var n = 0; n < countries; n++)
            if (given.World.Expenditure[n, j] > 0 && given.Supply.CanFlow(given, n, i, j))
                return true;
        return false;
    }

    private void SetEarnings()
    {
        Array.Clear(own);
        for (var f = 0; f < wage.Length; f++)
        {
            var (payments, kappa) = (given.FactorPayments[f], given.Mobility[f].Kappa);
            for (var n = 0; n < countries; n++)
            {
                var mean = kappa is 1 or double.PositiveInfinity ? 1 : Return(f, n);
                for (var j = 0; j < sectors; j++)
                {
                    var at = n * sectors + j;
                    supply[f][at] = payments[n, j] * employment[f][at] * wage[f][at] * (mean == 1 || kappa is 1 or double.PositiveInfinity ? 1 : Math.Pow(wage[f][at] / mean, kappa - 1));
                    own[n] += supply[f][at];
                }
            }
        }
    }

    /// <summary>WHat_nf, equation (22).</summary>
    private double Return(int f, int n)
    {
        var payments = given.FactorPayments[f].Row(n);
        var (kappa, sum, total, largest) = (given.Mobility[f].Kappa, 0.0, 0.0, 0.0);
        for (var j = 0; j < sectors; j++)
            (total, largest) = (total + payments[j], payments[j] == 0 || employment[f][n * sectors + j] == 0 ? largest : Math.Max(largest, wage[f][n * sectors + j]));
        if (total == 0 || largest == 0)
            return 1;
        // Over the largest wage, as a high power of what is not 1 leaves the range of numbers.
        for (var j = 0; j < sectors; j++)
            sum += employment[f][n * sectors + j] == 0 ? 0 : payments[j] * Math.Pow(wage[f][n * sectors + j] / largest, kappa);
        return largest * Math.Pow(sum / total, 1 / kappa);
    }

    /// <summary>Equation (20), summed over sectors where a factor moves freely.</summary>
    private void SetDemands(ReadOnlySpan<double> valueAdded, ReadOnlySpan<double> logV, ReadOnlySpan<double> scale)
    {
        for (var m = 0; m < markets.Length; m++)
        {
            var (f, n, j) = (markets[m].Factor, markets[m].Country, markets[m].Sector);
            if (j >= 0)
                demands[m] = scale[n] * Demand(f, n, j, valueAdded, logV);
            else
            {
                demands[m] = 0;
                for (var k = 0; k < sectors; k++)
                    demands[m] += scale[n] * Demand(f, n, k, valueAdded, logV);
            }
        }
    }

    private double Demand(int f, int n, int j, ReadOnlySpan<double> valueAdded, ReadOnlySpan<double> logV)
    {
        var (at, sigma) = (n * sectors + j, given.Substitution.Factors[j]);
        var share = given.Factors[f].Shares[n, j] * valueAdded[at];
        return share == 0 || sigma == 1 || wage.Length == 1 ? share : share * Math.Exp((1 - sigma) * (logWage[f][at] - logV[at]));
    }

    private double[] Elasticities()
    {
        var byCountry = CountryElasticities(given.World);
        return [.. markets.Select(m =>
        {
            var labour = Sum(given.FactorPayments[m.Factor].Row(m.Country)) / given.World.ValueAdded[m.Country];
            if (m.Sector < 0)
                return labour > 0.999 ? byCountry[m.Country] : Math.Max(0.05, byCountry[m.Country] * labour);
            // Supply rises with kappa, and sales abroad and at home fall with the price.
            var cost = given.World.ValueAddedShares[m.Country, m.Sector] * given.Factors[m.Factor].Shares[m.Country, m.Sector];
            return given.Mobility[m.Factor].Kappa + cost * given.World.Thetas[m.Sector] * Math.Max(0, 1 - given.World.TradeShares[m.Country, m.Country, m.Sector]);
        })];
    }

    /// <inheritdoc cref="WageResponse.Elasticities"/>
    internal static double[] CountryElasticities(World world) => world.WageResponse.Elasticities;

    private static double[] Ones(int length)
    {
        var ones = new double[length];
        Array.Fill(ones, 1);
        return ones;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
