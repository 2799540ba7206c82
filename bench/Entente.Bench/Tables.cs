using System.Globalization;
using Entente.Testing.Timed;

namespace Entente.Bench;

/// <summary>What answers cost, as tables in Markdown; <c>docs/performance.md</c> holds them as they are printed.</summary>
internal static class Tables
{
    private const double SecondsARow = 2.5;
    private const double Megabyte = 1024 * 1024;

    /// <summary>Cost against countries, sectors and shock.</summary>
    public static void Sizes()
    {
        var bandwidth = Begin();
        Costs("By number of countries", Invented.ByCountries(), bandwidth);
        Costs("By number of sectors", Invented.BySectors(), bandwidth);
        Costs("By shock", Invented.ByShock(), bandwidth);
    }

    /// <summary>Cost on a world as large as the largest tables there are.</summary>
    public static void Large()
    {
        var bandwidth = Begin();
        Costs("The largest", [Invented.Of(265, 170, Invented.Usual)], bandwidth);
    }

    /// <summary>Cost of the ways to one answer, and of horizons.</summary>
    public static void Solvers()
    {
        var bandwidth = Begin();
        Ways("Ways to one answer, invented world", Invented.Of(40, 40, Invented.Usual));
        Ways("Ways to one answer, serbia-2023", AtHorizons.Of("serbia-2023", "gas-cut-off").Last());
        Costs("By horizon", AtHorizons.All(), bandwidth);
    }

    /// <summary>Warms up and measures the machine.</summary>
    private static double Begin()
    {
        Invented.Of(8, 8, Invented.Usual).WarmUp();
        var bandwidth = Timing.Bandwidth();
        Write(
            $"one thread reads {bandwidth / 1e9:0.0} GB/s from memory; {Timing.Bandwidth(1 << 22) / 1e9:0.0} from an array of 4 MB, ",
            $"{Timing.Bandwidth(1 << 18) / 1e9:0.0} from one of 256 KB"
        );
        return bandwidth;
    }

    private static void Costs(string title, IEnumerable<TimedQuestion> questions, double bandwidth)
    {
        Write($"\n**{title}**\n");
        Write(
            $"| N | J | question | cold, ms | next, ms | search, ms | evaluations | passes | limit, ms | cold / limit | search / ",
            $"limit | MB | residual |"
        );
        Write($"|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var question in questions)
        {
            var cost = Cost.Of(question, SecondsARow);
            var limit = 1000 * cost.Bytes / bandwidth;
            Write(
                $"| {question.World.Countries.Length} | {question.World.Sectors.Length} | {question.Name} | {Number(cost.Cold)} | ",
                $"{Number(cost.Next)} | {Number(cost.Search)} | {cost.Answer.Evaluations} | ",
                $"{Count(cost.Bytes / question.ArrayBytes)} | {Number(limit)} | {Number(cost.Cold / limit)} | ",
                $"{Number(cost.Search / limit)} | {cost.Allocated / Megabyte:0.0} | ",
                $"{Residual(cost.Answer.Converged, cost.Answer.Residuals?.Largest ?? cost.Answer.SearchResidual)} |"
            );
        }
    }

    private static void Ways(string title, TimedQuestion question)
    {
        Write($"\n**{title}: {question.World.Countries.Length} x {question.World.Sectors.Length}, {question.Name}**\n");
        Write($"| way | ms | evaluations | passes | MB | residual | wages apart |");
        Write($"|---|--:|--:|--:|--:|--:|--:|");
        var first = Way.Default.Go(question).Wages;
        foreach (var way in Way.All.Where(way => way.Fits(question)))
        {
            var (times, allocated) = (new List<double>(), 0L);
            Found found = null!;
            Timing.Repeat(
                () =>
                {
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    times.Add(Timing.Of(() => found = way.Go(question)));
                    allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                },
                SecondsARow,
                least: 1
            );
            Write(
                $"| {way.Name} | {Number(Timing.Median(times))} | {found.Evaluations} | ",
                $"{Count((found.Bytes?.Invoke() ?? double.NaN) / question.ArrayBytes)} | {allocated / Megabyte:0.0} | ",
                $"{Residual(found.Wages is not null, found.Residual)} | {Apart(found.Wages, first)} |"
            );
        }
    }

    private static string Apart(IReadOnlyList<double>? wages, IReadOnlyList<double>? others) =>
        wages is null || others is null
            ? "-"
            : wages.Zip(others, (w, o) => Math.Abs(w / o - 1)).Max().ToString("0.0e0", CultureInfo.InvariantCulture);

    private static string Residual(bool found, double residual) =>
        residual.ToString(found ? "0.0e0" : "'not found, '0.0e0", CultureInfo.InvariantCulture);

    private static string Count(double number) => double.IsNaN(number) ? "-" : number.ToString("0", CultureInfo.InvariantCulture);

    /// <summary>Two digits or more.</summary>
    private static string Number(double number) =>
        double.IsNaN(number)
            ? "-"
            : number.ToString(
                number < 1 ? "0.00"
                    : number < 20 ? "0.0"
                    : "0",
                CultureInfo.InvariantCulture
            );

    private static void Write(params FormattableString[] parts) =>
        Console.WriteLine(string.Concat(parts.Select(FormattableString.Invariant)));
}
