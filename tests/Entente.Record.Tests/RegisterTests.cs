using System.Security.Cryptography;
using Entente.Record.Attributions;
using Entente.Record.Documents;
using Entente.Record.Register;
using Entente.Testing;
using Xunit;

namespace Entente.Record.Tests;

/// <summary>Whom texts name, and offices that do not fit.</summary>
public sealed class RegisterTests
{
    private static readonly NameRegister Register = NameRegister.Shipped;

    private static string[] Codes(string text) => [.. Register.Named(text).Select(named => named.Entity.Code)];

    [Theory]
    [InlineData("Belgrade and Moscow spoke; the Kremlin and Serbs agreed", "SRB RUS RUS SRB")]
    [InlineData("Turkiye, Türkiye and Turkish officials; a turkey for us all", "TUR TUR TUR")]
    [InlineData("The U.S. and the EU, the United Arab Emirates and South Korean firms", "USA EU ARE KOR")]
    [InlineData("Western governments in Western Balkans", "WEST WESTERN-BALKANS")]
    [InlineData("Aleksandar Vučić told Tanjug", "person:aleksandar-vucic TANJUG")]
    [InlineData("Bosnia's and Bosnia and Herzegovina's", "BIH BIH")]
    public void Names_in_all_their_forms(string text, string codes) => Assert.Equal(codes.Split(' '), Codes(text));

    [Fact]
    public void Every_state_has_a_code_of_three_letters_and_forms_that_mean_it_alone()
    {
        var rows = RegisterFiles
            .Rows("states.csv")
            .Select(row => (Code: row("code"), Name: row("name"), Adjective: row("adjective")))
            .ToList();
        Assert.All(rows, row => Assert.Equal(3, row.Code.Length));
        Assert.Equal(rows.Count, rows.Select(row => row.Code).Distinct().Count());
        Assert.All(rows, row => Assert.Equal([row.Code], Codes(row.Name)));
        Assert.All(rows.Where(row => row.Adjective.Length > 0), row => Assert.Equal([row.Code], Codes(row.Adjective)));
    }

    [Fact]
    public void Every_office_is_somebody_s_of_a_state_or_body_and_ends_after_it_begins()
    {
        Assert.True(Register.Terms.Length > 400);
        Assert.All(
            Register.Terms,
            term =>
            {
                Assert.NotNull(Register.Find(term.Of));
                Assert.True(term.End is null || term.Start.First <= term.End.Value.Last, term.ToString());
                Assert.NotEmpty(term.Sources);
            }
        );
    }

