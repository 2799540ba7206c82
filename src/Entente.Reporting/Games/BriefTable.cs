using System.Collections.Immutable;
using System.Globalization;

namespace Entente.Reporting.Games;

/// <summary>
/// A table of the brief, as it stands on the page, in LaTeX and in the workbook: the same rows, numbers once as people read them and once
/// at full precision.
/// </summary>
/// <param name="Name">Name of the sheet and label of the table; letters, digits and hyphens.</param>
/// <param name="Title">What it shows, a sentence without its full stop.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows, as long as the columns are many.</param>
/// <param name="Note">What a reader must know to read it; may be empty.</param>
public sealed record BriefTable(
    string Name,
    string Title,
    ImmutableArray<BriefColumn> Columns,
    ImmutableArray<ImmutableArray<BriefCell>> Rows,
    string Note
);

/// <summary>A column.</summary>
/// <param name="Heading">What stands above it.</param>
/// <param name="Over">What stands above it and its neighbours of the same words; may be empty.</param>
public sealed record BriefColumn(string Heading, string Over = "")
{
    /// <summary>Whether it is an end of the band of the number before it: on a page both ends stand below that number.</summary>
    public bool IsBand { get; init; }

    /// <summary>Whether it holds words rather than numbers.</summary>
    public bool IsWords { get; init; }
}

/// <summary>A cell.</summary>
/// <param name="Text">As people read it.</param>
/// <param name="Number">At full precision; null where it is no number.</param>
public readonly record struct BriefCell(string Text, double? Number)
{
    /// <summary>Nothing.</summary>
    public static BriefCell Empty { get; } = new("", null);

    /// <summary>Words.</summary>
    public static implicit operator BriefCell(string text) => new(text, null);

    /// <summary>A change in per cent or points; nothing where it is not a number.</summary>
    public static BriefCell Percent(double? value) => Of(value, ChangeText.Percent);

    /// <summary>An amount with its sign.</summary>
    public static BriefCell Money(double? value) => Of(value, ChangeText.SignedMoney);

    /// <summary>A share of draws or of a variance, in per cent.</summary>
    public static BriefCell Share(double? value) =>
        Of(value, share => Math.Round(100 * share) is var whole and not 0 ? whole.ToString("0;−0", CultureInfo.InvariantCulture) : "0");

    /// <summary>A scale, from 0 to 1; one beyond all numbers is never reached.</summary>
    public static BriefCell Scale(double? value) =>
        value is double.PositiveInfinity ? "never" : Of(value, scale => scale.ToString("0.000", CultureInfo.InvariantCulture));

    private static BriefCell Of(double? value, Func<double, string> text) =>
        value is { } number && double.IsFinite(number) ? new BriefCell(text(number), number) : Empty;
}
