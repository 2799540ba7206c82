using System.Text.RegularExpressions;

namespace Entente.Data.Output;

/// <summary>
/// What runs that were killed left beside the place of their output. Each run holds a file as long as it writes; what
/// nobody holds is removed, but for what an earlier output held that was somebody's own, which goes back.
/// </summary>
internal static partial class Leftovers
{
    private const string LockEnding = ".lock";
    private const string OldEnding = ".old";

    /// <summary>The hidden folder of one run, beside its place.</summary>
    public static string Hidden(string target) =>
        Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}");

    /// <summary>The file that a run holds while its hidden folder is in use.</summary>
    public static string LockOf(string hidden) => hidden + LockEnding;

    /// <summary>Where a run puts what was there before, until its own output stands.</summary>
    public static string OldOf(string hidden) => hidden + OldEnding;

    /// <summary>Removes what is left for a place and held by nobody. What cannot be removed stays: it is no reason not to run.</summary>
    /// <param name="target">The place.</param>
    /// <param name="keep">Moves what is somebody's own out of an old output into the place; null: such an output is left.</param>
    public static void Remove(string target, Action<string>? keep = null)
    {
        var parent = Path.GetDirectoryName(target)!;
        var prefix = $".{Path.GetFileName(target)}.";
        try
        {
            foreach (var hidden in HiddenOf(parent, prefix))
                RemoveOne(hidden, target, keep);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Writing will say what is the matter, where it matters.
        }
    }

    private static List<string> HiddenOf(string parent, string prefix) =>
        [
            .. Directory
                .EnumerateFileSystemEntries(parent, prefix + "*")
                .Select(path => Path.GetFileName(path)[prefix.Length..])
                .Select(rest => Token().Match(rest))
                .Where(match => match.Success)
                .Select(match => Path.Combine(parent, prefix + match.Groups[1].Value))
                .Distinct(),
        ];

    private static void RemoveOne(string hidden, string target, Action<string>? keep)
    {
        using var held = HeldFile.TryHold(LockOf(hidden));
        if (held is null)
            return;
        var old = OldOf(hidden);
        if (Directory.Exists(old))
        {
            // Killed between the two moves: the old output is the last that stood.
            if (!Path.Exists(target))
                Directory.Move(old, target);
            else if (keep is not null)
            {
                keep(old);
                Directory.Delete(old, recursive: true);
            }
        }
        if (Directory.Exists(hidden))
            Directory.Delete(hidden, recursive: true);
    }

    [GeneratedRegex(@"^([0-9a-f]{32})(\.old|\.lock)?$")]
    private static partial Regex Token();
}
