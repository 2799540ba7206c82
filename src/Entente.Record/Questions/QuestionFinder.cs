using System.Collections.Immutable;
using Entente.Record.Attributions;
using Entente.Record.Ledger;
using Entente.Record.Register;

namespace Entente.Record.Questions;

/// <summary>
/// Finds the question that a report raises: the state against which measures are, the state that is pressed to join them, those who press,
/// and the concerns named. It knows states by the register alone, and measures by those that come along. Immutable.
/// </summary>
/// <param name="register">Whom texts name.</param>
/// <param name="world">The world the question shall be asked of.</param>
/// <param name="regimes">The measures that come along.</param>
public sealed class QuestionFinder(NameRegister register, World world, IReadOnlyList<RegimeOutline> regimes)
{
    /// <summary>Words between a measure and the one it is against.</summary>
    private const int Reach = 60;

    private static readonly string[] Against = ["against", "on", "upon", "over", "toward", "towards"];

    private static readonly string[] OfPressure = ["pressure", "join", "refuse"];

    /// <summary>Finds the question; every part that is missing is a fault.</summary>
    public Checked<AlignmentQuestion> Find(RecordedDocument recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        var (text, name) = (recorded.Document.Text, recorded.Document.Name);
        var sentences = Sentences.Of(text).Select(span => Sentence.Of(text, span, recorded.Named)).ToList();
        var target = Targets(text, sentences).FirstOrDefault();
        if (target is null)
            return Missing(name, "no state that measures are against", "words such as \"sanctions against\" and the name of a state");
        var regime = regimes
            .Where(r => r.Target == target.Code && (r.HeldFrom is null || r.HeldFrom <= world.Identity.Year))
            .OrderByDescending(r => r.HeldFrom ?? 0)
            .FirstOrDefault();
        var members = regime?.MembersOn(recorded.Document.Date.Day, world) ?? [];
        var pressed = Pressed(text, sentences, target.Code, members).FirstOrDefault();
        if (pressed is null)
            return Missing(
                name,
                "no state that is pressed to join measures",
                "words of pressure, joining or refusing, and the name of a state"
            );
        foreach (var code in new[] { pressed.Code, target.Code })
            if (!world.Countries.Any(c => c.Code == code))
                return Checked<AlignmentQuestion>.Invalid([
                    new Fault(
                        new Place(name),
                        $"{register.Find(code)!.Name}, which {world.Identity.Title} does not have",
                        "a country of the world"
                    )
                    {
                        Remedy = Remedy.CountryOfItsOwn,
                    },
                ]);
        var senders = Senders(text, sentences, pressed.Code, target.Code, members);
        return senders.IsEmpty
            ? Missing(name, "nobody who presses", "a state or bloc that takes measures against the target")
            : Checked<AlignmentQuestion>.Valid(
                new AlignmentQuestion
                {
                    Pressed = pressed.Code,
                    PressedBy = pressed.By,
                    Target = target.Code,
                    TargetBy = target.By,
                    Regime = regime,
                    Senders = senders,
                    Concerns = [.. QuestionWords.Concerns.Select(kind => ConcernOf(kind, text, sentences)).OfType<Concern>()],
                    Inducement = FirstWith("inducement", text, sentences),
                    Refusal = FirstOf("refuse", text, sentences, pressed.Code),
                    Joining = FirstOf("join", text, sentences, pressed.Code),
                    Wishes = Wishes(text, recorded),
                    Neighbours = WorldNames.Neighbours(world, pressed.Code, target.Code),
                }
            );
    }

    private static Checked<AlignmentQuestion> Missing(string name, string found, string expected) =>
        Checked<AlignmentQuestion>.Invalid([new Fault(new Place(name), found, expected)]);

    private sealed record Candidate(string Code, int Score, Evidence By);

    /// <summary>States behind "sanctions against", the most often so first.</summary>
    private static IEnumerable<Candidate> Targets(string text, List<Sentence> sentences)
    {
        var found =
            from sentence in sentences
            from measure in QuestionWords.Find("sanction", text, sentence.Span)
            let named = sentence
                .Named.Where(n => n.Entity.Kind == EntityKind.State && n.Span.Start >= measure.End && n.Span.Start - measure.End <= Reach)
                .Where(n =>
                    IsAgainst(text[measure.End..n.Span.Start]) || measure.Of(text).EndsWith("against", StringComparison.OrdinalIgnoreCase)
                )
                .Cast<NamedHere?>()
                .FirstOrDefault()
            where named is not null
            select (named.Value.Entity.Code, By: new TextSpan(measure.Start, named.Value.Span.End - measure.Start));
        return Ranked(text, found.Select(f => (f.Code, 1, f.By)));
    }

