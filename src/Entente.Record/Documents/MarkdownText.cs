using Markdig;

namespace Entente.Record.Documents;

/// <summary>The words of Markdown, without its marks.</summary>
internal static class MarkdownText
{
    public static RawDocument Read(string text, DocumentLimits limits)
    {
        var markup = Markdown.ToHtml(text, new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().Build());
        if (MarkupDepth.Of(markup) > limits.Depth)
            throw new DocumentRefusal($"marks nested deeper than {limits.Depth}", "a text that people read");
        return new RawDocument(HtmlText.Of(markup));
    }
}
