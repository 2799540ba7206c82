using System.Collections.Immutable;
using System.Numerics.Tensors;
using Entente.CaliendoParro.Search;
using Entente.Horizons;
using Entente.Models;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// The markets of factors as unknowns and gaps. A factor that moves freely has one market a country, any other one
/// market a sector. The unknown of a market is x = ln of the price at which all would find work; where that is below the
/// floor, the price is the floor and e^(x - ln floor) the part that finds work, so that one number tells how tight the
/// market is on either side.
/// </summary>
internal sealed class FactorMarkets
{
    /// <summary>Where a factor has one price: a sector of a country, or where it moves freely, sector -1, the country.</summary>
    internal readonly record struct Market(int Factor, int Country, int Sector);

    /// <summary>Markets of a factor that stand side by side, as do their places among (n, j).</summary>
    private readonly record struct Run(int Market, int Cell, int Length);

    private readonly CounterfactualInputs given;
    private readonly int countries;
    private readonly int sectors;
    private readonly Market[] markets;
    private readonly (int First, int Last)[][] marketsOf;

    // By factor, its markets; none where it moves freely.
    private readonly Run[][] runs;

    // By market: its place among (n, j), the first of its country where the factor moves freely, and what it would earn at the prices of
    // the data.
    private readonly int[] cell;
    private readonly double[] payment;
    private readonly double[] elasticity;
    private readonly double[][] logWage;
    private readonly double[][] wage;
    private readonly double[][] employment;
    private readonly double[] offered;
    private readonly double[] own;
    private readonly double[] demands;
    private readonly double[] ratios;
    private readonly double[] logRatios;
    private readonly double[][] payments;
    private readonly double[] unknown;
    private readonly double[] atMarkets;
    private readonly bool[] atFloor;
    private readonly double[] logFloor;
    private readonly double[] logConsumerPrice;

    // By (n, j): 1 less the elasticity among factors, and where that is too small for differences of powers.
    private readonly double[] rho;
    private readonly double[] inverseRho;
    private readonly bool[] delicate;
    private readonly bool isGeometric;
    private readonly double[] powers;

    // By factor, the cells (n, j) that have none of it.
    private readonly int[][] withoutShare;

    // By factor, shares that add up to 1, where value added is Cobb-Douglas in what has been joined and the rest.
    private readonly double[][] geometric;

    public FactorMarkets(CounterfactualInputs given)
    {
        this.given = given;
        (countries, sectors) = (given.World.Countries.Length, given.World.Sectors.Length);
        var cells = countries * sectors;
        markets = Markets();
        marketsOf = SideBySide();
        payments =
        [
            .. given.FactorEndowments.Select(table =>
                Enumerable.Range(0, countries).Select(n => TensorPrimitives.Sum(table.Row(n))).ToArray()
            ),
        ];
        (cell, payment) = (new int[markets.Length], new double[markets.Length]);
        for (var m = 0; m < markets.Length; m++)
        {
            var (f, n, j) = (markets[m].Factor, markets[m].Country, markets[m].Sector);
            cell[m] = n * sectors + Math.Max(j, 0);
            payment[m] = j < 0 ? payments[f][n] : given.FactorEndowments[f].Span[cell[m]];
        }
        runs = [.. Enumerable.Range(0, given.Factors.Length).Select(RunsOf)];
        elasticity = ElasticitiesOf();
        logWage = [.. given.Factors.Select(_ => new double[cells])];
        wage = [.. given.Factors.Select(_ => Ones(cells))];
        employment = [.. given.Factors.Select(_ => Ones(cells))];
        LeaveIdle();
        (ratios, logRatios) = (new double[markets.Length], new double[markets.Length]);
        (own, demands, offered) = (new double[countries], new double[markets.Length], new double[markets.Length]);
        (unknown, atMarkets) = (new double[markets.Length], new double[markets.Length]);
        (atFloor, logConsumerPrice) = (new bool[markets.Length], new double[countries]);
        logFloor = [.. given.Mobility.Select(m => Math.Log(m.RealFloor))];
        rho = Technology.ForEach(countries, [.. given.Substitution.Factors.Select(sigma => 1 - sigma)]);
        (isGeometric, powers) = (!rho.AsSpan().ContainsAnyExcept(0), new double[cells]);
        geometric = given.Behaviour.JoinsMobile && isGeometric ? Weights() : [];
        var powersMatter = geometric.Length == 0 && given.Factors.Length > 1;
        inverseRho = powersMatter ? [.. rho.Select(r => r == 0 ? 0 : 1 / r)] : [];
        delicate = powersMatter ? [.. rho.Select(r => Math.Abs(r) < Nest.Delicate)] : [];
        withoutShare = powersMatter ? [.. given.Factors.Select(factor => Without(factor.Shares.Span))] : [];
        HasFloors = given.Mobility.Any(m => m.RealFloor > 0);
    }

