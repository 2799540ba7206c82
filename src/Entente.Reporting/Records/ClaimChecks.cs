using System.Collections.Immutable;
using Entente.Games;
using Entente.Games.Alignment;
using Entente.Record.Attributions;
using Entente.Record.Ledger;
using Entente.Record.Questions;
using Entente.Record.Register;
using Entente.Reporting.Games;

namespace Entente.Reporting.Records;

/// <summary>
/// Sets the claims of a report beside what is computed, observed or on record. A claim is called supported or contradicted only where it
/// says
/// that somebody takes measures or does not, or what office somebody holds, or that joining costs or pays; beside all others stand numbers
/// alone.
/// </summary>
/// <param name="recorded">The report.</param>
/// <param name="proposed">The question as it was asked.</param>
/// <param name="answered">The answered game.</param>
public sealed class ClaimChecks(RecordedDocument recorded, ProposedGame proposed, GameRecord answered)
{
    private const int Pressed = 0;
    private const int Joins = 1;

    private readonly ClaimNumbers numbers = new(answered.Game, proposed);

    private AlignmentGame Game => answered.Game;

    private World World => Game.World;

    private AlignmentQuestion Question => proposed.Question;

    private string Country => World.Countries[Game.Pressed[Pressed].Country].Name;

    private string TargetName => World.Countries[Game.Target].Name;

    /// <summary>The claims in order of the text, offices that do not fit among them.</summary>
    public ImmutableArray<Claim> All() =>
        [
            .. recorded
                .Statements.Select(Of)
                .Concat(recorded.Flags.Select(Of))
                .Concat(Question.Concerns.Where(IsOwn).Select(Of))
                .OrderBy(claim => claim.Said.Span.Start),
        ];

    /// <summary>Whether the report names a concern in its own words.</summary>
    private bool IsOwn(Concern concern) =>
        !recorded.Statements.Any(statement => statement.Attribution.Content.Any(content => content.Overlaps(concern.By.Span)));

    private Claim Of(Concern concern) => new("The report itself", concern.By, [.. Beside(concern.By.Words)]);

    private Claim Of(OfficeFlag flag) =>
        new(
            "The report itself",
            Evidence.Of(recorded.Document.Text, flag.Span),
            [Record(flag.Evidence, ClaimVerdict.Contradicted)]
        );

    private Claim Of(RecordedStatement statement)
    {
        var text = recorded.Document.Text;
        var said = statement.Attribution.Content.Count > 0 ? Joined(statement.Attribution.Content) : statement.Attribution.Source.Span;
        return new Claim(
            statement.Source.Entity.Name + RecordWords.Office(recorded, statement) + RecordWords.Among(recorded, statement),
            Evidence.Of(text, said),
            [.. Checks(statement, StatementWords.Of(text, statement.Attribution).Content)]
        );
    }

    private static TextSpan Joined(IReadOnlyList<TextSpan> spans) => new(spans[0].Start, spans.Max(span => span.End) - spans[0].Start);

    private IEnumerable<ClaimCheck> Checks(RecordedStatement statement, string content)
    {
        // What somebody did not say is claimed by nobody.
        if (statement.Attribution.Negated)
            yield break;
        if (Measures(statement, content) is { } measures)
            yield return measures;
        if (Cost(content) is { } cost)
            yield return cost;
        foreach (var check in Beside(content))
            yield return check;
        if (QuestionWords.Has("pressure", content) && Pressure() is { } pressure)
            yield return pressure;
    }

    /// <summary>Numbers that bear on the concerns that some words name.</summary>
    private IEnumerable<ClaimCheck> Beside(string content)
    {
        if (QuestionWords.Has("energy", content))
            foreach (var check in Energy())
                yield return check;
        if (QuestionWords.Has("trade", content))
            yield return Trade();
        if (QuestionWords.Has("neighbours", content) && Neighbours() is { } neighbours)
            yield return neighbours;
        if (QuestionWords.Has("investment", content))
            foreach (var lever in proposed.Levers.Where(l => l.Concern == "investment"))
                if (Effect(lever) is { } effect)
                    yield return effect;
    }

