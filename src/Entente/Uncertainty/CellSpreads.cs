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
    /// Errors of a table of countries and partners by sector, importer n, exporter i, sector j; 0 where there is no figure.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="draw">The draw.</param>
    /// <param name="figures">The figures; what is not above 0 has no error.</param>
    public double[] OfFlows(UncertainTable table, CounterRandom draw, ReadOnlySpan<double> figures)
    {
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        var errors = new double[figures.Length];
        foreach (var layer in Layers(table, null))
        {
            var numbers = layer.Numbers(draw.At((int)table), Math.Max(countries * countries, sectors));
            for (var (n, at) = (0, 0); n < countries; n++)
                for (var i = 0; i < countries; i++)
                    for (var j = 0; j < sectors; j++, at++)
                        if (layer.Spreads[at] is > 0 and var spread && figures[at] > 0)
                            errors[at] += DrawnEquations.LogError(
                                spread,
                                numbers.At(Key(layer.Common, at, n * countries + i, i, n, j))
                            );
        }
        return errors;
    }

    /// <summary>
    /// Errors of a table of countries and sectors, or of countries, inputs and users, <paramref name="last"/> users each.
    /// </summary>
    public double[] OfCountries(UncertainTable table, CounterRandom draw, int last = 1)
    {
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        var errors = new double[countries * sectors * last];
        foreach (var layer in Layers(table, null))
        {
            var numbers = layer.Numbers(draw.At((int)table), countries * sectors * last);
            for (var (cell, at) = (0, 0); cell < layer.Spreads.Length; cell++)
                for (var l = 0; l < last; l++, at++)
                    if (layer.Spreads[cell] is > 0 and var spread)
                        errors[at] += DrawnEquations.LogError(
                            spread,
                            numbers.At(Position(layer.Common, cell, at, cell % sectors * last + l))
                        );
        }
        return errors;

        // Factors of a sector, and totals over sets of sectors, keep errors of their own.
        int Position(CommonTo common, int cell, int at, int inCountry) =>
            (common, table) switch
            {
                (CommonTo.Sector, UncertainTable.Factors) => inCountry,
                (CommonTo.Country, UncertainTable.Exports or UncertainTable.Imports) => at,
                _ => Key(common, at, 0, cell / sectors, 0, cell % sectors),
            };
    }

    /// <summary>The error of the quantity of one flow.</summary>
    public double OfQuantity(CounterRandom draw, EnergyRow row)
    {
        var (countries, error) = (world.Countries.Length, 0.0);
        var pair = row.Importer * countries + row.Exporter;
        var cell = pair * world.Sectors.Length + row.Sector;
        foreach (var layer in Layers(UncertainTable.Energy, row.Status))
            if (layer.Spreads[cell] is > 0 and var spread)
                error += DrawnEquations.LogError(
                    spread,
                    draw.At((int)UncertainTable.Energy)
                        .At((int)layer.Common)
                        .Normal(Key(layer.Common, cell, pair, row.Exporter, row.Importer, row.Sector))
                );
        return error;
    }

    /// <summary>The error of one line: its spread is that of a cell, its number that of the line or its importer.</summary>
    public double Of(UncertainTable table, CounterRandom draw, int cell, int line, int importer, EnergyStatus status) =>
        Layers(table, status)
            .Sum(layer =>
                DrawnEquations.LogError(
                    layer.Spreads[cell],
                    draw.At((int)table).At((int)layer.Common).Normal(Key(layer.Common, line, 0, 0, importer, 0))
                )
            );

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

        /// <summary>The numbers that its cells share or have, each drawn when it is first asked for.</summary>
        /// <param name="draw">The stream of the table.</param>
        /// <param name="most">Numbers there can be, where cells share them.</param>
        public SharedNumbers Numbers(CounterRandom draw, int most) => new(draw.At((int)Common), Common == CommonTo.Cell ? 0 : most);
    }

    /// <summary>Normal numbers by position: kept where cells share them, drawn anew where each has its own.</summary>
    private sealed class SharedNumbers
    {
        private readonly CounterRandom stream;
        private readonly double[] known;

        public SharedNumbers(CounterRandom stream, int shared)
        {
            (this.stream, known) = (stream, new double[shared]);
            Array.Fill(known, double.NaN);
        }

        public double At(int position)
        {
            if (known.Length == 0)
                return stream.Normal(position);
            if (double.IsNaN(known[position]))
                known[position] = stream.Normal(position);
            return known[position];
        }
    }
}
