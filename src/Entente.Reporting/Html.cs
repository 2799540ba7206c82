using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Entente.Reporting;

/// <summary>A page in the making. Interpolated values are encoded; numbers are invariant.</summary>
internal sealed class Html
{
    private readonly StringBuilder text = new();

    /// <summary>Adds markup; what stands in braces is encoded.</summary>
    public Html Add([InterpolatedStringHandlerArgument("")] Markup markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Adds markup that holds no values.</summary>
    public Html Raw(string markup)
    {
        text.Append(markup);
        return this;
    }

    public override string ToString() => text.ToString();

    /// <summary>A change in per cent with its sign, for people; small ones to three places.</summary>
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

    /// <summary>Appends to the page as the compiler walks the interpolated string.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Markup
    {
        private readonly StringBuilder text;

        public Markup(int literalLength, int formattedCount, Html page)
        {
            _ = (literalLength, formattedCount);
            text = page.text;
        }

        public void AppendLiteral(string value) => text.Append(value);

        public void AppendFormatted(string? value) => text.Append(WebUtility.HtmlEncode(value));

        public void AppendFormatted<T>(T value, string? format = null)
            where T : IFormattable => text.Append(WebUtility.HtmlEncode(value.ToString(format, CultureInfo.InvariantCulture)));
    }
}
