using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Data.Output;
using Entente.Data.Scenarios;
using Entente.Scenarios;

namespace Entente.Reporting;

/// <summary><c>manifest.json</c>: what was run on what, how it ended, and how to trace it.</summary>
public static class Manifest
{
    /// <summary>The file that makes a folder the output of a run.</summary>
    public const string FileName = "manifest.json";

    public static void Write(RunRecord run, string folder)
    {
        ArgumentNullException.ThrowIfNull(run);
        File.WriteAllText(System.IO.Path.Combine(folder, FileName), Text(run) + "\n");
    }

    /// <summary>The text of the manifest.</summary>
    public static string Text(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return JsonSerializer.Serialize(Content(run), ManifestJson.Default.ManifestContent);
    }

    private static ManifestContent Content(RunRecord run) =>
        new(
            new ManifestInput(run.ScenarioFile.Name, run.Scenario.Scenario.Title, run.ScenarioHash),
            new ManifestInput(run.WorldFolder.Name, run.World.Identity.Title, run.WorldHash),
            Closures.Name(run.Scenario.Scenario.Closure),
            run.Model,
            run.Numeraire,
            new ManifestOptions(
                run.Options.Tolerance,
                run.Options.MaxIterations,
                run.Options.Method.ToString().ToLowerInvariant(),
                [.. run.Arguments]
            ),
            run.Seed,
            run.Version,
            [.. run.Scenario.Warnings],
            [.. run.Answers.Select(a => Case(run, a))],
            run.Paths.IsEmpty ? null : [.. run.Paths.Select(Path)]
        );

    private static ManifestPath Path(PathAnswer path) =>
        new(
            path.Case.Case.Name,
            path.Path.Discount,
            path.Path.Perpetuity,
            path.Path.Depreciation,
            path.Trouble.Length > 0 ? path.Trouble : null,
            [.. path.Years.Select(year => new ManifestYear(year.Year, year.Horizon, StatusNames.Of(year.Status), Finite(year.Residual)))]
        );

    private static ManifestCase Case(RunRecord run, TimedAnswer timed)
    {
        var equilibrium = timed.Answer.Equilibrium;
        var residuals = equilibrium.Residuals;
        return new ManifestCase(
            timed.Name,
            timed.Title,
            timed.Answer.Case.RelativeTo is { } other ? run.Scenario.All[other].Case.Name : null,
            timed.Answer.Case.After is { } earlier ? run.Scenario.All[earlier].Case.Name : null,
            timed.Answer.Case.ComparedWith is { } twin ? run.Scenario.All[twin].Case.Name : null,
            timed.Horizon,
            [.. run.Scenario.Scenario.Parameters.Concat(timed.Answer.Case.Case.Parameters).Select(setting => setting.ToString())],
            StatusNames.Of(equilibrium.Status),
            timed.Trouble.Length > 0 ? timed.Trouble : null,
            Finite(residuals?.Largest ?? equilibrium.SearchResidual),
            residuals is null
                ? null
                : new ManifestResiduals(
                    Finite(residuals.Prices),
                    Finite(residuals.Expenditure),
                    Finite(residuals.TradeBalance),
                    Finite(residuals.Factors),
                    Finite(residuals.Limits)
                ),
            equilibrium.Certificate is { } sure
                ? new ManifestCertificate(
                    Finite(sure.WalrasGap),
                    StatusNames.Of(sure.Uniqueness),
                    sure.RealIncomeError is { } error ? Finite(error) : null
                )
                : null,
            equilibrium.Iterations,
            equilibrium.Evaluations,
            timed.Time.TotalSeconds
        );
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}

internal sealed record ManifestContent(
    ManifestInput Scenario,
    ManifestInput World,
    string Closure,
    string Model,
    string Numeraire,
    ManifestOptions Options,
    int? Seed,
    string Version,
    IReadOnlyList<string> Warnings,
    ManifestCase[] Cases,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ManifestPath[]? Paths
);

internal sealed record ManifestPath(
    string Name,
    double Discount,
    bool Perpetuity,
    double? Depreciation,
    string? Explanation,
    ManifestYear[] Years
);

internal sealed record ManifestYear(int Year, string Horizon, string Status, double? Residual);

internal sealed record ManifestInput(string Name, string Title, string Sha256);

internal sealed record ManifestOptions(double Tolerance, int MaxIterations, string Method, IReadOnlyList<string> Arguments);

internal sealed record ManifestCase(
    string Name,
    string Title,
    string? RelativeTo,
    string? After,
    string? CompareWith,
    string Horizon,
    IReadOnlyList<string> Parameters,
    string Status,
    string? Explanation,
    double? Residual,
    ManifestResiduals? Residuals,
    ManifestCertificate? Certificate,
    int Iterations,
    int Evaluations,
    double SolveSeconds
);

internal sealed record ManifestResiduals(double? Prices, double? Expenditure, double? TradeBalance, double? Factors, double? Limits);

internal sealed record ManifestCertificate(double? WalrasGap, string Uniqueness, double? RealIncomeError);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ManifestContent))]
internal sealed partial class ManifestJson : JsonSerializerContext;