    /// <summary>Number of markets.</summary>
    public int Length => markets.Length;

    /// <summary>A number for each market, other than that of any other.</summary>
    public IEnumerable<int> Layout() => markets.Select(m => (m.Factor * countries + m.Country) * (sectors + 1) + m.Sector + 1);

    /// <summary>Whether prices of factors depend on prices of goods.</summary>
    public bool HasFloors { get; }

    /// <summary>Whether value added is one factor that moves freely.</summary>
    public bool IsSimple => given.Factors.Length == 1 && given.Mobility[0].IsMobile;

    /// <summary>No less than 1; a gap within the tolerance over this leaves each market within the tolerance.</summary>
    public double LargestElasticity => Math.Max(1, elasticity.Max());

    /// <summary>By market, how far its gap answers its price.</summary>
    public ReadOnlySpan<double> Elasticities => elasticity;

    /// <summary>What the factors of each country earn.</summary>
    public ReadOnlySpan<double> Own => own;

    /// <summary>Prices of factors, one table a factor.</summary>
    public ImmutableArray<Table> Prices => [.. wage.Select(w => new Table(countries, sectors, [.. w]))];

    /// <summary>Part of each factor that finds work.</summary>
    public ImmutableArray<Table> Employment => [.. employment.Select(u => new Table(countries, sectors, [.. u]))];

    /// <summary>Sets prices from the unknowns, as if there were no floors, and everybody at work.</summary>
    public void Set(ReadOnlySpan<double> x)
    {
        x.CopyTo(unknown);
        for (var f = 0; f < logWage.Length; f++)
        {
            for (var n = 0; n < countries && given.Mobility[f].IsMobile; n++)
                logWage[f].AsSpan(n * sectors, sectors).Fill(x[marketsOf[f][n].First]);
            Scatter(f, x, logWage[f]);
        }
        // Everybody is at work but under a floor.
        for (var m = 0; HasFloors && m < markets.Length; m++)
            if (atFloor[m])
                SetEmployment(m, 1);
        SetWages();
        Array.Clear(atFloor);
    }

    /// <summary>The unknowns at a point found before.</summary>
    public void SetStart(StartingPoint from, Span<double> x)
    {
        for (var m = 0; m < markets.Length; m++)
            x[m] = from.FactorPrice(markets[m].Factor, markets[m].Country, markets[m].Sector, given.FactorEndowments[markets[m].Factor]);
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
        TensorPrimitives.Log(consumerPrices, logConsumerPrice);
        for (var f = 0; f < marketsOf.Length; f++)
            if (given.Mobility[f].RealFloor > 0)
                changed |= given.Mobility[f].IsMobile ? RaiseInCountries(f) : RaiseInSectors(f);
        return changed;
    }

    private void SetWages()
    {
        for (var f = 0; f < wage.Length; f++)
            if (given.Mobility[f].IsMobile)
                for (var n = 0; n < countries; n++)
                    wage[f].AsSpan(n * sectors, sectors).Fill(Math.Exp(logWage[f][n * sectors]));
            else
                TensorPrimitives.Exp(logWage[f], wage[f]);
    }

    private bool RaiseInCountries(int f)
    {
        var changed = false;
        for (var n = 0; n < countries; n++)
        {
            var (m, least) = (marketsOf[f][n].First, logFloor[f] + logConsumerPrice[n]);
            var isBelow = unknown[m] < least;
            if (!isBelow && !atFloor[m])
                continue;
            (changed, atFloor[m]) = (true, isBelow);
            SetEmployment(m, isBelow ? Math.Exp(unknown[m] - least) : 1);
            logWage[f].AsSpan(cell[m], sectors).Fill(Math.Max(unknown[m], least));
            wage[f].AsSpan(cell[m], sectors).Fill(Math.Exp(Math.Max(unknown[m], least)));
        }
        return changed;
    }