    /// <summary>Who takes measures: on record where the claim says that the pressed does not, or that senders do.</summary>
    private ClaimCheck? Measures(RecordedStatement statement, string content)
    {
        if (Question.Regime is not { } regime || !QuestionWords.Has("sanction", content) && !QuestionWords.Has("join", content))
            return null;
        var members = regime.MembersOn(recorded.Document.Date.Day, World);
        var whom = recorded
            .Named.Where(n => statement.Attribution.Content.Any(c => c.Overlaps(n.Span)))
            .Select(n => n.Entity)
            .Prepend(statement.Source.Entity)
            .ToList();
        if (QuestionWords.Has("refuse", content) && whom.Exists(e => e.State == Question.Pressed))
            return Record(
                $"{Country} {(members.Contains(Question.Pressed) ? "is" : "is not")} among the {members.Length} countries of the data "
                    + $"that took {regime.Name} by {recorded.Document.Date.Day:yyyy-MM-dd}",
                members.Contains(Question.Pressed) ? ClaimVerdict.Contradicted : ClaimVerdict.Supported
            );
        var sender = Question.Senders.FirstOrDefault(s => Means(statement.Source.Entity, s));
        if (sender is null || !QuestionWords.Has("sanction", content) || QuestionWords.Has("refuse", content))
            return null;
        var own = Question
            .Senders.Where(s => Means(statement.Source.Entity, s))
            .SelectMany(s => s.Countries)
            .SelectMany(code => Codes(code))
            .Distinct()
            .ToList();
        var taking = own.Count(members.Contains);
        return Record(
            $"{taking} of {own.Count} countries meant took {regime.Name} by {recorded.Document.Date.Day:yyyy-MM-dd}, the first on "
                + $"{regime.Members.Min(m => m.Since):yyyy-MM-dd}",
            taking == own.Count ? ClaimVerdict.Supported : ClaimVerdict.NotTestable
        );
    }

    /// <summary>Whether a source is a sender, or a bloc that has it.</summary>
    private bool Means(Entity source, QuestionSender sender) =>
        source.Kind is EntityKind.State or EntityKind.Bloc
        && sender.Countries.SelectMany(Codes) is var codes
        && (
            source.Code == sender.Name
            || codes.Contains(source.Code)
            || (source.Kind == EntityKind.Bloc && MembersOf(source) is { Count: > 0 } members && codes.All(members.Contains))
        );

    private HashSet<string> MembersOf(Entity bloc)
    {
        var whole = NameRegister.Shipped.Find(bloc.Code) ?? bloc;
        return (whole.Group is { } group ? Codes(group) : whole.Members.SelectMany(Codes)).ToHashSet(StringComparer.Ordinal);
    }

    private IEnumerable<string> Codes(string name) =>
        World.Countries.Any(c => c.Code == name) ? [name] : World.Identity.Groups.GetValueOrDefault(name, []);

    private static ClaimCheck Record(string words, ClaimVerdict verdict) => new(ClaimBasis.OnRecord, words, null, "", null, verdict);

    /// <summary>What joining costs; it tests a claim only where that says so in words.</summary>
    private ClaimCheck? Cost(string content)
    {
        var (isCost, isGain) = (QuestionWords.Has("loss", content), QuestionWords.Has("gain", content));
        var isJoining = QuestionWords.Has("join", content) || QuestionWords.Has("sanction", content);
        if (!isCost && !isGain)
            return null;
        var choice = answered.Choice(Pressed, Joins, Pulled.None);
        // One estimate settles nothing.
        var sign = choice.Drawn?.Gain is { } gain ? (gain.High < 0 ? -1 : gain.Low > 0 ? 1 : 0) : 0;
        var verdict =
            !isJoining || isCost == isGain || sign == 0 ? ClaimVerdict.NotTestable
            : sign < 0 == isCost ? ClaimVerdict.Supported
            : ClaimVerdict.Contradicted;
        return new ClaimCheck(
            ClaimBasis.Computed,
            $"real income of {Country} when it joins, against staying out, nobody answering",
            choice.Gain,
            "%",
            choice.Drawn?.Gain,
            verdict
        );
    }

