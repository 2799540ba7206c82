namespace Entente.Games.Files;

/// <summary>A play as it is kept: status and explanation as text, residual and incomes as numbers.</summary>
internal static class PlayText
{
    private const char Between = '\u001f';

    public static KeptNumbers Of(Play play) =>
        new($"{play.Status}{Between}{play.Explanation}", [play.Residual, .. play.Converged ? play.RealIncome : []]);

    /// <summary>The play; null where what is kept is none of a world of so many countries.</summary>
    public static Play? Of(KeptNumbers kept, int countries)
    {
        var words = kept.Text.Split(Between);
        return words.Length == 2 && (kept.Numbers.Length == 1 || kept.Numbers.Length == 1 + countries)
            ? new Play(kept.Numbers.Length == 1 ? default : kept.Numbers[1..], words[0], words[1], kept.Numbers[0])
            : null;
    }
}
