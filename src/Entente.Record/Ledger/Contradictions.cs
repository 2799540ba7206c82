using Entente.Record.Register;

namespace Entente.Record.Ledger;

/// <summary>Two statements that contradict each other.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Earlier">The earlier one.</param>
/// <param name="Later">The later one.</param>
/// <param name="About">Topic and target, for people.</param>
public sealed record Contradiction(ContradictionKind Kind, LedgerStatement Earlier, LedgerStatement Later, string About);

/// <summary>Ways of contradicting.</summary>
public enum ContradictionKind
{
    /// <summary>The same source takes the other side, on the same topic and target.</summary>
    Turned,

    /// <summary>Two sources say the same words but for a denial.</summary>
    Denied,

    /// <summary>Two sources say the same words but for a number.</summary>
    Number,
}

/// <summary>
/// Looks for contradictions among the statements of a ledger. What it finds are pairs for a person to read, not verdicts: copies and
/// statements
/// taken back are left out.
/// </summary>
public sealed class Contradictions
{
    private const double SureStance = 0.6;
    private const double LeastStance = 0.2;

    /// <summary>Share of words in common from which two statements are about the same fact.</summary>
    private const double SameFact = 0.6;

    private const int LeastWords = 4;

    private static readonly HashSet<string> Denials = new(
        [
            "NOT",
            "NO",
            "NEVER",
            "NOTHING",
            "WITHOUT",
            "CANNOT",
            "WON'T",
            "DOESN'T",
            "DIDN'T",
            "DON'T",
            "ISN'T",
            "AREN'T",
            "WASN'T",
            "HASN'T",
            "HAVEN'T",
            "WOULDN'T",
        ],
        StringComparer.Ordinal
    );

    private static readonly HashSet<string> Little = new(
        (
            "A AN THE OF TO IN ON AT BY FOR FROM WITH AND OR BUT THAT THIS IT ITS IS ARE WAS WERE BE BEEN HAS HAVE HAD WILL WOULD DO DOES "
            + "DID AS"
        ).Split(' '),
        StringComparer.Ordinal
    );

    /// <summary>The contradictions, in order of the later statement.</summary>
    /// <param name="statements">The statements of a ledger.</param>
    public static IReadOnlyList<Contradiction> Find(IEnumerable<LedgerStatement> statements)
    {
        ArgumentNullException.ThrowIfNull(statements);
        var open = statements.Where(s => s.CopyOf is null && !s.IsRetracted).OrderBy(s => s.Day).ThenBy(s => s.Id).ToList();
        return [.. Turns(open).Concat(Facts(open)).OrderBy(c => c.Later.Day).ThenBy(c => c.Later.Id).ThenBy(c => c.Earlier.Id)];
    }

    /// <summary>Each source's change of side from one of its statements to the next on the same topic and target.</summary>
    private static IEnumerable<Contradiction> Turns(List<LedgerStatement> statements)
    {
        var last = new Dictionary<(string, string, string), LedgerStatement>();
        foreach (var statement in statements)
        {
            if (Side(statement) is not { } side || statement.Statement.Source.Entity is not { Kind: not EntityKind.Unnamed } source)
                continue;
            if (statement.Statement.Topic is not { } topic)
                continue;
            var target = statement.Statement.Target;
            var key = (source.Code, topic, target?.Code ?? "");
            if (last.TryGetValue(key, out var before) && Side(before) != side)
                yield return new Contradiction(
                    ContradictionKind.Turned,
                    before,
                    statement,
                    target is null ? topic : $"{topic}, {target.Name}"
                );
            last[key] = statement;
        }
    }

    private static int? Side(LedgerStatement statement) =>
        statement.Statement.Assessment is { Stance: { } stance, StanceProbability: >= SureStance } && Math.Abs(stance) >= LeastStance
            ? Math.Sign(stance) * (statement.Statement.Attribution.Negated ? -1 : 1)
            : null;

    /// <summary>What a statement says, for comparison with others.</summary>
    private sealed record Fact(LedgerStatement Statement, HashSet<string> Words, HashSet<string> Numbers, bool IsDenied);

    private static IEnumerable<Contradiction> Facts(List<LedgerStatement> statements)
    {
        // Those that share one of their rarer words are compared; a word in very many statements tells none from others.
        const int MostSharing = 200;
        var facts = statements.Select(FactOf).Where(fact => fact.Words.Count >= LeastWords).ToList();
        var sharing = facts.SelectMany(fact => fact.Words.Select(word => (word, fact))).ToLookup(pair => pair.word, pair => pair.fact);
        var pairs = new HashSet<(long, long)>();
        foreach (var one in facts)
        {
            var others = one.Words.Where(word => sharing[word].Count() <= MostSharing).SelectMany(word => sharing[word]);
            foreach (var other in others.Where(other => one.Statement.Id < other.Statement.Id))
                if (pairs.Add((one.Statement.Id, other.Statement.Id)) && Kind(one, other) is { } kind)
                    yield return InOrder(kind, one.Statement, other.Statement);
        }
    }

    private static Contradiction InOrder(ContradictionKind kind, LedgerStatement one, LedgerStatement other)
    {
        var (earlier, later) = one.Day <= other.Day ? (one, other) : (other, one);
        return new Contradiction(kind, earlier, later, earlier.Statement.Topic ?? "a fact");
    }

    private static ContradictionKind? Kind(Fact one, Fact other)
    {
        if (one.Statement.Statement.Source.Entity.Code == other.Statement.Statement.Source.Entity.Code)
            return null;
        var both = one.Words.Count(other.Words.Contains);
        if (both < SameFact * (one.Words.Count + other.Words.Count - both))
            return null;
        return one.IsDenied != other.IsDenied ? ContradictionKind.Denied
            : one.Numbers.Count > 0 && other.Numbers.Count > 0 && !one.Numbers.Overlaps(other.Numbers) ? ContradictionKind.Number
            : null;
    }

    private static Fact FactOf(LedgerStatement statement)
    {
        var words = Register.Words.Key(statement.Words.Content).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var denials = words.Count(Denials.Contains) + (statement.Statement.Attribution.Negated ? 1 : 0);
        return new Fact(
            statement,
            words
                .Where(word => !Little.Contains(word) && !Denials.Contains(word) && !char.IsAsciiDigit(word[0]))
                .Select(Stem)
                .ToHashSet(StringComparer.Ordinal),
            words.Where(word => char.IsAsciiDigit(word[0])).ToHashSet(StringComparer.Ordinal),
            denials % 2 == 1
        );
    }

    /// <summary>A word without the commonest endings: enough to see "joined" in "join".</summary>
    private static string Stem(string word)
    {
        foreach (var ending in new[] { "ING", "ED", "ES", "S" })
            if (word.Length > ending.Length + 3 && word.EndsWith(ending, StringComparison.Ordinal))
                return word[..^ending.Length];
        return word;
    }
}
