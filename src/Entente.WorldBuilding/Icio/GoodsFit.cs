namespace Entente.WorldBuilding.Icio;

/// <summary>
/// Goods by pair: the pattern of customs data brought to what each country sells and buys, known flows as they are. What a
/// country is known to sell of fuels is cut where it exceeds what it sells of goods in all.
/// </summary>
internal sealed class GoodsFit
{
    /// <summary>Largest part of a pair, and of all that a country sells, that known flows make up.</summary>
    private const double MostKnown = 0.95;

    private readonly double[,] known;

    public GoodsFit(
        IcioRecipe recipe,
        double[,] pattern,
        TradeLevels levels,
        KnownFlows flows,
        IReadOnlyDictionary<(int Importer, int Exporter), double> held
    )
    {
        var count = recipe.Countries.Length;
        var carved = recipe.Countries.Select(c => c.Kind == CountryKind.Carved).ToArray();
        Cut(flows, levels, count, recipe.Sectors.Length);
        known = new double[count, count];
        var open = new double[count, count];
        var (sold, bought) = (levels.Goods.Select(g => g.Sold).ToArray(), levels.Goods.Select(g => g.Bought).ToArray());
        for (var n = 0; n < count; n++)
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; j < recipe.Sectors.Length; j++)
                    known[n, i] += flows.Values[n, i, j];
                var pair = held.TryGetValue((n, i), out var fact) ? fact : pattern[n, i];
                open[n, i] = n == i ? 0 : Math.Max((1 / MostKnown - 1) * known[n, i], pair - known[n, i]);
                (sold[i], bought[n]) = (sold[i] - known[n, i], bought[n] - known[n, i]);
            }
        for (var n = 0; n < count; n++)
            (sold[n], bought[n]) = (
                Math.Max((1 - MostKnown) * levels.Goods[n].Sold, sold[n]),
                Math.Max((1 - MostKnown) * levels.Goods[n].Bought, bought[n])
            );
        Open = PairFit.Apply(open, sold, bought, carved, (n, i) => held.ContainsKey((n, i)));
    }

    /// <summary>Goods of a pair whose products the mix tells.</summary>
    public double[,] Open { get; }

    /// <summary>Exporters whose known flows were cut, with the part left.</summary>
    public List<(int Exporter, double Known, double Sold)> Cuts { get; } = [];

    /// <summary>All goods that n buys from i.</summary>
    public double Pair(int n, int i) => Open[n, i] + known[n, i];

    private void Cut(KnownFlows flows, TradeLevels levels, int count, int sectors)
    {
        for (var i = 0; i < count; i++)
        {
            var sum = 0.0;
            for (var n = 0; n < count; n++)
                for (var j = 0; j < sectors; j++)
                    sum += flows.Values[n, i, j];
            if (sum <= MostKnown * levels.Goods[i].Sold)
                continue;
            Cuts.Add((i, sum, levels.Goods[i].Sold));
            for (var n = 0; n < count; n++)
                for (var j = 0; j < sectors; j++)
                    flows.Values[n, i, j] *= MostKnown * levels.Goods[i].Sold / sum;
        }
    }
}