    [Fact]
    public void The_table_that_comes_along_is_what_two_published_tables_agree_on()
    {
        var folder = Path.GetDirectoryName(Reference.OutsideFile(Path.Combine("record", "offices", "reign_leaders_1945_2021.csv")))!;
        var made = OfficeTables.Csv(new OfficeTables(folder).Agreed().Value);
        var kept = File.ReadAllText(Path.Combine(Repository.Root, "src", "Entente.Record", "Register", "Data", "offices.csv"));
        Assert.Equal(kept, made);
        Assert.All(made.Split('\n').Skip(1).Where(row => row.Length > 0), row => Assert.Contains("; ", row, StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_recalled_names_the_tables_that_have_it_too()
    {
        var folder = Path.GetDirectoryName(Reference.OutsideFile(Path.Combine("record", "offices", "reign_leaders_1945_2021.csv")))!;
        var own = RegisterFiles.Terms("offices-own.csv").ToList();
        var kept = File.ReadAllText(Path.Combine(Repository.Root, "src", "Entente.Record", "Register", "Data", "offices-own.csv"));
        Assert.Equal(OfficeTables.Csv(new OfficeTables(folder).Witnessed(own).Value), kept);
        Assert.Contains(",SRB,President,2017-05-31,,2025-05,recalled; wikidata 2022-10; cia 2019-10\n", kept, StringComparison.Ordinal);
        // The tables end in 2022: what began later, and offices they do not have, stand by themselves.
        Assert.Equal((113, 45), (own.Count, own.Count(term => term.Sources == "recalled")));
    }

    [Fact]
    public void Tables_that_are_missing_are_told_all_at_once() =>
        Assert.Equal(5, new OfficeTables("no-such-folder").Agreed().Faults.Length);

    private static string[] Flags(string text, string day) =>
        [
            .. OfficeFlags
                .Of(
                    text,
                    OfficeMentions.Find(text, Register),
                    Register,
                    new DocumentDate(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), DateBasis.Given)
                )
                .Select(flag => $"{flag.Span.Of(text)}: {flag.Evidence}"),
        ];

    [Fact]
    public void An_office_that_does_not_fit_is_flagged_with_the_evidence()
    {
        Assert.Equal(
            [
                "former President Aleksandar Vucic: called former president; the register has Aleksandar Vucic as president of Serbia "
                    + "since 2017-05-31 and knows no end (recalled; wikidata 2022-10; cia 2019-10, as of 2025-05); "
                    + "the text is dated 2025-03-14, as given",
            ],
            Flags("Serbian leaders, including former President Aleksandar Vucic, spoke.", "2025-03-14")
        );
        Assert.Contains(
            "from 2021-12-08 to 2025-05-06",
            Assert.Single(Flags("German Chancellor Olaf Scholz said so.", "2026-01-01")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "has Keir Starmer since",
            Assert.Single(Flags("British Prime Minister John Smith said so.", "2025-03-14")),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Former Chancellor Angela Merkel said so.", "2025-03-14")]
    [InlineData("Serbian President Aleksandar Vucic said so.", "2025-03-14")]
    [InlineData("Then President Boris Tadic said so.", "2025-03-14")]
    [InlineData("former President Boris Tadic", "2013-01-01")]
    [InlineData("The Russian ambassador to Belgrade, Alexander Botsan-Kharchenko, said so.", "2025-03-14")]
    // Nobody saw whether he still is: the sources ended long before.
    [InlineData("former President Aleksandar Vucic said so.", "2031-01-01")]
    [InlineData("President of the Chamber John Smith", "2025-03-14")]
    public void What_fits_or_is_not_known_is_not_flagged(string text, string day) => Assert.Empty(Flags(text, day));

    [Theory]
    [InlineData(
        "Remarks of Alexander Botsan-Kharchenko, the Russian ambassador to Belgrade, were short.",
        "Alexander Botsan-Kharchenko",
        "ambassador",
        "RUS",
        "SRB"
    )]
    [InlineData("Pavel Sidorov, ambassador of Russia in Ankara, spoke.", "Pavel Sidorov", "ambassador", "RUS", "TUR")]
    [InlineData("Polish Foreign Minister Radosław Sikorski spoke.", "Radosław Sikorski", "Foreign Minister", "POL", null)]
    [InlineData("President of France Emmanuel Macron spoke.", "Emmanuel Macron", "President", "FRA", null)]
    public void Offices_are_kept_as_the_text_names_them(string text, string person, string title, string of, string? at)
    {
        var office = Assert.Single(OfficeMentions.Find(text, Register));
        Assert.Equal((person, title, of, at), (office.Person.Of(text).ToString(), office.Title, office.Of, office.At));
    }

    [Fact]
    public void A_user_s_own_offices_are_believed_first()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("own.csv");
        File.WriteAllText(
            path,
            "person,state,office,start,end\nAleksandar Vucic,SRB,President,2017-05-31,2026-01-01\nJane Doe,SRB,President,2026-01-02,\n"
        );
        var register = NameRegister.With(path, "own.csv").Value;
        Assert.Equal(
            ["2026-01-01", null],
            register.HoldersOf("SRB").Where(t => t.Office == "President" && t.Start.First.Year >= 2017).Select(t => t.End?.ToString())
        );
        Assert.Equal("own.csv", register.OfficesOf("person:jane-doe").Single().Sources);
        File.WriteAllText(path, "person,state,office,start,end\n,SRB,President,lately,\n");
        Assert.Equal(2, NameRegister.With(path, "own.csv").Faults.Length);
    }

    [Fact]
    public void Mentions_are_linked_by_name_antecedent_office_and_what_stands_before()
    {
        const string Text =
            "Alexander Botsan-Kharchenko, the Russian ambassador to Belgrade, spoke. Botsan-Kharchenko said A. The ambassador said B. "
            + "Serbia listened. The government said C. Observers said D. Serbian leaders, including Ana Brnabic, said E.";
        var links = new EntityLinks(Text, Register);
        Assert.Equal("text:alexander-botsan-kharchenko", Code("Botsan-Kharchenko said", MentionKind.Named));
        Assert.Equal("text:alexander-botsan-kharchenko", Code("The ambassador", MentionKind.Role));
        Assert.Equal("SRB", Code("The government", MentionKind.Role));
        Assert.Equal("unnamed:observers", Code("Observers", MentionKind.Unnamed));
        Assert.Equal("SRB", Code("Serbian leaders, including Ana Brnabic", MentionKind.Group));
        Assert.Equal("RUS", links.Of(LinkRole.Source, new Mention(Span("Botsan-Kharchenko said"), MentionKind.Named, null)).Entity.State);

        string Code(string words, MentionKind kind) => links.Of(LinkRole.Source, new Mention(Span(words), kind, null)).Entity.Code;
        TextSpan Span(string words) =>
            new(
                Text.IndexOf(words, StringComparison.Ordinal),
                words.EndsWith(" said", StringComparison.Ordinal) ? words.Length - 5 : words.Length
            );
    }

    [Fact]
    public void The_report_that_shaped_the_record_has_one_office_that_does_not_fit()
    {
        var bytes = File.ReadAllBytes(Reference.OutsideFile(Path.Combine("record", "report.txt")));
        Assert.Equal("4b9723c0c37ef2a2136b8797af11bd5a47b834d564d8b74c1d773c44469ed3a3", Convert.ToHexStringLower(SHA256.HashData(bytes)));
        var recorded = RecordTexts.Statements().Read(new DocumentReader().Read(bytes, "report.txt", null, RecordTexts.Today).Value);
        var flag = Assert.Single(recorded.Flags);
        Assert.Equal(new TextSpan(1449, 33), flag.Span);
        Assert.Contains("since 2017-05-31 and knows no end", flag.Evidence, StringComparison.Ordinal);
        Assert.EndsWith("2025-04-01, assumed: the text bears no date", flag.Evidence, StringComparison.Ordinal);
        Assert.Contains(recorded.Offices, office => (office.Of, office.At) == ("RUS", "SRB"));
    }
}
