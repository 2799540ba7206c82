using System.Collections.Immutable;
using Entente.Data.Output;
using Entente.Positions.Profiles;
using Entente.Positions.Votes;
using Entente.Record.Ledger;
using Entente.Reporting;
using Entente.Reporting.Positions;
using Entente.Web.Figures;
using Entente.Web.Records;
using Microsoft.AspNetCore.Components;

namespace Entente.Web.Pages;

/// <summary>The page of a country: its votes from what comes along, its statements from the ledger that the server was given.</summary>
public sealed partial class CountryPage
{
    /// <summary>Statements that the page shows, the last ones; the files hold all.</summary>
    private const int MostSaid = 60;

    private const string OfPoints =
        "Estimated from roll calls of the General Assembly: a dynamic model of one dimension, mean 0 and standard deviation 1 over all "
        + "states and sessions. Bands are of the point alone, given what the resolutions are. The broken line is the median of all states; "
        + "where a line ends or breaks there are no votes. Topics have scales of their own.";

    private const string OfAgreement =
        "Mean of 1 less half the distance of both votes (yes, abstain, no) over the resolutions of a session on which not all voted alike, "
        + "where both voted on ten at least. Agendas change from session to session.";

    private const string OfSimilarity =
        "The same agreement over the last sessions there are; intervals by drawing as many resolutions anew. The files hold all measures.";

    private const string OfRecord =
        "What is marked “recalled” was not looked up and is not to be quoted without it. Sanctions are those of the regimes that come "
        + "along.";

    private const string OfStatements =
        "Sentences of documents that whoever keeps the ledger has added, attributed, and judged by a small model: each number is its "
        + "probability, calibrated on texts it had not seen. Copies count once; what was taken back is left out. A side is that toward "
        + "the measures spoken of. Read the source before you quote.";

    private readonly CancellationTokenSource left = new();
    private PositionProfile? profile;
    private ImmutableArray<Fault> faults = [];
    private ImmutableArray<LedgerStatement> said = [];
    private FigureBasis basis = new("", "");

    /// <summary>Code of the country, three letters.</summary>
    [Parameter]
    public string Code { get; set; } = "";

    /// <summary>Those it is set beside.</summary>
    [SupplyParameterFromQuery]
    public string[]? With { get; set; }

    /// <summary>The votes it is about.</summary>
    [SupplyParameterFromQuery]
    public string? Topic { get; set; }

    private string Name => StateCodes.Name(CountryRecords.Code(Code));

    private ProfileQuestion Question =>
        new()
        {
            Country = CountryRecords.Code(Code),
            With = [.. (With ?? []).Select(CountryRecords.Code).Distinct()],
            Topic = Topic ?? "all",
        };

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var question = Question;
        var found = Records.Known(question) is { } known
            ? Checked<PositionProfile>.Valid(known)
            : await Find(question).ConfigureAwait(true);
        if (found is null)
            return;
        (profile, faults) = (found.Success ? found.Value : null, found.Faults);
        if (profile is null)
            return;
        var read = Ledger.Of(question.Country);
        (said, faults) = (read.Success ? read.Value.All : [], read.Faults);
        basis = new(
            "Roll calls: Voeten, Strezhnev and Bailey, United Nations General Assembly Voting Data; Yugoslavia (to 2006 Serbia and "
                + "Montenegro) and Serbia are one state. Votes in the Assembly are cheap talk: nearness there is no promise to join.",
            $"Cite as: Entente {Options.Version}, positions of {Name} ({TopicName(question.Topic)}), sessions "
                + $"{profile.Points.Select(p => p.Session).DefaultIfEmpty().Min()} to {profile.Window.To}."
        );
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        left.Cancel();
        left.Dispose();
    }

    private async Task<Checked<PositionProfile>?> Find(ProfileQuestion question)
    {
        try
        {
            using (await Busy.Insist(CountryRecords.Cost, isPerson: true, left.Token).ConfigureAwait(true))
                return await Task.Run(() => Records.Find(question), left.Token).ConfigureAwait(true);
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
            return null;
        }
    }

    private FigureFiles Files(string table, bool isDrawn = false)
    {
        var path = $"api/v1/positions/{profile!.Question.Country}/{table}";
        return FigureFiles.Table(path, Query(profile.Question.Topic), isDrawn ? $"{path}.svg" : null);
    }

    private string Address(string topic) => Query(topic) is { Length: > 0 } query ? $"country/{Code}?{query}" : $"country/{Code}";

    private string Query(string topic) =>
        string.Join(
            '&',
            (With ?? []).Select(one => $"with={Uri.EscapeDataString(one)}").Concat(topic == "all" ? [] : [$"topic={topic}"])
        );

    private static string TopicName(string topic) =>
        topic == "all" ? "all topics" : Topics.All.Where(one => one.Code == topic).Select(one => one.Name).FirstOrDefault(topic);

    private static string Short(string topic) => ChangeText.Capital(TopicName(topic).Split(':')[0]);

    private IEnumerable<string> Shown => profile!.Company.Prepend(profile.Question.Country);

    private IEnumerable<(int Session, string State, string Text)> Points =>
        profile!.Points.Select(row => (row.Session, row.State, $"{Two(row.Point)} ±{Two(1.96 * row.Error)}"));

    private IEnumerable<(int Session, string State, string Text)> Agreements =>
        profile!.BySession.Select(row => (row.Session, row.State, Two(row.Agreement)));

    private FlatTable Track => ProfileTables.Of(profile!).First(table => table.Name == "track_record");

    private string OfLedger =>
        !Ledger.IsThere ? "This server was started without a ledger: entente serve --ledger FILE shows what is on record."
        : said.IsEmpty ? "The ledger has no statement of this country."
        : said.Length > MostSaid ? $"The last {MostSaid} of {said.Length} statements; the files hold all."
        : said.Length == 1 ? "One statement."
        : $"{said.Length} statements, the last ones first.";

    private FigureFiles OfRecordFiles =>
        Ledger.IsThere ? FigureFiles.Table($"api/v1/record/countries/{profile!.Question.Country}") : FigureFiles.None;

    private static string Range(SimilarityInterval of) => double.IsFinite(of.Low) ? $"{Two(of.Low)} to {Two(of.High)}" : "";

    private static string Two(double value) => PositionsReport.Text(value);
}
