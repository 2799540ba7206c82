using System.Globalization;
using Entente.Outcomes;

namespace Entente.Reporting.Sections;

/// <summary>Limited supplies, stocks drawn and what getting ready was worth, in sentences.</summary>
internal sealed class QuantityWords(RunRecord run)
{
    private const int MostLimits = 8;

    /// <summary>Flows below this share of the largest one limited are not spoken of.</summary>
    private const double SmallestShare = 0.01;

    private readonly World world = run.World;
    private readonly List<TimedAnswer> told =
    [
        .. run.Answers.Where(a =>
            a.Answer.Comparison is { } c
            && c.After.Given is var given
            && (!(given.Shock.Limits.IsEmpty && given.Stocks.IsEmpty && given.PriceCaps.IsEmpty) || a.Answer.CostChange is not null)
        ),
    ];

    /// <summary>Whether there is anything to tell.</summary>
    public bool Any => told.Count > 0;

    /// <summary>What is told of each case.</summary>
    public IEnumerable<(string Title, IEnumerable<string> Sentences)> Cases =>
        told.Select(timed => (timed.Title, Of(timed, timed.Answer.Comparison!)));

    private IEnumerable<string> Of(TimedAnswer timed, Comparison comparison)
    {
        foreach (var limit in Limits(comparison))
            yield return limit;
        for (var s = 0; s < comparison.After.Given.Stocks.Length; s++)
            yield return Stock(comparison, s);
        if (WorthWords.Of(run, timed) is { } worth)
            yield return worth;
    }

    /// <summary>The limits on flows that matter, those that lose most first; flows that never were are none.</summary>
    private IEnumerable<string> Limits(Comparison comparison)
    {
        var outcomes = LimitOutcome.Of(comparison).Where(o => o.Baseline > 0).OrderByDescending(o => o.Baseline - o.Quantity).ToList();
        var matter = outcomes.Where(o => o.Baseline > SmallestShare * outcomes.Max(other => other.Baseline)).Take(MostLimits).ToList();
        foreach (var outcome in matter)
            yield return Limit(comparison, outcome);
        if (outcomes.Count > matter.Count)
            yield return $"{outcomes.Count - matter.Count} smaller flows with limits are in limits.csv.";
    }

    private string Limit(Comparison comparison, LimitOutcome outcome)
    {
        var (n, i, j) = (outcome.Limit.Importer, outcome.Limit.Exporter, outcome.Limit.Sector);
        var flow = $"{world.Sectors[j].Name} from {world.Countries[i].Name} to {world.Countries[n].Name}";
        var (was, becomes) = (Size(n, i, j, QuantityBefore(comparison, outcome)), Size(n, i, j, outcome.Quantity));
        var users = $"the price to users, all origins together, {ChangeText.InWords(100 * (outcome.UserPrice - 1))}";
        if (outcome.Cap is { } cap)
            return Capped(outcome, cap, flow, $"{becomes} after {was} before");
        if (outcome.Limit.Most == 0)
            return $"{flow}: {was} before, nothing after; no price would bring more. For this good {users}.";
        if (outcome.ShadowPrice <= 0)
            return $"{flow}: {becomes} of the {Size(n, i, j, outcome.Limit.Most)} allowed are used, {was} before; the limit does not bind.";
        var more = (100 * outcome.ShadowPrice).ToString(outcome.ShadowPrice < 1 ? "0.0" : "0", CultureInfo.InvariantCulture);
        return $"{flow}: {becomes} after {was} before. One more unit is worth {more} % more to users than its seller asks for"
            + $"{PerGigajoule(comparison, outcome)}; {users}. The difference, {Money(outcome.Rent)}, goes to "
            + $"{world.Countries[outcome.Limit.RentToImporter ? n : i].Name}.";
    }