    private IEnumerable<ClaimCheck> Energy()
    {
        foreach (var j in numbers.Fuels)
            yield return Observed(
                $"of the {World.Sectors[j].Name.ToLowerInvariant()} that {Country} bought abroad in {World.Identity.Year} by value, from "
                    + TargetName,
                ClaimNumbers.FuelKey(j)
            );
        foreach (var lever in proposed.Levers.Where(l => l.Concern == "energy"))
            if (Effect(lever) is { } effect)
                yield return effect;
    }

    private ClaimCheck Trade() =>
        Observed($"of the trade of {Country} in {World.Identity.Year}, both ways, with {TargetName}", ClaimNumbers.TradeKey);

    /// <summary>A share in the data, and in the data as drawn.</summary>
    private ClaimCheck Observed(string words, string key)
    {
        var (percent, drawn) = numbers.Of(key, answered.Answer.Answers, answered.Spread);
        return new(ClaimBasis.Observed, words, percent, "%", drawn, ClaimVerdict.NotTestable);
    }

    /// <summary>What a lever does to the country by itself in the long run, at the option that it answers.</summary>
    private ClaimCheck? Effect(ProposedLever lever)
    {
        var at = Game.Levers.ToList().FindIndex(l => l.Name == lever.Name);
        if (at < 0)
            return null;
        var (points, drawn) = numbers.Of(ClaimNumbers.LeverKey(at), answered.Answer.Answers, answered.Spread);
        return double.IsNaN(points)
            ? null
            : new ClaimCheck(
                ClaimBasis.Computed,
                $"real income of {Country} by “{lever.Title.ToLowerInvariant()}” alone, {Game.Horizons[^1].Name} run",
                points,
                "points",
                drawn,
                ClaimVerdict.NotTestable
            );
    }

    /// <summary>What joining does to the neighbours: together, and the least and the most among them.</summary>
    private ClaimCheck? Neighbours()
    {
        if (numbers.Neighbours.IsEmpty)
            return null;
        var (all, drawn) = numbers.Of(ClaimNumbers.NeighboursKey, answered.Answer.Answers, answered.Spread);
        if (double.IsNaN(all))
            return null;
        var each = numbers.Neighbours.Select(Of).OrderBy(part => part.Number).ToList();
        return new ClaimCheck(
            ClaimBasis.Computed,
            $"real income of {each.Count} neighbours together when {Country} joins, {Game.Horizons[^1].Name} run",
            all,
            "%",
            drawn,
            ClaimVerdict.NotTestable
        )
        {
            Parts = each.Count > 1 ? [each[0], each[^1]] : [],
        };

        ClaimPart Of(int n)
        {
            var (percent, own) = numbers.Of(ClaimNumbers.NeighbourKey(n), answered.Answer.Answers, answered.Spread);
            return new ClaimPart(World.Countries[n].Name, percent, own);
        }
    }

    /// <summary>What all levers of senders would cost a country that stays out, as assumed in the game.</summary>
    private ClaimCheck? Pressure()
    {
        var horizon = Game.Horizons.Length - 1;
        var row = answered.Answer.Payoffs.First(p => (p.Option, p.Horizon, p.Levers) == (0, horizon, Pulled.Pressure));
        if (!row.Play.Converged || !answered.Answer.IsTold(Pressed, 0, Pulled.Pressure))
            return null;
        var band = answered.Spread?.Payoffs[answered.Answer.Payoffs.IndexOf(row)][0][0];
        return new ClaimCheck(
            ClaimBasis.Computed,
            $"real income of {Country} if it stays out and meets all levers of senders that the game assumes, "
                + $"{Game.Horizons[horizon].Name} run",
            GameAnswers.Percent(row.Play, Game.Pressed[Pressed].Country),
            "%",
            band,
            ClaimVerdict.NotTestable
        );
    }
}
