namespace Entente.CaliendoParro.Derivatives;

/// <summary>What each thing that moves along a way adds to an outcome over a piece of it, summed up node by node.</summary>
internal sealed class PathSums
{
    private readonly ShockPath path;
    private readonly int flows;
    private readonly int sectors;

    public PathSums(ShockPath path)
    {
        this.path = path;
        (flows, sectors) = (path.World.Trade.Span.Length, path.World.Sectors.Length);
        Costs = new double[path.MovingCosts.Count()];
        Tariffs = new double[path.MovingTariffs.Count()];
        Taxes = new double[path.MovingTaxes.Count()];
        Productivity = new double[path.MovingProductivity.Count()];
        Limits = new double[path.AllLimits.Count()];
        Stocks = new double[path.World.Countries.Length * sectors];
    }

    private double[] Costs { get; }

    private double[] Tariffs { get; }

    private double[] Taxes { get; }

    private double[] Productivity { get; }

    private double[] Limits { get; }

    private double[] Stocks { get; }

    /// <summary>What all lump sums together add.</summary>
    public double Transfers { get; private set; }

    /// <summary>Nodes that were summed up.</summary>
    public int Nodes { get; private set; }

    /// <summary>All that was added.</summary>
    public double Sum =>
        new[] { Costs, Tariffs, Taxes, Productivity, Limits, Stocks }.Sum(values =>
            System.Numerics.Tensors.TensorPrimitives.Sum<double>(values)
        ) + Transfers;

    /// <summary>Adds a node: what everything is worth there times how fast it moves.</summary>
    public void Add(Adjoint worth, double t, double weight)
    {
        Nodes++;
        Add(path.MovingCosts, Costs, moving => worth.LogCost(moving.At) * path.Speed(moving, t));
        Add(path.MovingTariffs, Tariffs, moving => worth.Tariff(moving.At) * ShockPath.RateSpeed(moving, t));
        Add(path.MovingTaxes, Taxes, moving => worth.ExportTax(moving.At) * ShockPath.RateSpeed(moving, t));
        Add(path.MovingProductivity, Productivity, moving => worth.LogProductivity(moving.At) * Math.Log(moving.Last / moving.First));
        foreach (var (l, speed) in path.LimitSpeeds().Index())
            Limits[l] += weight * worth.LogQuota(l) * speed;
        foreach (var (s, ((n, j), speed)) in path.StockCells(t).Zip(path.StockSpeeds(t)).Index())
            Stocks[n * sectors + j] += weight * worth.Stock(s) * speed;
        for (var n = 0; n < path.World.Countries.Length; n++)
            Transfers += weight * worth.Transfer(n) * path.TransferSpeed(n);

        void Add(IEnumerable<ShockPath.Moving> moving, double[] sums, Func<ShockPath.Moving, double> value)
        {
            foreach (var (at, cell) in moving.Index())
                sums[at] += weight * value(cell);
        }
    }

    /// <summary>Adds what another piece of the way came to.</summary>
    public void Add(PathSums piece)
    {
        Nodes += piece.Nodes;
        Transfers += piece.Transfers;
        foreach (
            var (mine, other) in new[]
            {
                (Costs, piece.Costs),
                (Tariffs, piece.Tariffs),
                (Taxes, piece.Taxes),
                (Productivity, piece.Productivity),
                (Limits, piece.Limits),
                (Stocks, piece.Stocks),
            }
        )
            System.Numerics.Tensors.TensorPrimitives.Add<double>(mine, other, mine);
    }

    /// <summary>The sums as an attribution.</summary>
    public Attribution ToAttribution(int country, double exact)
    {
        var (countries, limited) = (path.World.Countries.Length, new double[flows]);
        foreach (var (l, limit) in path.AllLimits.Index())
            limited[(limit.Importer * countries + limit.Exporter) * sectors + limit.Sector] += Limits[l];
        return new Attribution
        {
            Country = country,
            Exact = exact,
            TradeCosts = Spread(path.MovingCosts, Costs),
            Tariffs = Spread(path.MovingTariffs, Tariffs),
            ExportTaxes = Spread(path.MovingTaxes, Taxes),
            Limits = new Cube(countries, countries, sectors, limited),
            Productivity = new Table(countries, sectors, Cells(path.MovingProductivity, Productivity, countries * sectors)),
            Stocks = new Table(countries, sectors, Stocks),
            Transfers = Transfers,
            Nodes = Nodes,
        };

        Cube Spread(IEnumerable<ShockPath.Moving> moving, double[] sums) =>
            new(countries, countries, sectors, Cells(moving, sums, flows));
    }

    private static double[] Cells(IEnumerable<ShockPath.Moving> moving, double[] sums, int length)
    {
        var cells = new double[length];
        foreach (var (at, cell) in moving.Index())
            cells[cell.At] = sums[at];
        return cells;
    }
}
