using System.Globalization;

namespace Entente.Reporting;

/// <summary>Changes in per cent for people, as numbers and in words; the same on every machine.</summary>
internal static class ChangeText
{
    /// <summary>A change in per cent with its sign; small ones to three places, nothing for NaN.</summary>
    public static string Percent(double value) =>
        double.IsNaN(value) ? ""
        : Math.Abs(value) < 0.0005 ? "0.000"
        : value.ToString(Math.Abs(value) < 1 ? "+0.000;−0.000" : "+0.00;−0.00", CultureInfo.InvariantCulture);

    /// <summary>A change in words: "falls by 0.20 %", "hardly changes".</summary>
    public static string InWords(double value) =>
        Math.Abs(value) < 0.005 ? "hardly changes" : $"{(value < 0 ? "falls" : "rises")} by {Percent(value)[1..]}\u00a0%";

    /// <summary>A remark as a sentence.</summary>
    public static string Sentence(string remark) => remark.Length == 0 ? "" : $"{Capital(remark)}.";

    /// <summary>With a capital letter at its beginning.</summary>
    public static string Capital(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..]}";
}
