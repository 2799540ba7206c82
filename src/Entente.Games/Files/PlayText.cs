using System.Collections.Immutable;

namespace Entente.Games.Files;

/// <summary>Plays as they are kept: status and explanation as text, residual and incomes as numbers.</summary>
internal static class PlayText
{
    private const char Between = '\u001f';
    private const char BetweenPlays = '\u001e';

    public static KeptNumbers Of(Play play) =>
        new($"{play.Status}{Between}{play.Explanation}", [play.Residual, .. play.Converged ? play.RealIncome : []]);

    /// <summary>Plays in a row: those without an equilibrium are known by their texts, which say why.</summary>
    public static KeptNumbers Of(ImmutableArray<Play> row) =>
        new(string.Join(BetweenPlays, row.Select(play => Of(play).Text)), [.. row.SelectMany(play => Of(play).Numbers)]);

    /// <summary>The play; null where what is kept is none of a world of so many countries.</summary>
    public static Play? Of(KeptNumbers kept, int countries)
    {
        var words = kept.Text.Split(Between);
        return words.Length == 2 && (kept.Numbers.Length == 1 || kept.Numbers.Length == 1 + countries)
            ? new Play(kept.Numbers.Length == 1 ? default : kept.Numbers[1..], words[0], words[1], kept.Numbers[0])
            : null;
    }

    /// <summary>Plays in a row; null where what is kept is none of a world of so many countries.</summary>
    public static ImmutableArray<Play>? RowOf(KeptNumbers kept, int countries)
    {
        var row = ImmutableArray.CreateBuilder<Play>();
        var at = 0;
        foreach (var text in kept.Text.Split(BetweenPlays))
        {
            // What has an equilibrium has nothing to explain.
            var length = text.EndsWith(Between) ? 1 + countries : 1;
            if (at + length > kept.Numbers.Length || Of(new KeptNumbers(text, kept.Numbers[at..(at + length)]), countries) is not { } play)
                return null;
            row.Add(play);
            at += length;
        }
        return at == kept.Numbers.Length ? row.ToImmutable() : null;
    }
}
