using System.Security.Cryptography;
using Entente.Data.Output;
using Entente.Reporting.Games;
using Entente.Web.Figures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Web.Api;

/// <summary>Tables as files: CSV for programs, a workbook for people.</summary>
internal static class TableFiles
{
    /// <summary>What a workbook is.</summary>
    public const string Sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Answers <c>pattern.csv</c> and <c>pattern.xlsx</c> by one handler, which is told the ending.</summary>
    /// <param name="routes">Where they are added.</param>
    /// <param name="pattern">The address without its ending.</param>
    /// <param name="summary">What the table holds.</param>
    /// <param name="handler">Answers by ending.</param>
    /// <param name="keys">What may stand behind the question mark.</param>
    public static void MapTable(
        this IEndpointRouteBuilder routes,
        string pattern,
        string summary,
        Func<string, Delegate> handler,
        params QueryKey[] keys
    )
    {
        foreach (var (ending, type) in new[] { ("csv", "text/csv"), ("xlsx", Sheets) })
            routes
                .MapGet($"{pattern}.{ending}", handler(ending))
                .WithSummary(ending == "csv" ? summary : $"{summary} As a workbook.")
                .WithMetadata([.. keys])
                .Produces(200, contentType: type)
                .Produces(304)
                .ProducesProblem(404)
                .ProducesProblem(422)
                .ProducesProblem(503);
    }

    /// <summary>A table by its ending.</summary>
    public static IResult Send(HttpContext context, FlatTable table, string ending, string title)
    {
        if (ending == "xlsx")
            return Book(context, [ChartTable.Of(table, title)], $"{table.Name}.xlsx");
        var into = new MemoryStream();
        table.WriteCsv(into);
        return Tagged(context, AnswerApi.Csv, into.ToArray());
    }

    /// <summary>A file with the tag of its content; whoever has it already gets nothing.</summary>
    public static IResult Tagged(HttpContext context, string type, byte[] bytes) =>
        AnswerApi.Has(context, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\"")
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(bytes, type);

    /// <summary>Tables as a workbook, a sheet each.</summary>
    public static IResult Book(HttpContext context, IEnumerable<BriefTable> tables, string name)
    {
        using var book = new MemoryStream();
        Workbook.Write(tables, book);
        return FigureApi.File(context, book.ToArray(), Sheets, name);
    }
}
