using System.Globalization;
using Entente.Outcomes;

namespace Entente.Reporting;

/// <summary>Changes in per cent for people, as numbers and in words; the same on every machine.</summary>
internal static class ChangeText
{
    /// <summary>A change in per cent with its sign; small ones to three places, those from a hundred on whole, nothing for NaN.</summary>
    public static string Percent(double value) =>
        double.IsNaN(value) ? ""
        : Math.Abs(value) < 0.0005 ? "0.000"
        : value.ToString(
            Math.Abs(value) < 1 ? "+0.000;−0.000"
                : Math.Abs(value) < 99.995 ? "+0.00;−0.00"
                : "+#,0;−#,0",
            CultureInfo.InvariantCulture
        );

    /// <summary>A change in words: "falls by 0.20 %", "hardly changes".</summary>
    public static string InWords(double value) =>
        Math.Abs(value) < 0.005 ? "hardly changes" : $"{(value < 0 ? "falls" : "rises")} by {Percent(value)[1..]}\u00a0%";

    /// <summary>An amount without its unit: whole from a hundred on, else to a tenth; nothing for NaN.</summary>
    public static string Money(double value) =>
        double.IsNaN(value) ? ""
        : Math.Abs(value) < 0.05 ? "0"
        : value.ToString(Math.Abs(value) < 99.95 ? "0.0;−0.0" : "#,0;−#,0", CultureInfo.InvariantCulture);

    /// <summary>The same with its sign.</summary>
    public static string SignedMoney(double value) => value >= 0.05 ? $"+{Money(value)}" : Money(value);

    /// <summary>A band in a unit of which a per cent is so much; nothing where that is not known.</summary>
    public static string Between(Band? band, double ofPercent, Func<double, string> text) =>
        band is not null && double.IsFinite(ofPercent) ? $"{text(band.Low * ofPercent)} to {text(band.High * ofPercent)}" : "";

    /// <summary>A remark as a sentence.</summary>
    public static string Sentence(string remark) => remark.Length == 0 ? "" : $"{Capital(remark)}.";

    /// <summary>With a capital letter at its beginning.</summary>
    public static string Capital(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..]}";
}
