namespace Entente.CaliendoParro.Derivatives;

/// <content>What is attributed, summed up by pair, instrument, sector and flow.</content>
public sealed partial record Attribution
{
    /// <summary>What is attributed to each pair of countries, the largest first.</summary>
    public IEnumerable<(int Importer, int Exporter, double Value)> ByPair()
    {
        var flows = Flows;
        return from n in Enumerable.Range(0, flows.First)
               from i in Enumerable.Range(0, flows.Second)
               let value = InOrder(flows.Row(n, i))
               where value != 0
               orderby Math.Abs(value) descending
               select (n, i, value);
    }

    /// <summary>What is attributed to each instrument; together all that is attributed.</summary>
    public IEnumerable<(string Name, double Value)> ByInstrument() =>
        [
            ("costs", InOrder(TradeCosts.Span)),
            ("tariffs", InOrder(Tariffs.Span)),
            ("export taxes", InOrder(ExportTaxes.Span)),
            ("limits", InOrder(Limits.Span)),
            ("productivity", InOrder(Productivity.Span)),
            ("stocks", InOrder(Stocks.Span)),
            ("lump sums", Transfers),
        ];

    /// <summary>What is attributed to the productivity of each country and sector, the largest first.</summary>
    public IEnumerable<(int Country, int Sector, double Value)> ByProductivity() => Largest(Productivity);

    /// <summary>What is attributed to the stock of each country and sector, the largest first.</summary>
    public IEnumerable<(int Country, int Sector, double Value)> ByStock() => Largest(Stocks);

    /// <summary>What is attributed to each sector, productivity and stocks included, the largest first.</summary>
    public IEnumerable<(int Sector, double Value)> BySector()
    {
        var (flows, productivity, stocks) = (Flows, Productivity, Stocks);
        return from j in Enumerable.Range(0, flows.Third)
               let value = Enumerable
                   .Range(0, flows.First)
                   .Sum(n => productivity[n, j] + stocks[n, j] + Enumerable.Range(0, flows.Second).Sum(i => flows[n, i, j]))
               where value != 0
               orderby Math.Abs(value) descending
               select (j, value);
    }

    /// <summary>What is attributed to each flow, the largest first.</summary>
    public IEnumerable<(int Importer, int Exporter, int Sector, double Value)> ByFlow()
    {
        var flows = Flows;
        return from n in Enumerable.Range(0, flows.First)
               from i in Enumerable.Range(0, flows.Second)
               from j in Enumerable.Range(0, flows.Third)
               where flows[n, i, j] != 0
               orderby Math.Abs(flows[n, i, j]) descending
               select (n, i, j, flows[n, i, j]);
    }

    private static IEnumerable<(int Country, int Sector, double Value)> Largest(Table table) =>
        from n in Enumerable.Range(0, table.Rows)
        from j in Enumerable.Range(0, table.Columns)
        where table[n, j] != 0
        orderby Math.Abs(table[n, j]) descending
        select (n, j, table[n, j]);

    private static double InOrder(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
