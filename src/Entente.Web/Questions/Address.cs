namespace Entente.Web.Questions;

/// <summary>Where a question is asked and its answer is found, relative to the root of the server.</summary>
internal static class Address
{
    /// <summary>The page of a question.</summary>
    public static string Page(PageQuestion question) => With($"ask/{question.Scenario}", question);

    /// <summary>A table of its answer.</summary>
    public static string Table(PageQuestion question, string table) =>
        With($"api/v1/answers/{question.Scenario}/{table}.csv", question);

    /// <summary>A figure of its answer.</summary>
    public static string Figure(PageQuestion question, string figure) =>
        With($"api/v1/figures/{question.Scenario}/{figure}.svg", question);

    /// <summary>The question as a scenario file.</summary>
    public static string File(PageQuestion question) => With($"api/v1/scenarios/{question.Scenario}/asked.yaml", question);

    /// <summary>A file of its answer.</summary>
    public static string Taken(PageQuestion question, string file) => With($"api/v1/answers/{question.Scenario}/{file}", question);

    /// <summary>The numbers of a figure as a workbook.</summary>
    public static string Workbook(PageQuestion question, string figure) =>
        With($"api/v1/figures/{question.Scenario}/{figure}.xlsx", question);

    /// <summary>The page that compares questions.</summary>
    public static string Compare(params IEnumerable<PageQuestion> questions) =>
        "compare?" + string.Join('&', questions.Select(question => $"q={Uri.EscapeDataString($"{question.Scenario}?{question.Query}")}"));

    /// <summary>The report of its answer.</summary>
    public static string Report(PageQuestion question) => With($"api/v1/answers/{question.Scenario}/report.html", question);

    private static string With(string path, PageQuestion question) => question.Query is { Length: > 0 } query ? $"{path}?{query}" : path;
}
