using Entente.Web.Questions;

namespace Entente.Web.Figures;

/// <summary>Where a figure is found as files, relative to the root of the server; empty: it is not there in that form. Immutable.</summary>
/// <param name="Svg">As a drawing.</param>
/// <param name="Csv">Its numbers as a table.</param>
/// <param name="Excel">The same as a workbook; there wherever there is a table.</param>
public sealed record FigureFiles(string Svg, string Csv, string Excel)
{
    /// <summary>A figure that is nowhere yet.</summary>
    public static FigureFiles None { get; } = new("", "", "");

    /// <summary>A figure of the answer to a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="table">The table of the answer that it is made of.</param>
    public static FigureFiles Of(PageQuestion question, string figure, string table) =>
        new(
            AnswerFigures.Names.Contains(figure) ? Address.Figure(question, figure) : "",
            Address.Table(question, table),
            Address.Workbook(question, figure)
        );

    /// <summary>Real income of the country in question by choice and horizon: of all that a question leaves open.</summary>
    public static FigureFiles OfChoices(PageQuestion question) =>
        Table($"api/v1/figures/{question.Scenario}/choices", question.Query);

    /// <summary>A table, and the drawing of it where there is one.</summary>
    /// <param name="table">Its address without ending.</param>
    /// <param name="query">What stands behind the question mark; may be empty.</param>
    /// <param name="svg">Address of the drawing; null: none.</param>
    public static FigureFiles Table(string table, string query = "", string? svg = null)
    {
        var asked = query.Length > 0 ? $"?{query}" : "";
        return new(svg is null ? "" : svg + asked, $"{table}.csv{asked}", $"{table}.xlsx{asked}");
    }
}

/// <summary>What holds for several figures of one answer alike. Immutable.</summary>
/// <param name="Proof">Sources, closure, residual.</param>
/// <param name="Cite">How they are cited; may be empty.</param>
public sealed record FigureBasis(string Proof, string Cite)
{
    /// <summary>Whether a lever moves: what is folded away follows when it rests.</summary>
    public bool IsPreview { get; init; }
}
