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
    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<Tariff>(
            "tariff",
            [
                MeasureKey.Countries("by"),
                MeasureKey.Countries("on", "all"),
                MeasureKey.Sectors(),
                MeasureKey.Number<Tariff>("rate", "ad valorem, 0.1 is 10 %", NumberRange.Rate, (m, value) => m with { Rate = value }),
                MeasureKey.Choice("mode", "set", "add"),
                MeasureKey.Both,
            ],
            values => new Tariff
            {
                By = values.Words("by"),
                On = values.Words("on"),
                Sectors = values.Words("sectors"),
                Rate = values.Number("rate") ?? 0,
                Mode = values.Word("mode")?.Text == "add" ? RateMode.Add : RateMode.Set,
                Both = values.Flag("both"),
            },
            (m, names) =>
                $"Tariff of {names.Sides(m.By, "on", m.On)} {m.Change}{(m.Both ? ", and the other way" : "")}: "
                + $"{names.Sectors(m.Sectors)}",
            m => [.. m.By, .. m.On]
        );

    private string Change =>
        Mode == RateMode.Set
            ? $"set to {MeasureNames.Percent(Rate)}"
            : $"{(Rate >= 0 ? "raised" : "lowered")} by {MeasureNames.Percent(Math.Abs(Rate))}";

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

    public override Measure WithActors(Func<ImmutableArray<Word>, ImmutableArray<Word>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { By = change(By), On = change(On) };
    }

    public override void Apply(ShockBuilder shock, NameResolver names)
    {
        var (importers, exporters, sectors) = (names.Countries(By), names.Countries(On), names.Sectors(Sectors));
        if (!names.Require(Mode == RateMode.Add ? NumberRange.Finite : NumberRange.Rate, Place, "rate", Rate))
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
        if (rate > -1)
            shock.SetTariff(n, i, j, rate);
        else
            names.ReportHere(Place, FormattableString.Invariant($"tariff after the change {rate:R}"), "a rate above -1");
    }
}

/// <summary>New tariff rates row by row.</summary>
public sealed record TariffTable : Measure
{
    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<TariffTable>(
            "tariff_table",
            [MeasureKey.FlowTable("tariff", NumberRange.Rate)],
            values => new TariffTable { Rows = values.Rows("file") },
            (m, _) => $"New tariffs on {MeasureNames.Flows(m.Rows.Length)}"
        );

    /// <summary>The rows; each value a rate &gt; -1.</summary>
    public required ImmutableArray<FlowRow> Rows { get; init; }

    public override void Apply(ShockBuilder shock, NameResolver names)
    {
        foreach (var row in Rows)
            if (
                names.Flow(row, out var n, out var i, out var j)
                && names.Require(NumberRange.Rate, row.Exporter.Place, "tariff", row.Value)
            )
                shock.SetTariff(n, i, j, row.Value);
    }
}

/// <summary>An ad-valorem tax of some exporters on sales to some importers; the revenue goes to the exporter.</summary>
public sealed record ExportTax : Measure
{
    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<ExportTax>(
            "export_tax",
            [
                MeasureKey.Countries("by"),
                MeasureKey.Countries("on", "all"),
                MeasureKey.Sectors(),
                MeasureKey.Number<ExportTax>("rate", "ad valorem, 0.1 is 10 %", NumberRange.Rate, (m, value) => m with { Rate = value }),
                MeasureKey.Both,
            ],
            values => new ExportTax
            {
                By = values.Words("by"),
                On = values.Words("on"),
                Sectors = values.Words("sectors"),
                Rate = values.Number("rate") ?? 0,
                Both = values.Flag("both"),
            },
            (m, names) =>
                $"Export tax of {names.Sides(m.By, "on sales to", m.On)}, "
                + $"{MeasureNames.Percent(m.Rate)}{(m.Both ? ", and the other way" : "")}: {names.Sectors(m.Sectors)}",
            m => [.. m.By, .. m.On]
        );

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

    public override Measure WithActors(Func<ImmutableArray<Word>, ImmutableArray<Word>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { By = change(By), On = change(On) };
    }

    public override void Apply(ShockBuilder shock, NameResolver names)
    {
        var (exporters, importers, sectors) = (names.Countries(By), names.Countries(On), names.Sectors(Sectors));
        if (!names.Require(NumberRange.Rate, Place, "rate", Rate))
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
