using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.CaliendoParro;
using Entente.Data.Output;
using Entente.Measures;
using Entente.Models;

namespace Entente.Cli;

/// <summary><c>entente world gains</c>: what each country gains from trade, by formula and by the solver.</summary>
internal static class GainsCommand
{
    public static int Run(World world, string name, bool json, CancellationToken cancellation)
    {
        var options = new SolveOptions { Cancellation = cancellation };
        var baseline = TradeModel.Solve(world, Shock.None, Closure.Zero, options);
        if (!baseline.Converged)
        {
            Console.Error.WriteLine($"{name}: no situation without deficits to start from: {baseline.Explanation}");
            return CommandLine.NotSolved;
        }
        var rows = AutarkyCheck.All(baseline, options);
        Console.WriteLine(json ? Json(world, rows) : Table(world, name, rows));
        return rows.All(r => r.Agrees && r.Solver is null == !r.Solved.Given.Supply.Missing.IsEmpty)
            ? CommandLine.Done
            : CommandLine.NotSolved;
    }

    private static string Table(World world, string name, ImmutableArray<AutarkyCheck> rows)
    {
        var lines = new List<string>
        {
            $"Gains from trade in % of real income: what autarky would cost, trade balanced before ({name})",
            Text($"{"", -34}{"formula", 12}{"solver", 12}{"gap", 10}"),
        };
        foreach (var row in rows)
            lines.Add(
                Text($"{world.Countries[row.Formula.Country].Code,-5}{world.Countries[row.Formula.Country].Name,-29}")
                    + (
                        row.Solver is { } solver
                            ? Text($"{100 * row.Formula.Gains,12:0.0000}{100 * solver,12:0.0000}{row.Gap,10:0.0e0}")
                        : row.Formula.Missing.IsEmpty ? Text($"{100 * row.Formula.Gains,12:0.0000}{"",12}  {row.Solved.Explanation}")
                        : $"{"infinite",12}{"infinite",12}  {Lacking(world, row)}"
                    )
            );
        var finite = rows.Where(r => r.Gap is not null).ToList();
        lines.Add(
            finite.Count == 0
                ? "no country could do without trade"
                : Text($"largest gap, as a share of real income: {finite.Max(r => r.Gap!.Value):0.0e0} ")
                    + Text($"({world.Countries[finite.MaxBy(r => r.Gap)!.Formula.Country].Code}); {rows.Length - finite.Count} of ")
                    + Text($"{rows.Length} countries lack goods in autarky")
        );
        lines.Add(
            Text($"goods without supplier named alike by formula and solver: {rows.Count(r => r.Agrees)} of {rows.Length} countries")
        );
        return string.Join(Environment.NewLine, lines);
    }

    private static string Lacking(World world, AutarkyCheck row) =>
        $"none of its own {Codes(world, row.Formula.Foreign)}; without: "
        + (row.Formula.Missing.Length == world.Sectors.Length ? "everything" : Codes(world, row.Formula.Missing));

    private static string Codes(World world, IEnumerable<int> sectors) => string.Join(", ", sectors.Select(j => world.Sectors[j].Code));

    private static string Json(World world, ImmutableArray<AutarkyCheck> rows) =>
        new JsonArray([
            .. rows.Select(row =>
                (JsonNode)
                    new JsonObject
                    {
                        ["country"] = world.Countries[row.Formula.Country].Code,
                        ["status"] = StatusNames.Of(row.Solved.Status),
                        ["formula_pct"] = row.Formula.Missing.IsEmpty ? 100 * row.Formula.Gains : null,
                        ["solver_pct"] = 100 * row.Solver,
                        ["gap"] = row.Gap,
                        ["not_sold_at_home"] = new JsonArray([.. row.Formula.Foreign.Select(j => (JsonNode)world.Sectors[j].Code)]),
                        ["named_alike"] = row.Agrees,
                        ["missing"] = new JsonArray([.. row.Formula.Missing.Select(j => (JsonNode)world.Sectors[j].Code)]),
                    }
            ),
        ]).ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
