using Entente.Games.Bargaining;
using Xunit;
using static Entente.Games.Tests.Blocs10;

namespace Entente.Games.Tests;

/// <summary>Bargaining over partial joining and compensation, as a game file asks for it, against the reference.</summary>
public sealed class BargainingGameTests
{
    private static BargainingAnswer Answer(string more, string levers = "") =>
        BargainingAnswer.Of(
            Read(Game($"{levers}\nbargaining:\n  option: joins\n{more}")).Value.Game,
            cancellation: TestContext.Current.CancellationToken
        )!;

    [Fact]
    public void The_contract_zone_is_that_of_the_reference()
    {
        var rows = Rows("contract_zone.csv").ToList();
        var answer = Answer($"  valuation: 1\n  scales: [{string.Join(", ", rows.Select(row => row["partial_joining"]))}]");
        Assert.Equal(rows.Count, answer.Zone.Length);
        foreach (var (row, found) in rows.Zip(answer.Zone))
        {
            Assert.Equal(Number(row["partial_joining"]), found.Scale);
            Assert.Equal(Number(row["TUR_reservation_transfer_musd"]), found.Country!.Value, Money);
            Assert.Equal(Number(row["core_reservation_transfer_musd"]), found.Payers!.Value, Money);
            Assert.True(found.IsOpen);
        }
    }

    [Fact]
    public void Deals_are_those_of_the_reference_at_three_valuations()
    {
        var answer = Answer("  valuation: [0.8, 1, 1.5]\n  scales: [0.5, 0.9, 1]");
        foreach (var (text, valuation) in new[] { ("0.8", 0.8), ("1.0", 1.0), ("1.5", 1.5) })
        {
            var expected = Json("bargaining.json").GetProperty(text);
            var ideal = answer.Ideals.Single(i => i.Valuation == valuation);
            Assert.Equal(expected.GetProperty("ideal_TUR").GetDouble(), ideal.Country, Money);
            Assert.Equal(expected.GetProperty("ideal_core").GetDouble(), ideal.Payers, Money);
            foreach (
                var (name, rule) in new[]
                {
                    ("nash", BargainingRule.Nash),
                    ("kalai_smorodinsky", BargainingRule.KalaiSmorodinsky),
                    ("egalitarian", BargainingRule.Egalitarian),
                    // As patient, nobody with anywhere else to go: the limit of alternating offers is Nash.
                    ("nash", BargainingRule.Rubinstein),
                }
            )
            {
                var deal = answer.Deals.Single(d => d.Valuation == valuation && d.Rule == rule);
                Assert.Equal(1, deal.Scale);
                Assert.Equal(expected.GetProperty(name).GetProperty("T").GetDouble(), deal.Transfer, Money);
                Assert.Equal(expected.GetProperty(name).GetProperty("u_TUR").GetDouble(), deal.Country, Money);
                Assert.Equal(expected.GetProperty(name).GetProperty("u_core").GetDouble(), deal.Payers, Money);
            }
        }
    }

    [Fact]
    public void The_smallest_valuation_with_a_deal_is_that_of_the_reference()
    {
        var answer = Answer("  valuation: 0.6");
        // That of the reference is for joining in whole; for a small part a little less suffices.
        var whole = answer.Zone[^1].Smallest!.Value;
        Assert.Equal(Json("bargaining.json").GetProperty("smallest_valuation").GetDouble(), whole, 1e-6);
        Assert.InRange(Assert.Single(answer.Smallest).Valuation!.Value, whole - 1e-3, whole);
        // Below it there is nothing to agree on, and nothing is said to be agreed.
        Assert.All(answer.Zone, row => Assert.False(row.IsOpen));
        Assert.Empty(answer.Deals);
    }

    /// <summary>
    /// The tariff pays for itself, so that the core can have more by leaving than Nash gives it: it gets that much and no more. As the
    /// threat point the same play would give it half of the rest besides.
    /// </summary>
    [Fact]
    public void Outside_options_are_constraints_and_not_the_threat_point()
    {
        var plain = Answer("  valuation: 1\n  scales: 1");
        var outside = Answer("  valuation: 1\n  scales: 1\n  outside: { pressure: 1 }");
        var threat = Answer("  valuation: 1\n  scales: 1\n  disagreement: { pressure: 1 }");
        double Paid(BargainingAnswer answer, BargainingRule rule) => answer.Deals.Single(d => d.Rule == rule).Transfer;
        var game = outside.Game;
        var option = new Deals(new GameAnswers(game), outside.Question, 0).Outside!.Value;
        var bound = outside.Deals.Single(d => d.Rule == BargainingRule.Rubinstein);
        Assert.True(option.Payers(1) > plain.Deals.Single(d => d.Rule == BargainingRule.Rubinstein).Payers);
        Assert.Equal(option.Payers(1), bound.Payers, Money);
        Assert.True(option.Country < bound.Country);
        Assert.Equal(Paid(plain, BargainingRule.Nash), Paid(outside, BargainingRule.Nash), Money);
        Assert.True(Paid(threat, BargainingRule.Nash) < bound.Transfer - 100);
        // More patient than those who pay, Turkey gets more of the zone.
        var patient = Answer("  valuation: 1\n  scales: 1\n  impatience: { country: 0.01, payers: 0.03 }");
        Assert.True(Paid(patient, BargainingRule.Rubinstein) > Paid(plain, BargainingRule.Rubinstein) + 100);
        Assert.Equal(Paid(plain, BargainingRule.Nash), Paid(patient, BargainingRule.Nash), Money);
    }

    [Fact]
    public void Every_fault_of_a_bargain_is_told_at_once_with_its_place()
    {
        var faults = Read(
            Game("bargaining: { option: joins, weight: 1, scales: [0, 2], retaliation: 2, valuation: [-1], impatience: { country: 0 } }")
        ).Faults;
        foreach (var found in new[] { "weight 1", "scales '0'", "scales '2'", "retaliation 2", "valuation '-1'", "country 0" })
            Assert.Contains(faults, f => f.Found.Contains(found, StringComparison.Ordinal) && f.Place!.Line > 0);
        Assert.Contains(Read(Game("bargaining: { option: join }")).Faults, f => f.Found.Contains("'join'", StringComparison.Ordinal));
        Assert.Contains(
            Read(Game("bargaining: { option: abstains }")).Faults,
            f => f.Found.Contains("which the country does today", StringComparison.Ordinal)
        );
    }
}
