using System.Globalization;
using System.Text;
using Entente.Estimation;
using Entente.Estimation.Inference;
using Entente.EstimationData.Models;

namespace Entente.EstimationData.Output;

/// <summary>Models side by side as papers print them: a coefficient over its standard error, and below what they rest on.</summary>
public sealed class RegressionTable
{
    private readonly EstimationRun run;

    /// <param name="run">What was estimated.</param>
    public RegressionTable(EstimationRun run)
    {
        this.run = run;
        var terms = run.Models.SelectMany(m => m.Coefficients).Select(c => c.Name).Distinct(StringComparer.Ordinal).ToList();
        Coefficients =
        [
            .. terms.SelectMany(term =>
                new[]
                {
                    Row(term, m => Found(m, term) is { } c ? Number(c.Estimate) + Stars(c.PValue) : ""),
                    Row("", m => Found(m, term) is { } c ? $"({Number(c.StandardError)})" : ""),
                }
            ),
        ];
        Footer = [.. Rows().Where(row => row.Skip(1).Any(cell => cell.Length > 0))];
    }

    /// <summary>Names of the models.</summary>
    public IReadOnlyList<string> Heads => [.. run.Models.Select(m => m.Spec.Name)];

    /// <summary>Two rows a coefficient: the first cell its name or nothing, then a cell a model.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Coefficients { get; }

    /// <summary>What the models rest on.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Footer { get; }

    /// <summary>What the signs mean.</summary>
    public static string Note => "*** p < 0.01, ** p < 0.05, * p < 0.1; standard errors in brackets";

    /// <summary>The table for LaTeX, with the rules of booktabs.</summary>
    public string Latex()
    {
        var text = new StringBuilder("% \\usepackage{booktabs} in the preamble; UTF-8\n\\begin{table}\n\\centering\\small\n");
        if (run.Spec.Title.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"\\caption{{{Escaped(run.Spec.Title)}}}\n");
        text.Append(CultureInfo.InvariantCulture, $"\\begin{{tabular}}{{l{new string('c', run.Models.Length)}}}\n\\toprule\n");
        text.AppendJoin(" & ", Heads.Select(Escaped).Prepend("")).Append(" \\\\\n\\midrule\n");
        Append(text, Coefficients);
        text.Append("\\midrule\n");
        Append(text, Footer);
        text.Append("\\bottomrule\n\\end{tabular}\n");
        text.Append(CultureInfo.InvariantCulture, $"\n\\footnotesize {Escaped(Note)}{Escaped(Source)}\n\\end{{table}}\n");
        return text.ToString();
    }

    private string Source => run.Spec.Source.Length > 0 ? $". Data: {run.Spec.Source}" : "";

    private IEnumerable<IReadOnlyList<string>> Rows()
    {
        yield return Row("outcome", m => m.Estimation.Problem.Outcome.Name);
        yield return Row("estimator", m => m.Spec.Design.Family switch
        {
            Family.Poisson => "PPML",
            Family.Gaussian => "OLS",
            _ => "logit",
        });
        foreach (
            var effect in run.Models.SelectMany(m => m.Spec.Formula.FixedEffects).Select(e => e.ToString()).Distinct(StringComparer.Ordinal)
        )
            yield return Row(effect, m => m.Spec.Formula.FixedEffects.Any(e => e.ToString() == effect) ? "yes" : "");
        yield return Row("errors", m => m.Covariance is { } covariance ? Errors(covariance) : "");
        yield return Row("observations", m => m.Estimation.IsConverged ? Whole(m.Estimation.Observations) : Status(m));
        yield return Row("rows left out", m => Whole(m.Rows - (m.Estimation.IsConverged ? m.Estimation.Observations : 0)));
        yield return Row("deviance", m => m.Estimation.IsConverged ? Number(m.Estimation.Deviance) : "");
        yield return Row("pseudo R2", m => m is { Estimation.IsConverged: true, Spec.Design.Family: not Family.Gaussian }
            ? m.Estimation.PseudoR2.ToString("0.0000", CultureInfo.InvariantCulture)
            : "");
        yield return Row("R2", m => m is { Estimation.IsConverged: true, Spec.Design.Family: Family.Gaussian }
            ? m.Estimation.R2.ToString("0.0000", CultureInfo.InvariantCulture)
            : "");
    }

    private IReadOnlyList<string> Row(string head, Func<ModelResult, string> cell) => [head, .. run.Models.Select(cell)];

    private static CoefficientTest? Found(ModelResult model, string term) => model.Coefficients.FirstOrDefault(c => c.Name == term);

    /// <summary>How errors were found, with the number of clusters.</summary>
    public static string Errors(Covariance covariance)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        var kind = covariance.Rule.Kind switch
        {
            ErrorKind.Clustered => $"clustered ({string.Join(", ", covariance.ClusterCounts.Select(Whole))})",
            ErrorKind.Robust => "robust",
            _ => "classical",
        };
        var rule = WrittenModel.SmallSamples.First(rule => rule.Value == covariance.Rule.SmallSample).Key;
        return $"{kind}, {rule}{(covariance.IsRepaired ? ", repaired" : "")}";
    }

    private static string Status(ModelResult model) => model.Estimation.Status == EstimationStatus.NotConverged ? "not converged" : "none";

    private static void Append(StringBuilder text, IEnumerable<IReadOnlyList<string>> rows)
    {
        foreach (var row in rows)
            text.AppendJoin(" & ", row.Select(Escaped)).Append(" \\\\\n");
    }

    /// <summary>Six significant digits.</summary>
    private static string Number(double value) =>
        Math.Abs(value) is >= 1e6 or (< 1e-4 and > 0)
            ? value.ToString("0.#####e0", CultureInfo.InvariantCulture)
            : value.ToString(Math.Abs(value) >= 1000 ? "0.0" : Math.Abs(value) >= 10 ? "0.000" : "0.00000", CultureInfo.InvariantCulture);

    private static string Whole(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Stars(double p) =>
        p < 0.01 ? "***"
        : p < 0.05 ? "**"
        : p < 0.1 ? "*"
        : "";

    private static string Escaped(string text) =>
        string.Concat(
            text.Select(letter =>
                letter switch
                {
                    '\\' => "\\textbackslash{}",
                    '^' => "\\^{}",
                    '~' => "\\~{}",
                    '<' => "\\textless{}",
                    '>' => "\\textgreater{}",
                    '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{letter}",
                    _ => letter.ToString(),
                }
            )
        );
}