    /// <summary>Whether what stands between a measure and a name is a word such as "against" with little beside it.</summary>
    private static bool IsAgainst(string between) =>
        between.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: <= 4 } words && Array.Exists(words, Against.Contains);

    /// <summary>States in sentences of pressure, joining and refusing, that take no part in the measures yet.</summary>
    private static IEnumerable<Candidate> Pressed(string text, List<Sentence> sentences, string target, ImmutableArray<string> members)
    {
        var found =
            from sentence in sentences
            let weight = OfPressure.Count(kind => QuestionWords.Find(kind, text, sentence.Span).Any())
            where weight > 0
            from named in sentence.Named
            where named.Entity.Kind == EntityKind.State && named.Entity.Code != target && !members.Contains(named.Entity.Code)
            where !Presses(text, sentence.Span, named.Span)
            select (named.Entity.Code, weight, Shortest(text, sentence.Span, named.Span));
        return Ranked(text, found);
    }

    /// <summary>Whether a word of pressure follows a name at once: it presses.</summary>
    private static bool Presses(string text, TextSpan sentence, TextSpan name) =>
        QuestionWords.Find("pressure", text, sentence).Any(word => word.Start - name.End is 1 or 2);

    private static IEnumerable<Candidate> Ranked(string text, IEnumerable<(string Code, int Score, TextSpan By)> found) =>
        found
            .GroupBy(f => f.Code, StringComparer.Ordinal)
            .Select(group => new Candidate(group.Key, group.Sum(f => f.Score), Evidence.Of(text, group.MaxBy(f => f.Score).By)))
            .OrderByDescending(candidate => candidate.Score)
            .ThenBy(candidate => candidate.By.Span.Start);

    /// <summary>The shortest stretch of a sentence that has a name and a word of pressure.</summary>
    private static TextSpan Shortest(string text, TextSpan sentence, TextSpan name) =>
        OfPressure
            .SelectMany(kind => QuestionWords.Find(kind, text, sentence))
            .Select(word => new TextSpan(Math.Min(word.Start, name.Start), Math.Max(word.End, name.End) - Math.Min(word.Start, name.Start)))
            .OrderBy(span => span.Length)
            .FirstOrDefault(name);

    /// <summary>
    /// States and blocs in sentences of pressure or measures that take part in them: the union apart, then states, then others of a bloc.
    /// </summary>
    private ImmutableArray<QuestionSender> Senders(
        string text,
        List<Sentence> sentences,
        string pressed,
        string target,
        ImmutableArray<string> members
    )
    {
        var union = register.Find("EU") is { Group: { } name }
            ? (Group: name, Codes: WorldNames.Codes(world, name))
            : (Group: "", Codes: []);
        var named = (
            from sentence in sentences
            where QuestionWords.Find("pressure", text, sentence.Span).Any() || QuestionWords.Find("sanction", text, sentence.Span).Any()
            from here in sentence.Named
            let codes = CodesOf(here.Entity).Where(code => code != pressed && code != target && (members.IsEmpty || members.Contains(code)))
            where codes.Any() && here.Entity.Kind is EntityKind.State or EntityKind.Bloc && !IsObject(text, here.Span)
            select (here.Entity, Codes: codes.ToImmutableArray(), By: Evidence.Of(text, here.Span))
        )
            .DistinctBy(found => found.Entity.Code)
            .ToList();
        var senders = ImmutableArray.CreateBuilder<QuestionSender>();
        var left = named.SelectMany(n => n.Codes).ToHashSet(StringComparer.Ordinal);
        if (!union.Codes.IsEmpty && union.Codes.All(left.Contains))
        {
            var by = named.Find(n => union.Codes.All(n.Codes.Contains)).By;
            senders.Add(new QuestionSender("EU", register.Find("EU")!.Name, [union.Group], by));
            left.ExceptWith(union.Codes);
        }
        foreach (var state in named.Where(n => n.Entity.Kind == EntityKind.State && left.Remove(n.Entity.Code)))
            senders.Add(new QuestionSender(state.Entity.Code, state.Entity.Name, state.Codes, state.By));
        foreach (var bloc in named.Where(n => n.Entity.Kind == EntityKind.Bloc))
        {
            ImmutableArray<string> rest = [.. bloc.Codes.Where(left.Remove)];
            if (rest.IsEmpty)
                continue;
            var isWhole = rest.Length == bloc.Codes.Length;
            senders.Add(
                new QuestionSender(isWhole ? bloc.Entity.Code : "others", isWhole ? bloc.Entity.Name : Listed(rest), rest, bloc.By)
            );
        }
        return senders.ToImmutable();
    }

    /// <summary>Whether the word before a name makes it where or toward whom something is done, not who does it.</summary>
    private static bool IsObject(string text, TextSpan name)
    {
        var before = text.AsSpan(Math.Max(0, name.Start - 12), Math.Min(12, name.Start)).TrimEnd();
        var word = before[(before.LastIndexOf(' ') + 1)..];
        return word.ToString().ToLowerInvariant()
            is "in"
                or "to"
                or "against"
                or "on"
                or "upon"
                or "over"
                or "at"
                or "with"
                or "toward"
                or "towards";
    }

    private string Listed(ImmutableArray<string> codes) =>
        string.Join(", ", codes.Select(code => world.Countries.First(c => c.Code == code).Name));

    private IEnumerable<string> CodesOf(Entity entity) =>
        entity.Kind == EntityKind.State ? WorldNames.Codes(world, entity.Code)
        : entity.Group is { } group ? WorldNames.Codes(world, group)
        : entity.Members.SelectMany(member => WorldNames.Codes(world, member));

    private static Concern? ConcernOf(string kind, string text, List<Sentence> sentences) =>
        FirstWith(kind, text, sentences) is { } by ? new Concern(kind, by) : null;

    private static Evidence? FirstWith(string kind, string text, List<Sentence> sentences) =>
        sentences
            .SelectMany(sentence => QuestionWords.Find(kind, text, sentence.Span))
            .Select(span => Evidence.Of(text, Clause(text, span)))
            .FirstOrDefault();

    private static Evidence? FirstOf(string kind, string text, List<Sentence> sentences, string code) =>
        sentences
            .Where(sentence => sentence.Named.Any(n => n.Entity.Code == code))
            .SelectMany(sentence => QuestionWords.Find(kind, text, sentence.Span))
            .Select(span => Evidence.Of(text, Clause(text, span)))
            .FirstOrDefault();

    /// <summary>A word with those around it, up to the next mark.</summary>
    private static TextSpan Clause(string text, TextSpan word)
    {
        const int Around = 40;
        var start = word.Start;
        while (start > 0 && word.Start - start < Around && text[start - 1] is not (',' or '.' or ';' or ':' or '\n' or '!' or '?'))
            start--;
        var end = word.End;
        while (end < text.Length && end - word.End < Around && text[end] is not (',' or '.' or ';' or ':' or '\n' or '!' or '?'))
            end++;
        // Whole words alone.
        while (start > 0 && start < word.Start && char.IsLetterOrDigit(text[start - 1]))
            start++;
        while (start < word.Start && char.IsWhiteSpace(text[start]))
            start++;
        while (end < text.Length && end > word.End && char.IsLetterOrDigit(text[end]))
            end--;
        return new TextSpan(start, text.AsSpan(start, end - start).TrimEnd().Length);
    }

    /// <summary>The stance of each source that is somebody, its surest statement first.</summary>
    private static ImmutableArray<Wish> Wishes(string text, RecordedDocument recorded) =>
        [
            .. recorded
                .Statements.Where(s => s.Assessment.Stance is not null)
                .GroupBy(s => s.Source.Entity.Code, StringComparer.Ordinal)
                .Select(group => group.MaxBy(s => s.Assessment.StanceProbability)!)
                .Select(s => new Wish(
                    s.Source.Entity.Name,
                    s.Assessment.Stance,
                    s.Assessment.StanceProbability,
                    Evidence.Of(text, s.Attribution.Content.Count > 0 ? s.Attribution.Content[0] : s.Source.Span)
                )),
        ];

    /// <summary>A sentence with those it names.</summary>
    private sealed record Sentence(TextSpan Span, ImmutableArray<NamedHere> Named)
    {
        public static Sentence Of(string text, TextSpan span, ImmutableArray<NamedHere> named) =>
            new(span, [.. named.Where(n => n.Span.Start >= span.Start && n.Span.End <= span.End)]);
    }
}
