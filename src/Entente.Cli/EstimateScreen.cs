using System.Globalization;
using Entente.Estimation;
using Entente.EstimationData.Models;
using Entente.EstimationData.Output;
using Spectre.Console;

namespace Entente.Cli;

/// <summary>What people see of an estimation: how far it is, and the models side by side.</summary>
internal static class EstimateScreen
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Rows read so far, where somebody waits.</summary>
    public static void Reading(TimeSpan elapsed, long rows) => Line(
        elapsed,
        string.Create(CultureInfo.InvariantCulture, $"{rows:#,0} rows read")
    );

    /// <summary>A step of the estimator.</summary>
    public static void Step(TimeSpan elapsed, EstimationProgress step) =>
        Line(
            elapsed,
            string.Create(
                CultureInfo.InvariantCulture,
                $"step {step.Iteration}, deviance {step.Deviance:0.######e0}, changed by {step.RelativeChange:0.0e0}"
            )
        );

    /// <summary>Clears the line of progress.</summary>
    public static void Clear()
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write("\r\u001b[K");
    }

    /// <summary>The models side by side, what was left out, and where the files are.</summary>
    public static void Show(EstimationRun run, string? output, TimeSpan elapsed)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        // A pipe has no width of its own.
        if (Console.IsOutputRedirected)
            console.Profile.Width = 200;
        if (run.Spec.Title.Length > 0)
            Console.Out.WriteLine(run.Spec.Title);
        var table = new RegressionTable(run);
        var shown = new Spectre.Console.Table().Border(TableBorder.Simple).AddColumn("");
        foreach (var head in table.Heads)
            shown.AddColumn(new TableColumn(head.EscapeMarkup()).RightAligned());
        foreach (var row in table.Coefficients)
            shown.AddRow([.. row.Select(cell => cell.EscapeMarkup())]);
        shown.AddEmptyRow();
        foreach (var row in table.Footer)
            shown.AddRow([.. row.Select(cell => cell.EscapeMarkup())]);
        console.Write(shown);
        Console.Out.WriteLine(RegressionTable.Note);
        foreach (var model in run.Models)
            Rest(model, run.Models.Length > 1 ? $"{model.Spec.Name}: " : "");
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds:0.00} s"));
        if (output is not null)
            Console.Out.WriteLine(Path.Combine(output, EstimationFolder.Mark));
    }

    /// <summary>What a model left out, and its certificate; or why there is none.</summary>
    public static void Rest(ModelResult model, string prefix)
    {
        var estimation = model.Estimation;
        if (!estimation.IsConverged)
        {
            Console.Out.WriteLine($"{prefix}no answer: {string.Join("; ", estimation.Faults.Select(fault => fault.Message))}");
            return;
        }
        var dropped = model.Dropped.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Count:#,0} {d.Reason}")).ToList();
        if (dropped.Count > 0)
            Console.Out.WriteLine($"{prefix}rows left out: {string.Join("; ", dropped)}");
        foreach (var regressor in estimation.DroppedRegressors)
            Console.Out.WriteLine($"{prefix}variable left out: {regressor}");
        foreach (var (k, refined) in model.Refinements.Index())
            Console.Out.WriteLine($"{prefix}{Refined(refined, model.Coefficients[k].Estimate)}");
        Console.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{prefix}{estimation.Iterations} steps, largest score {estimation.Certificate.LargestScore:0.0e0}"
            )
        );
    }

    private static string Refined(Refinement r, double estimate) =>
        r.Name
        + (
            double.IsNaN(r.Bias)
                ? ""
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $": less a bias of {r.Bias:0.00000}, {estimate - r.Bias:0.00000} ({r.CorrectedError:0.00000})"
                )
        )
        + (
            double.IsNaN(r.DrawnError)
                ? ""
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $": over clusters drawn, standard error {r.DrawnError:0.00000}, {r.Low:0.00000} to {r.High:0.00000}"
                )
        )
        + (
            double.IsNaN(r.PValue) ? "" : string.Create(
                CultureInfo.InvariantCulture,
                $": by signs of clusters' scores, p = {r.PValue:0.0000}, {r.Low:0.00000} to {r.High:0.00000} not rejected"
            )
        );

    /// <summary>A model begins.</summary>
    public static void Began(ModelSpec model) => Clear();

    private static void Line(TimeSpan elapsed, string text)
    {
        if (elapsed > Patience && !Console.IsErrorRedirected)
            Console.Error.Write($"\r{text}\u001b[K");
    }
}
