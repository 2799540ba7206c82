using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Yaml;
using Entente.Games.Credibility;

namespace Entente.Games.Files;

/// <summary>The section <c>turns</c> of a game file: who moves when, and on which grid of levers.</summary>
internal static class TurnSection
{
    public static TurnRules Read(YamlPage page, FaultList faults)
    {
        page.Allow("orders", "scales");
        ImmutableArray<ImmutableArray<TurnPlayer>> orders = [.. page.Sections("orders").Select(order => Order(order, faults))];
        var scales = SectionReading.Parts(page, "scales", withZero: true, faults);
        if (page.Has("scales") && !scales.Contains(0))
            faults.Add(page.PlaceOf("scales"), "scales without 0", "0, levers at rest, among them");
        return new TurnRules(
            page.Has("orders") ? orders : TurnRules.Usual.Orders,
            page.Has("scales") ? scales : TurnRules.Usual.Scales
        );
    }

    private static ImmutableArray<TurnPlayer> Order(YamlPage page, FaultList faults)
    {
        page.Allow("moves");
        var words = page.Words("moves", required: true);
        string[] known = ["senders", "pressed", "target"];
        if (words.IsEmpty)
            return TurnRules.Usual.Orders[0];
        foreach (var word in words.Where(word => !known.Contains(word.Text)))
            faults.Add(word.Place, $"a move of '{word}'", Spelling.OneOf(word.Text, known));
        ImmutableArray<TurnPlayer> order =
        [
            .. words.Where(word => known.Contains(word.Text)).Select(word => Enum.Parse<TurnPlayer>(word.Text, ignoreCase: true)),
        ];
        if (order.Length == words.Length && (order.Length != known.Length || order.Distinct().Count() != known.Length))
            faults.Add(page.PlaceOf("moves"), $"an order of {string.Join(", ", words)}", "senders, pressed and target, each once");
        return order;
    }
}
