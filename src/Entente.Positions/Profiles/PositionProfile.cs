using System.Collections.Immutable;
using Entente.Positions.IdealPoints;
using Entente.Positions.Joining;
using Entente.Positions.Shipped;
using Entente.Positions.TrackRecord;
using Entente.Positions.Votes;

namespace Entente.Positions.Profiles;

/// <summary>Whom a profile is of, beside whom it is set, and over which votes.</summary>
public sealed record ProfileQuestion
{
    /// <summary>The country.</summary>
    public required string Country { get; init; }

    /// <summary>Those it is set beside; empty: the United States, Germany, Russia and China.</summary>
    public ImmutableArray<string> With { get; init; } = [];

    /// <summary>First session of the window of similarities; 0: the last five.</summary>
    public int FromSession { get; init; }

    /// <summary>Last session of the window; 0: the last there is.</summary>
    public int ToSession { get; init; }

    /// <summary>The topic of all votes that are used; <c>all</c>: every one.</summary>
    public string Topic { get; init; } = "all";

    /// <summary>Draws of the intervals.</summary>
    public int Draws { get; init; } = 1000;

    /// <summary>Their seed.</summary>
    public long Seed { get; init; } = 1;
}

/// <summary>How near another state votes.</summary>
/// <param name="State">Its code.</param>
/// <param name="Measures">All measures with their intervals.</param>
public sealed record Nearness(string State, ImmutableArray<SimilarityInterval> Measures)
{
    /// <summary>Agreement, the first of the measures.</summary>
    public SimilarityInterval Agreement => Measures[0];
}

/// <summary>How near another state voted in one session.</summary>
/// <param name="State">Its code.</param>
/// <param name="Session">The session.</param>
/// <param name="Agreement">Agreement (V1), from 0 to 1.</param>
/// <param name="Joint">Joint votes it rests on, of resolutions on which not all states voted alike; ten at least.</param>
public sealed record SessionAgreement(string State, int Session, double Agreement, int Joint);

/// <summary>Where a country stands, how it moved, whom it is near, what it joined.</summary>
public sealed record PositionProfile
{
    private const int UsualSessions = 5;
    private const int MostNear = 8;
    private const int LeastJoint = 10;

    private static readonly ImmutableArray<string> UsualCompany = ["USA", "DEU", "RUS", "CHN"];

    /// <summary>What was asked.</summary>
    public required ProfileQuestion Question { get; init; }

    /// <summary>First and last session of the window of similarities.</summary>
    public required (int From, int To) Window { get; init; }

    /// <summary>Those it is set beside.</summary>
    public required ImmutableArray<string> Company { get; init; }

    /// <summary>Ideal points of the country and its company, of the topic.</summary>
    public required ImmutableArray<IdealPointRow> Points { get; init; }

    /// <summary>Ideal points of the country on other topics that come along, with the topic.</summary>
    public required ImmutableArray<(string Topic, IdealPointRow Row)> OtherPoints { get; init; }

    /// <summary>The median of all states by session.</summary>
    public required ImmutableArray<(int Session, double Median)> Middle { get; init; }

    /// <summary>Similarities with the company.</summary>
    public required ImmutableArray<Nearness> Similarities { get; init; }

    /// <summary>Agreement with the company in each session, by state and session; sessions with few joint votes are left out.</summary>
    public required ImmutableArray<SessionAgreement> BySession { get; init; }

    /// <summary>States it agrees with most, the nearest first, without the company.</summary>
    public required ImmutableArray<(string State, double Agreement, int Joint)> Nearest { get; init; }

    /// <summary>States it agrees with least, the farthest first.</summary>
    public required ImmutableArray<(string State, double Agreement, int Joint)> Farthest { get; init; }

    /// <summary>Declarations joined, by period.</summary>
    public required ImmutableArray<Alignment> Alignments { get; init; }

    /// <summary>Measures of 2014 and 2022.</summary>
    public required ImmutableArray<Adoption> Adoptions { get; init; }

    /// <summary>Sanctions imposed and borne.</summary>
    public required ImmutableArray<Episode> Episodes { get; init; }

    /// <summary>The vote on ES-11/1; empty: none is known.</summary>
    public required string EmergencyVote { get; init; }

