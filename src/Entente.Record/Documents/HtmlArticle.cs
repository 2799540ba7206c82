using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using SmartReader;

namespace Entente.Record.Documents;

/// <summary>The article of a saved page, by the readability rules of SmartReader.</summary>
internal static class HtmlArticle
{
    public static RawDocument Read(string markup, DocumentLimits limits)
    {
        if (MarkupDepth.Of(markup) > limits.Depth)
            throw new DocumentRefusal($"elements nested deeper than {limits.Depth}", "a page that people read");
        using var reader = new Reader("https://saved.invalid/", markup);
        var article = reader.GetArticle();
        if (article.IsReadable && article.TextContent.Length > 0)
            return new RawDocument(HtmlText.Of(article.Content))
            {
                Title = article.Title ?? "",
                Day = article.PublicationDate is { } day ? DateOnly.FromDateTime(day) : null,
            };
        return new RawDocument(HtmlText.Of(markup))
        {
            Title = article.Title ?? "",
            Warnings = ["no article was found in the page; all of its text is taken"],
        };
    }
}

/// <summary>The text of markup: a line for each block.</summary>
internal static class HtmlText
{
    private static readonly HashSet<string> Blocks = new(
        (
            "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION DD DIV DL DT FIGCAPTION FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN OL P "
            + "PRE SECTION TABLE TD TH TR UL"
        ).Split(' '),
        StringComparer.Ordinal
    );

    private static readonly HashSet<string> Unread = new(
        "SCRIPT STYLE NOSCRIPT TEMPLATE HEAD SVG IFRAME BUTTON FORM NAV SELECT TEXTAREA".Split(' '),
        StringComparer.Ordinal
    );

    public static string Of(string markup)
    {
        using var document = new HtmlParser().ParseDocument(markup);
        var text = new StringBuilder();
        if (document.Body is { } body)
            Append(body, text);
        return text.ToString();
    }

    private static void Append(INode node, StringBuilder text)
    {
        foreach (var child in node.ChildNodes)
            if (child is IText words)
                AppendWords(words.Data, text);
            else if (child is IElement element && !Unread.Contains(element.TagName))
            {
                var isBlock = Blocks.Contains(element.TagName);
                if (isBlock)
                    Break(text, "\n\n");
                else if (element.TagName == "BR")
                    Break(text, "\n");
                Append(element, text);
                if (isBlock)
                    Break(text, "\n\n");
            }
    }

    /// <summary>White space of markup is one blank.</summary>
    private static void AppendWords(string words, StringBuilder text)
    {
        foreach (var letter in words)
            if (!char.IsWhiteSpace(letter) || letter == '\u00A0')
                text.Append(letter);
            else if (text.Length > 0 && text[^1] is not (' ' or '\n'))
                text.Append(' ');
    }

    private static void Break(StringBuilder text, string with)
    {
        while (text.Length > 0 && text[^1] == ' ')
            text.Length--;
        if (text.Length > 0 && text[^1] != '\n')
            text.Append(with);
    }
}

/// <summary>
/// How deep markup is nested, found before a parser sees it: parsers recurse, or search their open elements at every tag.
/// </summary>
internal static class MarkupDepth
{
    // Without an end, or with one that need not be written.
    private static readonly HashSet<string> NotCounted = new(
        (
            "area base br col embed hr img input link meta param source track wbr p li td th tr dt dd option optgroup thead tbody tfoot "
            + "colgroup html head body rt rp"
        ).Split(' '),
        StringComparer.OrdinalIgnoreCase
    );

    public static int Of(string markup)
    {
        var (depth, most, at) = (0, 0, 0);
        while ((at = markup.IndexOf('<', at)) >= 0)
        {
            var rest = markup.AsSpan(at);
            if (rest.StartsWith("<!--"))
            {
                at = After(markup, "-->", at);
                continue;
            }
            var isEnd = rest.Length > 1 && rest[1] == '/';
            var name = Name(rest[(isEnd ? 2 : 1)..]);
            at++;
            if (name.IsEmpty)
                continue;
            if (
                !isEnd
                && (name.Equals("script", StringComparison.OrdinalIgnoreCase) || name.Equals("style", StringComparison.OrdinalIgnoreCase))
            )
            {
                at = After(markup, $"</{name}", at);
                continue;
            }
            if (NotCounted.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
                continue;
            depth =
                isEnd ? Math.Max(0, depth - 1)
                : IsClosedAtOnce(rest) ? depth
                : depth + 1;
            most = Math.Max(most, depth);
        }
        return most;
    }

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && length < 40 && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '-' or ':'))
            length++;
        return length > 0 && char.IsAsciiLetter(text[0]) ? text[..length] : [];
    }

    private static bool IsClosedAtOnce(ReadOnlySpan<char> tag) =>
        tag[..Math.Min(tag.Length, 2000)].IndexOf('>') is > 0 and var end && tag[end - 1] == '/';

    private static int After(string markup, string end, int from) =>
        markup.IndexOf(end, from, StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? at + end.Length : markup.Length;
}
