using System.Collections.Concurrent;
using System.Collections.Immutable;
using Entente.Positions.Profiles;
using Entente.Positions.Shipped;
using Entente.Positions.TrackRecord;
using Entente.Positions.Votes;
using Entente.Web.Serving;

namespace Entente.Web.Records;

/// <summary>Where countries stand by votes and record, for pages and programs. Safe from several threads.</summary>
internal sealed class CountryRecords(ServeOptions options)
{
    /// <summary>What a profile is expected to take.</summary>
    public static readonly TimeSpan Cost = TimeSpan.FromMilliseconds(600);

    /// <summary>Profiles that are kept, a few hundred kilobytes each.</summary>
    private const int MostKept = 32;

    private readonly ShippedPositions positions = new();
    private readonly Lazy<ImmutableArray<Episode>> episodes = new(() => Episodes.OfRegimes(options.Catalogue));
    private readonly ConcurrentDictionary<string, PositionProfile> kept = new(StringComparer.Ordinal);

    /// <summary>The code of a state as it stands in votes; as it is where it is none.</summary>
    public static string Code(string text) => StateCodes.Unified(text.ToUpperInvariant()) ?? text;

    /// <summary>A profile that has been made already; null: none.</summary>
    public PositionProfile? Known(ProfileQuestion question) => kept.GetValueOrDefault(Key(question));

    /// <summary>What is wrong with a question, before anybody waits for a place to have it answered.</summary>
    public ImmutableArray<Fault> Check(ProfileQuestion question) => PositionProfile.Check(positions, question);

    /// <summary>A profile, or why there is none.</summary>
    public Checked<PositionProfile> Find(ProfileQuestion question)
    {
        if (Known(question) is { } known)
            return Checked<PositionProfile>.Valid(known);
        var made = PositionProfile.Of(positions, question, episodes.Value);
        if (!made.Success)
            return made;
        if (kept.Count >= MostKept)
            kept.Clear();
        kept[Key(question)] = made.Value;
        return made;
    }

    private static string Key(ProfileQuestion question) =>
        $"{question.Country} {string.Join(',', question.With)} {question.Topic} {question.FromSession} {question.ToSession}";
}