    private bool RaiseInSectors(int f)
    {
        var changed = false;
        for (var n = 0; n < countries; n++)
        {
            var (first, last) = marketsOf[f][n];
            atMarkets.AsSpan(first..last).Fill(logFloor[f] + logConsumerPrice[n]);
            for (var m = first; m < last; m++)
            {
                changed |= atFloor[m] || unknown[m] < atMarkets[m];
                atFloor[m] = unknown[m] < atMarkets[m];
            }
        }
        if (!changed)
            return false;
        var here = atMarkets.AsSpan(MarketsOf(f));
        var of = unknown.AsSpan(MarketsOf(f));
        TensorPrimitives.Max(of, here, here);
        Scatter(f, atMarkets, logWage[f]);
        TensorPrimitives.Exp(logWage[f], wage[f]);
        // What the price would be below its floor, over the floor; 1 above it.
        TensorPrimitives.Subtract(of, here, here);
        TensorPrimitives.Exp(here, here);
        Scatter(f, atMarkets, employment[f]);
        return true;
    }

    private void SetEmployment(int m, double work) =>
        employment[markets[m].Factor].AsSpan(cell[m], markets[m].Sector < 0 ? sectors : 1).Fill(work);

    /// <summary>
    /// Sets what factors earn and makes the value added of the world the numeraire; returns the factor by which all prices are to
    /// be multiplied.
    /// </summary>
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
        }
        TensorPrimitives.Multiply(offered, scale, offered);
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
        if (geometric.Length > 0)
        {
            TensorPrimitives.Multiply<double>(geometric[0], logWage[0], logV);
            for (var f = 1; f < wage.Length; f++)
                TensorPrimitives.MultiplyAdd<double>(geometric[f], logWage[f], logV, logV);
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

    private double[][] Weights()
    {
        var total = new double[countries * sectors];
        foreach (var factor in given.Factors)
            TensorPrimitives.Add(total, factor.Shares.Span, total);
        return
        [
            .. given.Factors.Select(factor =>
                factor.Shares.Span.ToArray().Select((share, at) => total[at] == 0 ? 0 : share / total[at]).ToArray()
            ),
        ];
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
        SetDemands(valueAdded, logV, balance);
        for (var m = 0; m < markets.Length; m++)
            f[m] = Gap(m);
    }

    /// <summary>
    /// Payments of all markets at what a country's factors earn, whatever its trade balance; what <see cref="Gap"/> and <see
    /// cref="LogGap"/> then speak of.
    /// </summary>
    public void SetDemandsWithinCountries(ReadOnlySpan<double> valueAdded, ReadOnlySpan<double> logV)
    {
        if (!IsSimple)
            SetDemands(valueAdded, logV, default);
    }

    /// <summary>Where market m is.</summary>
    public Market PlaceOf(int m) => markets[m];

    /// <summary>The markets of factor f in country n, which stand side by side: the first, and the one behind the last.</summary>
    public (int First, int Last) MarketsOf(int f, int n) => marketsOf[f][n];

    /// <summary>Whether the price in market m is its floor.</summary>
    public bool IsAtFloor(int m) => atFloor[m];

    /// <summary>ln of what is paid over what is offered in market m.</summary>
    public double LogGap(int m) => ratios[m] > 0 ? logRatios[m] : ratios[m] - 1;

    /// <summary><see cref="LogGap"/> of every market.</summary>
    public void CopyLogGaps(Span<double> gaps)
    {
        logRatios.CopyTo(gaps);
        if (TensorPrimitives.Min<double>(ratios) > 0)
            return;
        for (var m = 0; m < gaps.Length; m++)
            gaps[m] = LogGap(m);
    }

    /// <summary>The markets of a factor that cannot leave its sector.</summary>
    private Range MarketsOf(int f) => runs[f] is [var first, ..] ? first.Market..(runs[f][^1].Market + runs[f][^1].Length) : ..0;

    /// <summary>Takes numbers of the markets of a factor that cannot leave its sector from their places among (n, j).</summary>
    public void Gather(int f, ReadOnlySpan<double> cells, Span<double> ofMarkets)
    {
        foreach (var run in runs[f])
            cells.Slice(run.Cell, run.Length).CopyTo(ofMarkets[run.Market..]);
    }

    /// <summary>Puts them there.</summary>
    public void Scatter(int f, ReadOnlySpan<double> ofMarkets, Span<double> cells)
    {
        foreach (var run in runs[f])
            ofMarkets.Slice(run.Market, run.Length).CopyTo(cells[run.Cell..]);
    }

    /// <summary>Adds them to what is there.</summary>
    public void AddTo(int f, ReadOnlySpan<double> ofMarkets, Span<double> cells)
    {
        foreach (var run in runs[f])
        {
            var to = cells.Slice(run.Cell, run.Length);
            TensorPrimitives.Add(to, ofMarkets.Slice(run.Market, run.Length), to);
        }
    }

    /// <summary>What is paid over what is offered in market m, relative, over its elasticity.</summary>
    public double Gap(int m) => (markets[m].Sector >= 0 ? LogGap(m) : ratios[m] - 1) / elasticity[m];

    private Market[] Markets()
    {
        var found = new List<Market>(given.Factors.Length * countries * sectors);
        for (var f = 0; f < given.Factors.Length; f++)
            for (var n = 0; n < countries; n++)
                if (given.Mobility[f].IsMobile)
                    found.Add(new(f, n, -1));
                else
                    for (var j = 0; j < sectors; j++)
                        if (given.FactorEndowments[f][n, j] > 0 && CanSell(n, j))
                            found.Add(new(f, n, j));
        return [.. found];
    }

    /// <summary>The markets of factor f in country n, which stand side by side.</summary>
    private (int First, int Last)[][] SideBySide()
    {
        var of = Enumerable.Range(0, given.Factors.Length).Select(_ => new (int First, int Last)[countries]).ToArray();
        for (var m = markets.Length - 1; m >= 0; m--)
            of[markets[m].Factor][markets[m].Country] = (m, Math.Max(m + 1, of[markets[m].Factor][markets[m].Country].Last));
        return of;
    }

    private Run[] RunsOf(int f)
    {
        var found = new List<Run>();
        for (var m = 0; m < markets.Length; m++)
            if (markets[m].Factor != f || markets[m].Sector < 0)
                continue;
            else if (found.Count > 0 && found[^1] is var last && last.Cell + last.Length == cell[m])
                found[^1] = last with { Length = last.Length + 1 };
            else
                found.Add(new(m, cell[m], 1));
        return [.. found];
    }

    /// <summary>What a sector that has closed employed earns nothing, or goes elsewhere where it can.</summary>
    private void LeaveIdle()
    {
        for (var f = 0; f < employment.Length; f++)
            if (!given.Mobility[f].IsMobile)
                Array.Clear(employment[f]);
        for (var m = 0; m < markets.Length; m++)
            if (markets[m].Sector >= 0)
                employment[markets[m].Factor][cell[m]] = 1;
    }

    private bool CanSell(int i, int j)
    {
        // Most goods have users where they are made.
        if (IsUser(i))
            return true;
        for (var n = 0; n < countries; n++)
            if (IsUser(n))
                return true;
        return false;

        bool IsUser(int n) => given.World.Expenditure[n, j] > 0 && given.Supply.CanFlow(given, n, i, j);
    }

    /// <summary>What each market's factor earns, equation (21), and what all factors of a country do.</summary>
    public void SetEarnings()
    {
        Array.Clear(own);
        for (var f = 0; f < marketsOf.Length; f++)
        {
            var kappa = given.Mobility[f].Kappa;
            if (given.Mobility[f].IsMobile)
                foreach (var (m, _) in marketsOf[f])
                    offered[m] = employment[f][cell[m]] * wage[f][cell[m]] * payment[m];
            else
            {
                var here = offered.AsSpan(MarketsOf(f));
                Gather(f, employment[f], atMarkets);
                Gather(f, wage[f], offered);
                TensorPrimitives.Multiply(here, atMarkets.AsSpan(MarketsOf(f)), here);
                TensorPrimitives.Multiply<double>(here, payment.AsSpan(MarketsOf(f)), here);
            }
            for (var n = 0; n < countries; n++)
            {
                var (first, last) = marketsOf[f][n];
                if (kappa is not (1 or double.PositiveInfinity) && first < last)
                    Move(f, first, last, Math.Log(Return(f, n)));
                own[n] += TensorPrimitives.Sum(offered.AsSpan(first..last));
            }
        }
    }

    /// <summary>Where wages are above the mean more of a factor comes.</summary>
    private void Move(int f, int first, int last, double mean)
    {
        for (var m = first; m < last; m++)
            offered[m] *= Math.Exp((given.Mobility[f].Kappa - 1) * (logWage[f][cell[m]] - mean));
    }

    /// <summary>r'_njf of equation (8c): what a unit of factor f that was in sector j earns, relative to the data.</summary>
    public double UnitReturn(int f, int n, int j)
    {
        var (at, kappa) = (n * sectors + j, given.Mobility[f].Kappa);
        var here = employment[f][at] * wage[f][at];
        if (kappa is 1 or double.PositiveInfinity)
            return here;
        if (here > 0)
            here *= Math.Exp((kappa - 1) * (logWage[f][at] - Math.Log(Return(f, n))));
        var (first, last) = MarketsOf(f, n);
        return here / kappa + (1 - 1 / kappa) * TensorPrimitives.Sum(offered.AsSpan(first, last - first)) / payments[f][n];
    }

    /// <summary>WHat_nf, equation (22).</summary>
    private double Return(int f, int n)
    {
        var paid = given.FactorEndowments[f].Row(n);
        var (kappa, sum, largest) = (given.Mobility[f].Kappa, 0.0, 0.0);
        for (var j = 0; j < sectors; j++)
            largest = paid[j] == 0 || employment[f][n * sectors + j] == 0 ? largest : Math.Max(largest, wage[f][n * sectors + j]);
        if (payments[f][n] == 0 || largest == 0)
            return 1;
        // Over the largest wage, as a high power of what is not 1 leaves the range of numbers.
        for (var j = 0; j < sectors; j++)
            sum += employment[f][n * sectors + j] == 0 ? 0 : paid[j] * Math.Pow(wage[f][n * sectors + j] / largest, kappa);
        return largest * Math.Pow(sum / payments[f][n], 1 / kappa);
    }

    /// <summary>
    /// Equation (20), summed over sectors where a factor moves freely; payments of a country add up to what its factors earn and
    /// the gap of its trade balance.
    /// </summary>
    private void SetDemands(ReadOnlySpan<double> valueAdded, ReadOnlySpan<double> logV, ReadOnlySpan<double> balance)
    {
        Span<double> scale = stackalloc double[countries];
        for (var n = 0; n < countries; n++)
        {
            // A country that sells nothing at these prices pays nothing, and its prices are to fall.
            var paid = TensorPrimitives.Sum(valueAdded.Slice(n * sectors, sectors));
            scale[n] = paid > 0 ? (own[n] + (balance.IsEmpty ? 0 : balance[n])) / paid : 0;
        }
        for (var f = 0; f < wage.Length; f++)
        {
            SetPaid(f, valueAdded, logV);
            Gather(f, powers, demands);
            for (var n = 0; n < countries; n++)
            {
                var here = demands.AsSpan(marketsOf[f][n].First..marketsOf[f][n].Last);
                if (given.Mobility[f].IsMobile)
                    here[0] = TensorPrimitives.Sum<double>(powers.AsSpan(n * sectors, sectors));
                TensorPrimitives.Multiply(here, scale[n], here);
            }
        }
        TensorPrimitives.Divide(demands, offered, ratios);
        TensorPrimitives.Log(ratios, logRatios);
    }

    /// <summary>What each sector pays factor f, equation (20), but for the scale of its country.</summary>
    private void SetPaid(int f, ReadOnlySpan<double> valueAdded, ReadOnlySpan<double> logV)
    {
        var shares = Cells(f);
        if (wage.Length == 1 || isGeometric)
        {
            TensorPrimitives.Multiply(shares, valueAdded, powers);
            return;
        }
        TensorPrimitives.Subtract(logWage[f], logV, powers);
        TensorPrimitives.Multiply(powers, rho, powers);
        TensorPrimitives.Exp(powers, powers);
        TensorPrimitives.Multiply(powers, valueAdded, powers);
        TensorPrimitives.Multiply(powers, shares, powers);
        // Who has none of a factor pays nothing, whatever it would cost.
        foreach (var at in withoutShare[f])
            powers[at] = 0;
    }

    private double[] ElasticitiesOf()
    {
        var byCountry = ReferencePoint.Of(given.World).WageResponse.Elasticities;
        var (found, world) = (new double[markets.Length], given.World);
        for (var m = 0; m < found.Length; m++)
        {
            var (f, n, j) = (markets[m].Factor, markets[m].Country, markets[m].Sector);
            if (j < 0)
            {
                var labour = payments[f][n] / world.ValueAdded[n];
                found[m] = labour > 0.999 ? byCountry[n] : Math.Max(0.05, byCountry[n] * labour);
                continue;
            }
            // Supply rises with kappa, and sales abroad and at home fall with the price.
            var cost = world.ValueAddedShares[n, j] * given.Factors[f].Shares[n, j];
            found[m] = given.Mobility[f].Kappa + cost * world.Thetas[j] * Math.Max(0, 1 - world.TradeShares[n, n, j]);
        }
        return found;
    }

    private static int[] Without(ReadOnlySpan<double> shares)
    {
        var without = new List<int>();
        for (var at = 0; at < shares.Length; at++)
            if (shares[at] == 0)
                without.Add(at);
        return [.. without];
    }

    private static double[] Ones(int length)
    {
        var ones = new double[length];
        Array.Fill(ones, 1);
        return ones;
    }
}