    /// <summary>Statements on record; empty where no ledger was given.</summary>
    public ImmutableArray<Statement> Statements { get; init; } = [];

    /// <summary>The prediction of joining, of all cases.</summary>
    public required JoiningPrediction Joining { get; init; }

    /// <summary>What a profile says, or why there is none: unknown states, topics, windows, all at once.</summary>
    /// <param name="shipped">What comes along.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="episodes">Sanctions episodes known.</param>
    /// <param name="rolls">Roll calls of a user; null: those that come along.</param>
    public static Checked<PositionProfile> Of(
        ShippedPositions shipped,
        ProfileQuestion question,
        ImmutableArray<Episode> episodes,
        RollCalls? rolls = null
    )
    {
        ArgumentNullException.ThrowIfNull(shipped);
        ArgumentNullException.ThrowIfNull(question);
        var all = rolls ?? shipped.RollCalls;
        var company = CompanyOf(question);
        var faults = Faults(all, question, company).ToList();
        if (faults.Count > 0)
            return Checked<PositionProfile>.Invalid(faults);
        var ofTopic = question.Topic == "all" ? all : all.Where(r => r.Topics.Contains(question.Topic));
        var last = question.ToSession > 0 ? question.ToSession : ofTopic.Resolutions.Max(r => r.Session);
        var first = question.FromSession > 0 ? question.FromSession : last - UsualSessions + 1;
        var window = ofTopic.Where(r => r.Session >= first && r.Session <= last);
        var estimated = PointsOf(shipped, question, rolls, ofTopic);
        if (!estimated.Success)
            return Checked<PositionProfile>.Invalid(estimated.Faults);
        var own = all.State(question.Country);
        var agreement = Agreements(window, own, company).ToList();
        return Checked<PositionProfile>.Valid(
            new PositionProfile
            {
                Question = question,
                Window = (first, last),
                Company = company,
                Points = [.. estimated.Value.Where(row => row.State == question.Country || company.Contains(row.State))],
                OtherPoints =
                [
                    .. ShippedPositions
                        .PointTopics.Where(topic => topic != question.Topic && rolls is null)
                        .SelectMany(topic => shipped.PointsOf(topic).Where(r => r.State == question.Country).Select(r => (topic, r))),
                ],
                Middle =
                [
                    .. estimated
                        .Value.GroupBy(row => row.Session)
                        .OrderBy(group => group.Key)
                        .Select(group => (group.Key, Median([.. group.Select(row => row.Point)]))),
                ],
                Similarities =
                [
                    .. company.Select(state => new Nearness(
                        state,
                        SimilarityInterval.Of(window, own, all.State(state), question.Draws, question.Seed)
                    )),
                ],
                BySession = [.. Sessions(ofTopic, own, company)],
                Nearest = [.. agreement.OrderByDescending(row => row.Agreement).Take(MostNear)],
                Farthest = [.. agreement.OrderBy(row => row.Agreement).Take(MostNear)],
                Alignments = [.. shipped.Alignments.Where(row => row.Country == question.Country)],
                Adoptions = [.. shipped.Adoptions.Where(row => row.Country == question.Country)],
                Episodes = [.. episodes.Where(row => row.Country == question.Country)],
                EmergencyVote = shipped.EmergencyVote.GetValueOrDefault(question.Country, ""),
                Joining = JoiningPrediction.Of(shipped.JoiningCases),
            }
        );
    }

    /// <summary>What is wrong with a question, found without the work of an answer; empty: nothing that shows before it.</summary>
    /// <param name="shipped">What comes along.</param>
    /// <param name="question">What is asked.</param>
    public static ImmutableArray<Fault> Check(ShippedPositions shipped, ProfileQuestion question)
    {
        ArgumentNullException.ThrowIfNull(shipped);
        ArgumentNullException.ThrowIfNull(question);
        return [.. Faults(shipped.RollCalls, question, CompanyOf(question))];
    }

