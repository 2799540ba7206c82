using System.Collections.Immutable;
using System.Globalization;
using Entente.Batches;
using Entente.Data.Output;
using Entente.Models;
using Entente.Reporting;
using Entente.Web.Figures;
using Entente.Web.Sweeps;
using Entente.Web.Work;

namespace Entente.Web.Pages;

/// <summary>The page of a sweep: it is read as it is written, and answered as a job when somebody asks.</summary>
public sealed partial class SweepView
{
    /// <summary>Rows of a table that the page shows; the files hold all.</summary>
    private const int MostRows = 100;

    private const int MostColumns = 12;

    private const string OfFigures =
        "At each point the scenario is answered anew with the values of that point, everything else as it is written. The files hold every "
        + "point with its status, residual and outcomes to the last digit. The terminal gives the same: entente sweep.";

    private const string OfSpreads =
        "Quantiles over the points, between neighbouring values in proportion. Where values lie on a grid they say how far an answer moves "
        + "over it, not how likely that is; where they are drawn they are as likely as what they are drawn from.";

    private Sweep? sweep;
    private ImmutableArray<VariedRow> varied = [];
    private SweepAnswer? answer;
    private ImmutableArray<SweepFigure> figures = [];

    /// <inheritdoc/>
    protected override bool HasAnswer => answer is not null;

    private protected override ImmutableArray<Fault> Read()
    {
        var found = Sweeps.Find(Name);
        sweep = found.Success ? found.Value.Sweep : null;
        varied = sweep is null ? [] : VariedRow.Of(sweep);
        return found.Faults;
    }

    private protected override void Look()
    {
        answer = Sweeps.Known(Name);
        figures = answer is null ? [] : SweepFigure.Of(answer);
    }

    private protected override Job? Find() => Sweeps.Job(Name);

    private protected override Job? Ask() => Sweeps.Begin(Name);

    private long Points => VariedRow.Points(sweep!);

    /// <summary>Points that are answered of a sweep that was stopped.</summary>
    private int Kept => Sweeps.Kept(Name);

    private string Sentence =>
        answer is not null ? Text($"{answer.Answered:#,0} of {answer.Rows.Length:#,0} questions have an answer. {Range(answer)}")
        : UnderWay is not null ? "The points are being answered."
        : Kept > 0 ? Text($"Stopped; {Kept:#,0} of {Points:#,0} points are answered, and kept to go on from.")
        : IsStopped ? "Stopped before points were answered that could be kept."
        : Text($"One question at {Points:#,0} points, for the model to answer.");

    /// <summary>From where to where the first outcome goes.</summary>
    private static string Range(SweepAnswer of)
    {
        if (of.Summary.Spreads is not [{ Answered: > 0 } first, ..])
            return "";
        var outcome = of.Outcome(first.Outcome);
        return $"{outcome.InWords}: from {outcome.Text(first.Quantiles[0])} to {outcome.Text(first.Quantiles[^1])} {outcome.Unit}.";
    }

    private string Asked =>
        $"Asked at each point: {string.Join("; ", CasesAsked.Select(one => $"“{TimedAnswer.TitleOf(one)}”"))}. "
        + (sweep!.Draws > 1 ? Text($"{sweep.Draws:#,0} draws, with seed {sweep.Seed}.") : "");

    private IEnumerable<Scenarios.Case> CasesAsked =>
        sweep!.Scenario.Cases.Where(one => sweep.Cases.IsEmpty || sweep.Cases.Any(word => word.Text == one.Name));

    private bool HasNames => varied.Any(row => row.Name.Length > 0);

    private string OfRows =>
        answer!.Rows.Length <= MostRows
            ? "All points"
            : Text($"The first {MostRows} of {answer.Rows.Length:#,0} rows; the files hold all");

    private FigureBasis Basis =>
        new(
            $"World: {answer!.World}. Closure: {MeasureWords.Of(sweep!.Scenario.Closure)}. Put back into the equations of the model the "
                + Text($"answers leave gaps of at most {answer.Summary.LargestResidual:0.0e0}."),
            $"Cite as: Entente {Options.Version}, sweep “{sweep.Title}”, on {answer.World} (data {answer.WorldHash[..12]})."
        );

    private FigureFiles Files(string table, string? figure = null) =>
        Sweeps.Job(Name) is { } done
            ? FigureFiles.Table($"api/v1/jobs/{done.Id}/{table}", svg: figure is null ? null : $"api/v1/jobs/{done.Id}/{figure}.svg")
            : FigureFiles.None;

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>How far from an answer a point is: its gap, or why there is none.</summary>
    private static string End(SweepRow row) =>
        row.Status == EquilibriumStatus.Converged
            ? row.Residual.ToString("0.0e0", CultureInfo.InvariantCulture)
            : StatusNames.Of(row.Status).Replace('_', ' ');

    private static string Quantile(string name) =>
        name switch
        {
            "min" => "least",
            "max" => "largest",
            "median" => "middle",
            _ => $"{name.TrimStart('p', '0')} %",
        };
}
