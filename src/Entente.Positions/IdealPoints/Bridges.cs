using Entente.Positions.Votes;

namespace Entente.Positions.IdealPoints;

/// <summary>
/// Resolutions that come back. Bailey, Strezhnev and Voeten (2017) hold the parameters of identical resolutions equal over sessions,
/// so that a change of agenda is not taken for one of positions. Texts are not at hand: resolutions of one title count as the same
/// where the title stands once in each session and the sessions are near.
/// </summary>
public static class Bridges
{
    /// <summary>The group of each resolution, from 0; those that bridge share one.</summary>
    /// <param name="resolutions">The resolutions.</param>
    /// <param name="longest">Sessions between two of a title beyond which a new group begins.</param>
    public static int[] Groups(IReadOnlyList<Resolution> resolutions, int longest)
    {
        ArgumentNullException.ThrowIfNull(resolutions);
        var groups = Enumerable.Repeat(-1, resolutions.Count).ToArray();
        var next = 0;
        var titles = Enumerable.Range(0, resolutions.Count).GroupBy(r => Plain(resolutions[r].Title), StringComparer.Ordinal);
        foreach (var title in titles.Where(title => title.Key.Length > 0))
        {
            int[] once =
            [
                .. title
                    .GroupBy(r => resolutions[r].Session)
                    .Where(session => session.Count() == 1)
                    .OrderBy(session => session.Key)
                    .Select(session => session.First()),
            ];
            for (var at = 0; at < once.Length; at++)
                groups[once[at]] =
                    at > 0 && resolutions[once[at]].Session - resolutions[once[at - 1]].Session <= longest
                        ? groups[once[at - 1]]
                        : next++;
        }
        for (var r = 0; r < groups.Length; r++)
            if (groups[r] < 0)
                groups[r] = next++;
        return groups;
    }

    /// <summary>A title without what differs from year to year in spelling: commas, case, blanks.</summary>
    private static string Plain(string title) =>
        string.Concat(title.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant));
}