    /// <summary>What a cap on a price has come to.</summary>
    private string Capped(LimitOutcome outcome, Measures.PriceCap cap, string flow, string sizes)
    {
        var paid = $"its seller is paid {Share(outcome.SellerPrice)} of the price of the data";
        return double.IsNaN(outcome.ShadowPrice)
            ? $"{flow}: the seller gets {Share(outcome.SellerPrice)} of the price of the data elsewhere, more than the cap of "
                + $"{Share(cap.Most)}, and sells none."
            : outcome.ShadowPrice <= 0 ? $"{flow}: {sizes}; {paid}, and the cap of {Share(cap.Most)} does not bind."
            : $"{flow}: {sizes}; {paid}, which a levy of {Share(outcome.ShadowPrice)} on the buyers keeps it at. Its revenue, "
                + $"{Money(outcome.Rent)}, stays with {world.Countries[outcome.Limit.Importer].Name}.";
    }

    private static string Share(double value) => (100 * value).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    /// <summary>The shadow price in money, where quantities are known and values are millions of dollars.</summary>
    private string PerGigajoule(Comparison comparison, LimitOutcome outcome)
    {
        const string millions = "million ";
        var (n, i, j) = (outcome.Limit.Importer, outcome.Limit.Exporter, outcome.Limit.Sector);
        if (
            comparison.World.Energy is not { } energy
            || energy.Carrier(j) is not (>= 0 and var c)
            || !world.Identity.Unit.StartsWith(millions, StringComparison.Ordinal)
        )
            return "";
        var price = outcome.ShadowPrice * comparison.After.UnitCosts[i, j] * energy.UnitValue(n, i, c) * 1000;
        return string.Create(CultureInfo.InvariantCulture, $" ({price:0.0} {world.Identity.Unit[millions.Length..]} per GJ)");
    }

    private string Stock(Comparison comparison, int s)
    {
        var stock = comparison.After.Given.Stocks[s];
        var (drawn, all) = (comparison.After.Drawn[s], stock.Amount);
        var sold = drawn * comparison.After.Prices[stock.Country, stock.Sector];
        var refill = drawn * stock.Refill * comparison.After.ConsumerPrices[stock.Country];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Stocks of {world.Sectors[stock.Sector].Name} in {world.Countries[stock.Country].Name}: {100 * drawn / all:0} % of "
                + $"{Use(comparison.World, stock.Country, stock.Sector, all)} drawn, sold for {Money(sold)}; of this {Money(refill)}, "
                + $"{100 * refill / comparison.Before.Income[stock.Country]:0.###} % of its income, are set aside for refilling them"
                + $"{At(stock.Refill)} and are not income."
        );
    }

    private static string At(double refill) =>
        refill == 1 ? " at the old price" : string.Create(CultureInfo.InvariantCulture, $" at {refill:0.##} times the old price");

    /// <summary>A quantity of a flow, given at baseline prices: in petajoules where they are known.</summary>
    private string Size(int n, int i, int j, double value) =>
        world.Energy is { } energy && energy.Carrier(j) is >= 0 and var c
            ? $"{EnergySection.Pj(value / energy.UnitValue(n, i, c))} PJ"
            : Money(value);

    private string Use(World of, int n, int j, double value)
    {
        if (of.Energy is not { } energy || energy.Carrier(j) is not (>= 0 and var c))
            return Money(value);
        var quantity = Enumerable.Range(0, of.Countries.Length).Sum(i => energy.Quantities[n, i, c]);
        return $"{EnergySection.Pj(value * quantity / of.Expenditure[n, j])} PJ";
    }

    private string Money(double value) =>
        $"{value.ToString(Math.Abs(value) < 100 ? "0.##" : "#,0", CultureInfo.InvariantCulture)} {world.Identity.Unit}".TrimEnd();

    private static double QuantityBefore(Comparison comparison, LimitOutcome outcome) =>
        outcome.Baseline / comparison.Before.UnitCosts[outcome.Limit.Exporter, outcome.Limit.Sector];
}
