namespace Entente.Positions.Stakeholders.Median;

/// <summary>(S2) The weighted median by dimension: what no coalition of more than half the weight would leave (Black 1958).</summary>
public sealed class MedianModel : StakeholderModel
{
    /// <inheritdoc/>
    public override string Name => "median";

    /// <inheritdoc/>
    public override string Title => "median voter";

    /// <inheritdoc/>
    public override string Source => "Black (1958)";

    /// <inheritdoc/>
    public override string Accuracy => "a common yardstick; jumps where weights are near one half";

    /// <inheritdoc/>
    protected override Checked<Settlement> Answer(Issue issue, CancellationToken cancellation) =>
        Checked<Settlement>.Valid(
            new Settlement
            {
                Model = Name,
                Status = SettlementStatus.Answered,
                Point = Weighted.ByDimension(issue, Weighted.Median),
                Remark = issue.Dimensions.Length > 1 ? "dimension by dimension; no point beats all others in several" : "",
            }
        );
}
