namespace Entente.WorldBuilding;

/// <summary>
/// A world economy in values, as the steps of the pipeline change it. Importer n, exporter i, sector j, input k.
/// What is bought is expenditure at purchasers' prices; what is sold is output at producer prices.
/// </summary>
public sealed class Economy
{
    public Economy(string[] countries, string[] sectors)
    {
        (Countries, Sectors) = (countries, sectors);
        var (n, j) = (countries.Length, sectors.Length);
        (Trade, Tariffs) = (new double[n, n, j], new double[n, n, j]);
        (Use, Final, ValueAdded) = (new double[n, j, j], new double[n, j], new double[n, j]);
    }

    /// <summary>The values of a world.</summary>
    public static Economy From(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        return From(
            world.Countries,
            world.Sectors,
            new WorldTables
            {
                Trade = world.Trade,
                Tariffs = world.Tariffs,
                ValueAddedShares = world.ValueAddedShares,
                InputShares = world.InputShares,
            }
        );
    }

    /// <summary>
    /// The values of tables that need not make a sound world; final demand is what is left of expenditure, and may be negative.
    /// </summary>
    internal static Economy From(IReadOnlyList<Country> countries, IReadOnlyList<Sector> sectors, WorldTables tables)
    {
        var economy = new Economy([.. countries.Select(c => c.Code)], [.. sectors.Select(s => s.Code)]);
        for (var n = 0; n < countries.Count; n++)
            for (var i = 0; i < countries.Count; i++)
                for (var j = 0; j < sectors.Count; j++)
                    (economy.Trade[n, i, j], economy.Tariffs[n, i, j]) = (
                        tables.Trade[n, i, j],
                        tables.Tariffs[n, i, j] * tables.Trade[n, i, j]
                    );
        for (var n = 0; n < countries.Count; n++)
        {
            for (var j = 0; j < sectors.Count; j++)
            {
                var output = economy.Output(n, j);
                economy.ValueAdded[n, j] = tables.ValueAddedShares[n, j] * output;
                for (var k = 0; k < sectors.Count; k++)
                    economy.Use[n, k, j] = (1 - tables.ValueAddedShares[n, j]) * tables.InputShares[n, k, j] * output;
            }
            for (var k = 0; k < sectors.Count; k++)
                economy.Final[n, k] = economy.Expenditure(n, k) - economy.Intermediate(n, k);
        }
        return economy;
    }

    public string[] Countries { get; }

    public string[] Sectors { get; }

    /// <summary>M_nij at producer prices.</summary>
    public double[,,] Trade { get; }

    /// <summary>Tariff revenue of n on goods j from i, in value.</summary>
    public double[,,] Tariffs { get; }

    /// <summary>Intermediate use by country n of input k in user j, at purchasers' prices.</summary>
    public double[,,] Use { get; }

    /// <summary>Final demand of n for k.</summary>
    public double[,] Final { get; }

    /// <summary>Value added of sector j in country n.</summary>
    public double[,] ValueAdded { get; }

    public int Country(string code) => Array.IndexOf(Countries, code);

    public int Sector(string code) => Array.IndexOf(Sectors, code);

    /// <summary>X_nj: what n spends on j, tariffs included.</summary>
    public double Expenditure(int n, int j)
    {
        var sum = 0.0;
        for (var i = 0; i < Countries.Length; i++)
            sum += Trade[n, i, j] + Tariffs[n, i, j];
        return sum;
    }

    /// <summary>Y_ij: what i sells of j.</summary>
    public double Output(int i, int j)
    {
        var sum = 0.0;
        for (var n = 0; n < Countries.Length; n++)
            sum += Trade[n, i, j];
        return sum;
    }

    /// <summary>What i sells of j abroad.</summary>
    public double Exports(int i, int j) => Output(i, j) - Trade[i, i, j];

    /// <summary>What n buys of j abroad, at producer prices.</summary>
    public double Imports(int n, int j)
    {
        var sum = -Trade[n, n, j];
        for (var i = 0; i < Countries.Length; i++)
            sum += Trade[n, i, j];
        return sum;
    }

    /// <summary>Intermediate use of k in n.</summary>
    public double Intermediate(int n, int k)
    {
        var sum = 0.0;
        for (var j = 0; j < Sectors.Length; j++)
            sum += Use[n, k, j];
        return sum;
    }

    /// <summary>Total value added of n.</summary>
    public double TotalValueAdded(int n)
    {
        var sum = 0.0;
        for (var j = 0; j < Sectors.Length; j++)
            sum += ValueAdded[n, j];
        return sum;
    }

    /// <summary>
    /// Largest gap of an account relative to what its country spends: purchases against use and final demand, sales
    /// against inputs and value added.
    /// </summary>
    public double LargestGap()
    {
        var largest = 0.0;
        for (var n = 0; n < Countries.Length; n++)
        {
            var (gap, spent) = (0.0, 0.0);
            for (var j = 0; j < Sectors.Length; j++)
            {
                var (bought, cost) = (Expenditure(n, j), ValueAdded[n, j]);
                for (var k = 0; k < Sectors.Length; k++)
                    cost += Use[n, k, j];
                gap = Math.Max(gap, Math.Max(Math.Abs(bought - Intermediate(n, j) - Final[n, j]), Math.Abs(Output(n, j) - cost)));
                spent += bought;
            }
            largest = Math.Max(largest, spent > 0 ? gap / spent : 0);
        }
        return largest;
    }
}
