namespace Entente.Models;

/// <summary>How far an answer is from the equations, recomputed from them; see docs/model.md.</summary>
/// <param name="Prices">Largest relative gap of equation (3).</param>
/// <param name="Expenditure">Largest gap of equation (10) over the value added of the world.</param>
/// <param name="TradeBalance">Largest gap of equation (11) over the value added of the world.</param>
/// <param name="Factors">Largest gap between equations (20) and (21) over the value added of the world.</param>
/// <param name="Limits">How far limited quantities, capped prices, their wedges and stocks are from agreeing.</param>
public sealed record Residuals(double Prices, double Expenditure, double TradeBalance, double Factors, double Limits)
{
    /// <summary>The largest of them; NaN where one is.</summary>
    public double Largest => new[] { Prices, Expenditure, TradeBalance, Factors, Limits }.Aggregate(0.0, Math.Max);
}
