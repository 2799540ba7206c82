using System.Collections.Immutable;
using System.Globalization;
using Entente.CaliendoParro.Derivatives;
using Entente.Data.Runs;
using Spectre.Console;

namespace Entente.Cli;

/// <summary>What <c>entente explain</c> shows.</summary>
internal static class ExplainScreen
{
    /// <summary>One case.</summary>
    public static void Print(World world, int country, CaseExplanation of, int top)
    {
        Console.Out.WriteLine($"{of.Title}: real income of {world.Countries[country].Name}");
        if (of.Exact is { } exact)
        {
            Console.Out.WriteLine(
                Text($"  exact {Points(exact)} (a change of {Percent(exact)} %); to first order {Points(of.First)}, to second order ")
                    + Text($"{Points(of.Second)}; log points x 100")
            );
            if (of.HasEmbargo && of.First is not null)
                Console.Out.WriteLine(
                    "  flows that end have no finite change of cost; the approximations are in the weight they are left with, from 1 to 0"
                );
        }
        if (of.Trouble.Length > 0)
            Console.Out.WriteLine($"  {of.Trouble}");
        if (of.Attribution is { } attribution)
            Carried(world, attribution, top);
    }

    /// <summary>The best levers.</summary>
    public static void Print(World world, string? title, int target, string? by, ImmutableArray<Lever> levers, double least, int top)
    {
        var (where, whose) = (
            title is null ? "in the world as it is" : $"after {title}",
            by is null ? "the importer's, or the exporter's where the target imports" : $"that of {by} together"
        );
        Console.Out.WriteLine(Text($"Costs of trade that hurt {world.Countries[target].Name} most per unit of own loss, {where}"));
        Console.Out.WriteLine(
            Text($"  loss of real income a year where the cost rises by 1 %, in {world.Identity.Unit}; own: {whose}; value: the ")
                + Text($"flow's, a year")
        );
        var (costly, gainful) = (levers.Where(l => !l.Gains).ToList(), levers.Where(l => l.Gains).ToList());
        if (costly.Count > 0)
            Write(Ranked(world, costly.Take(top), "Own loss", l => Number(l.OwnLoss / 100), "Ratio", l => Text($"{l.Ratio:0.00}")));
        if (gainful.Count > 0)
        {
            Console.Out.WriteLine(
                "Those by which whoever raises them gains, to first order: for small changes they cost nothing, and a ratio says nothing"
            );
            Write(Ranked(world, gainful.Take(top), "Own gain", l => Number(-l.OwnLoss / 100), "", _ => "gains"));
        }
        Console.Out.WriteLine(
            Text($"{costly.Count} flows that cost something and {gainful.Count} that do not; those that hurt less than ")
                + Text($"{least:0.####} of the one that hurts most are left out (--least)")
        );
    }

    private static Spectre.Console.Table Ranked(
        World world,
        IEnumerable<Lever> levers,
        string own,
        Func<Lever, string> ownOf,
        string last,
        Func<Lever, string> lastOf
    )
    {
        var table = Table("Exporter", "Importer", "Sector")
            .AddColumn(Right("Value"))
            .AddColumn(Right("Target loses"))
            .AddColumn(Right(own))
            .AddColumn(Right(last));
        foreach (var lever in levers)
            table.AddRow(
                Code(world, lever.Exporter),
                Code(world, lever.Importer),
                world.Sectors[lever.Sector].Code.EscapeMarkup(),
                Number(lever.Value),
                Number(lever.Harm / 100),
                ownOf(lever),
                lastOf(lever)
            );
        return table;
    }

    private static void Carried(World world, Attribution attribution, int top)
    {
        var pairs = Table("Exporter", "Importer").AddColumn(Right("Adds"));
        foreach (var (n, i, value) in attribution.ByPair().Take(top))
            pairs.AddRow(Code(world, i), Code(world, n), Points(value));
        var sectors = Table("Sector").AddColumn(Right("Adds"));
        foreach (var (j, value) in attribution.BySector().Take(top))
            sectors.AddRow($"{world.Sectors[j].Name.EscapeMarkup()} [grey]{world.Sectors[j].Code.EscapeMarkup()}[/]", Points(value));
        var flows = Table("Exporter", "Importer", "Sector").AddColumn(Right("Adds"));
        foreach (var (n, i, j, value) in attribution.ByFlow().Take(top))
            flows.AddRow(Code(world, i), Code(world, n), world.Sectors[j].Code.EscapeMarkup(), Points(value));
        var productivity = Table("Country", "Sector").AddColumn(Right("Productivity adds"));
        foreach (var (n, j, value) in attribution.ByProductivity().Take(top))
            productivity.AddRow(Code(world, n), world.Sectors[j].Code.EscapeMarkup(), Points(value));
        var stocks = Table("Country", "Sector").AddColumn(Right("Stock adds"));
        foreach (var (n, j, value) in attribution.ByStock().Take(top))
            stocks.AddRow(Code(world, n), world.Sectors[j].Code.EscapeMarkup(), Points(value));
        foreach (var table in new[] { pairs, sectors, flows, productivity, stocks })
            if (table.Rows.Count > 0)
                Write(table);
        var instruments = attribution.ByInstrument().Where(p => p.Value != 0).Select(p => $"{p.Name} {Points(p.Value)}");
        Console.Out.WriteLine($"  {string.Join(", ", instruments)}");
        Console.Out.WriteLine(
            Text($"  together {Points(attribution.Sum)}; not attributed {100 * attribution.Remainder:0.0e0} ({attribution.Nodes} ")
                + Text($"points along the way)")
        );
    }

    private static Spectre.Console.Table Table(params string[] columns)
    {
        var table = new Spectre.Console.Table().Border(TableBorder.Simple);
        foreach (var column in columns)
            table.AddColumn(column);
        return table;
    }

    private static TableColumn Right(string heading) => new TableColumn(heading).RightAligned();

    private static void Write(Spectre.Console.Table table)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
            console.Profile.Width = 200;
        console.Write(table);
    }

    private static string Code(World world, int n) =>
        $"{world.Countries[n].Name.EscapeMarkup()} [grey]{world.Countries[n].Code.EscapeMarkup()}[/]";

    private static string Points(double? log) => log is { } value ? Text($"{100 * value:+0.0000;-0.0000;0.0000}") : "none";

    private static string Percent(double log) => Text($"{100 * (Math.Exp(log) - 1):+0.0000;-0.0000}");

    private static string Number(double value) => Text($"{value:0.####}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
