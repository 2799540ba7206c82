using Entente.Games.Uncertainty;

namespace Entente.Games.Tests;

/// <summary>All numbers over draws to the last bit.</summary>
internal static class SpreadBits
{
    public static string Of(GameSpread spread) =>
        string.Join(
            ' ',
            spread
                .Numbers.SelectMany(draw => draw)
                .Concat(spread.Prices.SelectMany(p => new[] { p.Low, p.High, p.LowError }))
                .Concat(spread.Tips.SelectMany(t => new[] { t.Scale.Low, t.Scale.High, t.Share }))
                .Concat(spread.Drivers.SelectMany(d => new[] { d.First, d.Total, d.Alone.Low, d.Alone.High }))
                .Concat(spread.Choices.SelectMany(c => new[] { c.Better, c.BetterError, c.Worst, c.MostRegret }))
                .Concat(spread.Turns.SelectMany(t => new[] { t.End.Option, t.Share, t.Error }))
                .Concat(spread.ByDraws?.Checks.SelectMany(c => new[] { c.Check.Bound, c.Check.Largest }) ?? [])
                .Concat(spread.Probabilities.SelectMany(map => map.SelectMany(row => row.SelectMany(cell => cell))))
                .Select(BitConverter.DoubleToInt64Bits)
        );
}
