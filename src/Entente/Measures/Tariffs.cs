using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>How a rate enters: in place of the old one, or on top of it.</summary>
public enum RateMode
{
    Set,
    Add,
}

/// <summary>An ad-valorem tariff of some importers on some exporters.</summary>
public sealed record Tariff : Measure
{
    /// <summary>The importers who levy it.</summary>
    public required ImmutableArray<Word> By { get; init; }

    /// <summary>The exporters it falls on.</summary>
    public ImmutableArray<Word> On { get; init; } = ["all"];

    /// <summary>Sector codes, tags or <c>all</c>.</summary>
    public ImmutableArray<Word> Sectors { get; init; } = ["all"];

    /// <summary>The rate (0.1 = 10 %).</summary>
    public required double Rate { get; init; }

    /// <summary>Whether the rate replaces the old one or is added to it.</summary>
    public RateMode Mode { get; init; } = RateMode.Set;

    /// <summary>Whether the other side levies the same.</summary>
    public bool Both { get; init; }

    internal override void Apply(ShockBuilder shock, NameResolver names)
    {
        var (importers, exporters, sectors) = (names.Countries(By), names.Countries(On), names.Sectors(Sectors));
        if (!names.Require(double.IsFinite(Rate) && (Mode == RateMode.Add || Rate > -1), Place, "rate", Rate, "a finite rate above -1"))
            return;
        foreach (var n in importers)
            foreach (var i in exporters)
            {
                if (i == n)
                    continue;
                foreach (var j in sectors)
                {
                    Levy(shock, names, n, i, j);
                    if (Both && !(exporters.Contains(n) && importers.Contains(i)))
                        Levy(shock, names, i, n, j);
                }
            }
    }

    private void Levy(ShockBuilder shock, NameResolver names, int n, int i, int j)
    {
        var rate = Mode == RateMode.Set ? Rate : shock.GetTariff(n, i, j) + Rate;
        if (names.Require(rate > -1, Place, "tariff after the change", rate, "a rate above -1"))
            shock.SetTariff(n, i, j, rate);
    }
}

/// <summary>New tariff rates row by row.</summary>
public sealed record TariffTable : Measure
{
    /// <summary>The rows; each value a rate &gt; -1.</summary>
    public required ImmutableArray<FlowRow> Rows { get; init; }

    internal override void Apply(ShockBuilder shock, NameResolver names)
    {
        foreach (var row in Rows)
            if (
                names.Flow(row, out var n, out var i, out var j)
                && names.Require(
                    row.Value > -1 && double.IsFinite(row.Value),
                    row.Exporter.Place,
                    "tariff",
                    row.Value,
                    "a finite rate above -1"
                )
            )
                shock.SetTariff(n, i, j, row.Value);
    }
}

/// <summary>An ad-valorem tax of some exporters on sales to some importers; the revenue goes to the exporter.</summary>
public sealed record ExportTax : Measure
{
    /// <summary>The exporters who levy it.</summary>
    public required ImmutableArray<Word> By { get; init; }

    /// <summary>The importers whose purchases it falls on.</summary>
    public ImmutableArray<Word> On { get; init; } = ["all"];

    /// <summary>Sector codes, tags or <c>all</c>.</summary>
    public ImmutableArray<Word> Sectors { get; init; } = ["all"];

    /// <summary>The rate on the producer price (0.1 = 10 %).</summary>
    public required double Rate { get; init; }

    /// <summary>Whether the other side levies the same.</summary>
    public bool Both { get; init; }

    internal override void Apply(ShockBuilder shock, NameResolver names)
    {
        var (exporters, importers, sectors) = (names.Countries(By), names.Countries(On), names.Sectors(Sectors));
        if (!names.Require(Rate > -1 && double.IsFinite(Rate), Place, "rate", Rate, "a finite rate above -1"))
            return;
        foreach (var i in exporters)
            foreach (var n in importers.Where(n => n != i))
                foreach (var j in sectors)
                {
                    shock.SetExportTax(n, i, j, Rate);
                    if (Both)
                        shock.SetExportTax(i, n, j, Rate);
                }
    }
}
