using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Yaml;
using Entente.Games.Chosen;

namespace Entente.Games.Files;

/// <summary>The section <c>chosen</c> of a game file: who sets which rates, and what for.</summary>
internal sealed record ChosenSection
{
    private static readonly ImmutableArray<double> UsualLambdas = [0, 0.1, 0.2, 0.5, 1];

    public required Place Place { get; init; }

    public required ImmutableArray<Word> By { get; init; }

    public required ImmutableArray<Word> On { get; init; }

    public required ImmutableArray<Word> Sectors { get; init; }

    public required ImmutableArray<Word> Common { get; init; }

    public required ImmutableArray<Word> Horizons { get; init; }

    public required ImmutableArray<ChosenProblem> Problems { get; init; }

    public required ImmutableArray<RateInstrument> Instruments { get; init; }

    public required string Detail { get; init; }

    public required double Least { get; init; }

    public required double Most { get; init; }

    public required ImmutableArray<double> Lambdas { get; init; }

    public static ChosenSection Read(YamlPage page, FaultList faults)
    {
        page.Allow("by", "on", "sectors", "common", "horizon", "problems", "instruments", "detail", "least", "most", "lambda");
        var (least, most) = (
            SectionReading.Within(page, "least", -0.99, 100, "a rate from -0.99 to 100", faults) ?? 0,
            SectionReading.Within(page, "most", -0.99, 100, "a rate from -0.99 to 100", faults) ?? 1
        );
        if (least >= most)
            faults.Add(page.PlaceOf("most"), FormattableString.Invariant($"rates from {least} to {most}"), "a lower bound below the upper");
        return new ChosenSection
        {
            Place = page.Place,
            By = page.Words("by"),
            On = page.Words("on"),
            Sectors = page.WordsOrNull("sectors") ?? ["all"],
            Common = page.Words("common"),
            Horizons = page.Words("horizon"),
            Problems =
            [
                .. (
                    page.Has("problems")
                        ? SectionReading.Choices(page, "problems", faults, "unilateral", "nash", "sanctions", "counter")
                        : ["unilateral"]
                ).Select(word => Enum.Parse<ChosenProblem>(word, ignoreCase: true)),
            ],
            Instruments =
            [
                .. (
                    page.Has("instruments") ? SectionReading.Choices(page, "instruments", faults, "tariff", "export_tax") : ["tariff"]
                ).Select(word => word == "tariff" ? RateInstrument.Tariff : RateInstrument.ExportTax),
            ],
            Detail = SectionReading.Choice(page, "detail", faults, "one", "sector", "pair", "sector_and_pair"),
            Least = least,
            Most = most,
            Lambdas =
                SectionReading.Numbers(page, "lambda", value => value >= 0, "numbers of at least 0", faults) is { IsEmpty: false } lambdas
                    ? [.. lambdas.Distinct().Order()]
                    : UsualLambdas,
        };
    }

    /// <summary>Finds what is meant; faults are reported.</summary>
    public ChosenQuestion Resolve(GameNames names, ImmutableArray<Sender> senders, int? target)
    {
        ImmutableArray<int> who = By.IsEmpty
            ? [.. Enumerable.Range(0, senders.Length)]
            : [.. By.Select(names.Sender).OfType<int>().Distinct()];
        if (who.IsEmpty)
            names.Add(Place, "rates that nobody chooses", "a sender at least");
        var seen = new HashSet<int>();
        foreach (var twice in who.SelectMany(s => senders[s].Countries).Where(n => !seen.Add(n)))
            names.Add(Place, $"{names.World.Countries[twice].Code} among two who choose", "each country in one");
        if (target is { } n && seen.Contains(n) && Problems.Any(problem => problem >= ChosenProblem.Sanctions))
            names.Add(Place, "sanctions of the target against itself", "others who choose");
        ImmutableArray<int> on = On.IsEmpty ? [.. Enumerable.Range(0, names.World.Countries.Length)] : names.Countries(On);
        return new ChosenQuestion(
            [.. who.Select(s => (senders[s].Name, senders[s].Countries))],
            Problems,
            new RateScope(
                Instruments,
                on,
                names.Sectors(Sectors),
                ByPartner: Detail is "pair" or "sector_and_pair",
                BySector: Detail is "sector" or "sector_and_pair",
                Least,
                Most
            ),
            Lambdas,
            names.MeasuresOf(Common),
            names.Horizons(Horizons)
        );
    }
}
