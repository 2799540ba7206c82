using Entente.Record.Ledger;
using Entente.Record.Register;
using Entente.Testing;
using Xunit;

namespace Entente.Record.Tests;

/// <summary>Contradictions over time and between sources, with both statements.</summary>
public sealed class ContradictionTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2025, 4, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder folder = new();
    private readonly RecordLedger ledger;
    private int documents;

    public ContradictionTests() => ledger = RecordLedger.Open(folder.File("record.db"), NameRegister.Shipped, create: true).Value;

    public void Dispose()
    {
        ledger.Dispose();
        folder.Dispose();
    }

    private void Add(string day, string text) =>
        ledger.Add(
            RecordTexts.Recorded(
                $"{text} It was a day of the week in the city.",
                $"{documents++}.txt",
                DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)
            ),
            Now
        );

    [Fact]
    public void A_source_that_changes_sides_is_found_by_day_and_not_by_order_of_adding()
    {
        Add("2025-03-01", "Ana Brnabic said that the country will join the measures of the large bloc.");
        Add("2024-03-01", "Ana Brnabic said that Serbia would not join such a plan in any way.");
        Add("2025-03-02", "Olaf Scholz said that Germany will join.");
        var found = Assert.Single(Contradictions.Find(ledger.Statements()));
        Assert.Equal((ContradictionKind.Turned, 2L, 1L), (found.Kind, found.Earlier.Id, found.Later.Id));
    }

    [Fact]
    public void A_fact_that_another_source_denies_is_found()
    {
        Add("2025-03-01", "Ana Brnabic said that the factory in the north sold weapons to the army.");
        Add("2025-03-02", "Olaf Scholz said that the factory in the north had not sold weapons to the army.");
        Add("2025-03-03", "Officials said that bread and milk were cheap in spring.");
        var found = Assert.Single(Contradictions.Find(ledger.Statements()));
        Assert.Equal(ContradictionKind.Denied, found.Kind);
    }

    [Fact]
    public void A_number_that_another_source_gives_otherwise_is_found()
    {
        Add("2025-03-01", "Ana Brnabic said that the pipeline in the north carried 300 million cubic metres.");
        Add("2025-03-02", "Olaf Scholz said that the pipeline in the north carried 450 million cubic metres.");
        Assert.Equal(ContradictionKind.Number, Assert.Single(Contradictions.Find(ledger.Statements())).Kind);
    }

    [Fact]
    public void Statements_taken_back_contradict_nothing()
    {
        Add("2024-03-01", "Ana Brnabic said that Serbia would not join such a plan in any way.");
        Add("2025-03-01", "Ana Brnabic said that the country will join the measures of the large bloc.");
        Assert.Null(ledger.Correct(1, new Correction(Correction.Retracted, "yes", "A", "misread", "2025")));
        Assert.Empty(Contradictions.Find(ledger.Statements()));
    }
}
