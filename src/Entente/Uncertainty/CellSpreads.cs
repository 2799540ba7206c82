using Entente.Numerics;

namespace Entente.Uncertainty;

/// <summary>
/// The spreads of a world, cell by cell, and the errors drawn from them. An error is the sum over what it is common to of
/// normal numbers times their spreads; which number a cell gets depends on seed, draw, table and the cell alone.
/// </summary>
internal sealed class CellSpreads
{
    private readonly World world;
    private readonly Dictionary<UncertainTable, List<Layer>> layers = [];

    public CellSpreads(World world)
    {
        this.world = world;
        foreach (var row in world.Uncertainty.Cells)
            Enter(row);
    }

    /// <summary>Whether any cell of a table has an error.</summary>
    public bool Has(UncertainTable table) => layers.TryGetValue(table, out var own) && own.Exists(layer => layer.Any);

    /// <summary>Whether any cell of the world has one.</summary>
    public bool HasAny => layers.Keys.Any(Has);

    /// <summary>
    /// Errors of a table of countries and partners by sector, importer n, exporter i, sector j; 0 where
    /// <paramref name="isCell"/> says that there is no cell. With <paramref name="status"/> those of rows of that status.
    /// </summary>
    public double[] OfFlows(UncertainTable table, CounterRandom draw, Func<int, bool> isCell, EnergyStatus? status = null)
    {
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        var errors = new double[countries * countries * sectors];
        foreach (var layer in Layers(table, status))
            layer.AddTo(
                errors,
                draw.At((int)table),
                isCell,
                at =>
                {
                    var (n, i, j) = (at / (countries * sectors), at / sectors % countries, at % sectors);
                    return Key(layer.Common, at, n * countries + i, i, n, j);
                }
            );
        return errors;
    }

    /// <summary>
    /// Errors of a table of countries and sectors, or of countries, inputs and users, <paramref name="last"/> users each.
    /// </summary>
    public double[] OfCountries(UncertainTable table, CounterRandom draw, int last = 1)
    {
        var sectors = world.Sectors.Length;
        var errors = new double[world.Countries.Length * sectors * last];
        foreach (var layer in Layers(table, null))
            layer.AddTo(
                errors,
                draw.At((int)table),
                _ => true,
                // Factors of a sector, and totals over sets of sectors, keep errors of their own.
                at =>
                    (layer.Common, table) switch
                    {
                        (CommonTo.Sector, UncertainTable.Factors) => at % (sectors * last),
                        (CommonTo.Country, UncertainTable.Exports or UncertainTable.Imports) => at,
                        _ => Key(layer.Common, at, 0, at / (sectors * last), 0, at / last % sectors),
                    },
                last
            );
        return errors;
    }

    /// <summary>The error of one line: its spread is that of a cell, its number that of the line or its importer.</summary>
    public double Of(UncertainTable table, CounterRandom draw, int cell, int line, int importer, EnergyStatus status) =>
        Layers(table, status)
            .Sum(layer => layer.Error(cell, draw.At((int)table).At((int)layer.Common).Normal(Key(layer.Common, line, 0, 0, importer, 0))));

    private IEnumerable<Layer> Layers(UncertainTable table, EnergyStatus? status) =>
        layers.TryGetValue(table, out var own) ? own.Where(layer => layer.Any && (status is null || layer.Status == status)) : [];

    private static int Key(CommonTo common, int cell, int pair, int country, int partner, int sector) =>
        common switch
        {
            CommonTo.Cell => cell,
            CommonTo.Pair => pair,
            CommonTo.Country => country,
            CommonTo.Partner => partner,
            CommonTo.Sector => sector,
            _ => 0,
        };

    private void Enter(SpreadRow row)
    {
        var byStatus = row.Table is UncertainTable.Energy or UncertainTable.Networks;
        if (!layers.TryGetValue(row.Table, out var own))
            layers[row.Table] = own = [];
        var layer = own.Find(l => l.Common == row.Common && (!byStatus || l.Status == row.Status));
        if (layer is null)
            own.Add(layer = new Layer(row.Common, row.Status, Cells(row.Table)));
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        var exporters = WorldUncertainty.CountriesOf(row.Countries, world.Countries, world.Identity);
        var chosen = WorldUncertainty.SectorsOf(row.Sectors, world.Sectors);
        if (IsOfFlows(row.Table))
            foreach (var n in WorldUncertainty.CountriesOf(row.Partners, world.Countries, world.Identity))
                foreach (var i in exporters)
                    foreach (var j in chosen)
                        layer.Spreads[(n * countries + i) * sectors + j] = row.Spread;
        else
            foreach (var n in exporters)
                foreach (var j in chosen)
                    layer.Spreads[n * sectors + j] = row.Spread;
        layer.Any |= row.Spread > 0;
    }

    private int Cells(UncertainTable table) =>
        world.Countries.Length * world.Sectors.Length * (IsOfFlows(table) ? world.Countries.Length : 1);

    private static bool IsOfFlows(UncertainTable table) =>
        table is UncertainTable.Trade or UncertainTable.Tariffs or UncertainTable.Energy or UncertainTable.Networks;

    /// <summary>Spreads of one table that are common to one thing.</summary>
    private sealed class Layer(CommonTo common, EnergyStatus status, int cells)
    {
        public CommonTo Common { get; } = common;

        public EnergyStatus Status { get; } = status;

        public double[] Spreads { get; } = new double[cells];

        public bool Any { get; set; }

        /// <summary>Adds errors, each drawn once for all cells of a key.</summary>
        /// <param name="errors">Errors by cell, <paramref name="last"/> for each spread.</param>
        /// <param name="draw">The stream of the table.</param>
        /// <param name="isCell">Whether there is a cell.</param>
        /// <param name="key">What a cell shares its number with.</param>
        /// <param name="last">Cells that have one spread.</param>
        public void AddTo(double[] errors, CounterRandom draw, Func<int, bool> isCell, Func<int, int> key, int last = 1)
        {
            var stream = draw.At((int)Common);
            var drawn = Common == CommonTo.Cell ? null : new Dictionary<int, double>();
            for (var at = 0; at < errors.Length; at++)
            {
                var spread = Spreads[at / last];
                if (spread == 0 || !isCell(at))
                    continue;
                var position = key(at);
                if (drawn is null)
                    errors[at] += Error(spread, stream.Normal(position));
                else
                {
                    if (!drawn.TryGetValue(position, out var normal))
                        drawn[position] = normal = stream.Normal(position);
                    errors[at] += Error(spread, normal);
                }
            }
        }

        /// <summary>The error of a cell.</summary>
        public double Error(int cell, double normal) => Error(Spreads[cell], normal);

        /// <summary>(U1) ln e = s z - s^2 / 2: the mean of e is 1.</summary>
        private static double Error(double spread, double normal) => spread * normal - spread * spread / 2;
    }
}
