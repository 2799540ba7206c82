namespace Entente.Positions.Stakeholders.Compromise;

/// <summary>(S1) The compromise model of van den Bos (1991): the mean of positions, weighted by capability times salience.</summary>
public sealed class CompromiseModel : StakeholderModel
{
    /// <inheritdoc/>
    public override string Name => "compromise";

    /// <inheritdoc/>
    public override string Title => "compromise (weighted mean)";

    /// <inheritdoc/>
    public override string Source => "van den Bos (1991); Achen (2006)";

    /// <inheritdoc/>
    public override string Accuracy =>
        "predicted decisions of the European Union at least as well as any procedural model (Thomson et al. 2006, 2012)";

    /// <inheritdoc/>
    protected override Checked<Settlement> Answer(Issue issue, CancellationToken cancellation) =>
        Checked<Settlement>.Valid(
            new Settlement
            {
                Model = Name,
                Status = SettlementStatus.Answered,
                Point = Weighted.ByDimension(issue, Weighted.Mean),
            }
        );
}