    /// <summary>What stands out, in a sentence or two.</summary>
    public string Summary
    {
        get
        {
            var name = StateCodes.Name(Question.Country);
            var near = Similarities.Where(s => double.IsFinite(s.Agreement.Value)).OrderByDescending(s => s.Agreement.Value).ToList();
            var text = near.Count > 0
                ? FormattableString.Invariant($"{name} votes most like {StateCodes.Name(near[0].State)} among those it is set beside ")
                    + FormattableString.Invariant($"(agreement {near[0].Agreement.Value:0.00}) and least like ")
                    + FormattableString.Invariant($"{StateCodes.Name(near[^1].State)} ({near[^1].Agreement.Value:0.00}). ")
                : $"{name} has no joint votes with those it is set beside. ";
            if (Alignments is [.., var alignment])
                text += FormattableString.Invariant($"It joined {alignment.Rate:0} % of the Union's declarations in {alignment.Period}. ");
            foreach (var adoption in Adoptions)
                text += adoption.Answer switch
                {
                    "yes" => $"It took up the measures of {adoption.Episode}. ",
                    "no" => $"It took up no measures in {adoption.Episode}. ",
                    "own" => $"It took measures of its own in {adoption.Episode}. ",
                    _ => $"It took up part of the measures of {adoption.Episode}. ",
                };
            return EmergencyVote.Length > 0 ? text + $"Its vote on ES-11/1, which deplored the invasion: {EmergencyVote}." : text.TrimEnd();
        }
    }

    private static ImmutableArray<string> CompanyOf(ProfileQuestion question) =>
        [.. question.With.IsEmpty ? UsualCompany.Where(c => c != question.Country) : question.With];

    private static IEnumerable<Fault> Faults(RollCalls rolls, ProfileQuestion question, ImmutableArray<string> company)
    {
        foreach (var state in company.Prepend(question.Country).Where(state => rolls.State(state) < 0))
            yield return new Fault(null, $"unknown state '{state}'", Spelling.Expected("the code of one that votes", state, rolls.States));
        foreach (var state in company.Where(state => state == question.Country))
            yield return new Fault(null, $"{state} beside itself", "other states");
        var topics = Topics.All.Select(topic => topic.Code).Prepend("all").ToList();
        if (!topics.Contains(question.Topic))
            yield return new Fault(null, $"unknown topic '{question.Topic}'", Spelling.OneOf(question.Topic, topics));
        if (question.FromSession > 0 && question.ToSession > 0 && question.FromSession > question.ToSession)
            yield return new Fault(null, $"sessions from {question.FromSession} to {question.ToSession}", "the first before the last");
    }

    private static Checked<Rows> PointsOf(ShippedPositions shipped, ProfileQuestion question, RollCalls? rolls, RollCalls ofTopic)
    {
        if (rolls is null && ShippedPositions.PointTopics.Contains(question.Topic))
            return Checked<Rows>.Valid(new Rows(shipped.PointsOf(question.Topic)));
        var estimate = AssemblyPoints.Estimate(ofTopic);
        return estimate.Success ? Checked<Rows>.Valid(new Rows(estimate.Value.Rows())) : Checked<Rows>.Invalid(estimate.Faults);
    }

    private sealed class Rows(IEnumerable<IdealPointRow> rows) : List<IdealPointRow>(rows);

    private static IEnumerable<(string State, double Agreement, int Joint)> Agreements(
        RollCalls window,
        int own,
        ImmutableArray<string> company
    )
    {
        for (var s = 0; s < window.States.Length; s++)
            if (s != own && !company.Contains(window.States[s]) && PairVotes.Of(window, own, s) is { Contested: >= LeastJoint } pair)
                yield return (window.States[s], Similarity.Agreement(pair), (int)pair.Contested);
    }

    private static IEnumerable<SessionAgreement> Sessions(RollCalls rolls, int own, ImmutableArray<string> company)
    {
        var sessions = rolls
            .Resolutions.Select(r => r.Session)
            .Distinct()
            .Order()
            .Select(session => (session, Rolls: rolls.Where(r => r.Session == session)))
            .ToList();
        foreach (var state in company)
            foreach (var (session, of) in sessions)
                if (PairVotes.Of(of, own, of.State(state)) is { Contested: >= LeastJoint } pair)
                    yield return new(state, session, Similarity.Agreement(pair), (int)pair.Contested);
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values.Length % 2 == 1 ? values[values.Length / 2] : (values[values.Length / 2 - 1] + values[values.Length / 2]) / 2;
    }
}
