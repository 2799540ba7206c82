using System.Globalization;

namespace Entente.Record.Register;

/// <summary>A date that may be known to the year or the month only.</summary>
/// <param name="First">The first day it may be.</param>
/// <param name="Last">The last day it may be.</param>
public readonly record struct PartialDate(DateOnly First, DateOnly Last)
{
    /// <summary>Reads <c>2017</c>, <c>2017-05</c> or <c>2017-05-31</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PartialDate date)
    {
        date = default;
        if (text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year > 0)
            date = new(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        else if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
            date = new(month, month.AddMonths(1).AddDays(-1));
        else if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            date = new(day, day);
        else
            return false;
        return true;
    }

    /// <summary>The date as far as it is known.</summary>
    public override string ToString() =>
        First == Last ? First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : First.Month == Last.Month ? First.ToString("yyyy-MM", CultureInfo.InvariantCulture)
        : First.ToString("yyyy", CultureInfo.InvariantCulture);
}
