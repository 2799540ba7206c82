using Entente.CaliendoParro.Derivatives;
using Entente.Scenarios;

namespace Entente.Cli;

/// <summary>One case and one country: the exact change, the approximations, and what carries it.</summary>
/// <param name="Title">Title of the case.</param>
/// <param name="Exact">ln of the change of real income; null where the case has no answer.</param>
/// <param name="HasEmbargo">Whether flows end, so that approximations are by the weight flows are left with.</param>
/// <param name="First">To first order; null where there is none.</param>
/// <param name="Second">To second order.</param>
/// <param name="Attribution">What carries it; null where a way to the answer was not found.</param>
/// <param name="Trouble">What is missing, for people; empty where nothing is.</param>
internal sealed record Explained(
    string Title,
    double? Exact,
    bool HasEmbargo,
    double? First,
    double? Second,
    Attribution? Attribution,
    string Trouble
)
{
    public static Explained Of(string title, CaseAnswer answer, int country, CancellationToken cancellation)
    {
        if (answer.Comparison is not { } comparison)
            return new(
                title,
                null,
                false,
                null,
                null,
                null,
                answer.Equilibrium.Converged ? answer.Before.Explanation : answer.Equilibrium.Explanation
            );
        var exact = Math.Log(comparison.RealIncome[country]);
        if (Linearisation.WhyNotCovered(answer.Before) is { } reason)
            return new(title, exact, false, null, null, null, $"derivatives where it begins do not cover {reason}");
        var path = new ShockPath(answer.Before.Given, answer.Equilibrium.Given);
        var approximation = Approximation.Of(path, answer.Before, cancellation);
        var attribution = Attribution.Of(path, comparison, country, cancellation);
        return new(
            title,
            exact,
            path.HasEmbargo,
            approximation.Success ? approximation.Value.First[country] : null,
            approximation.Success ? approximation.Value.Second[country] : null,
            attribution.Success ? attribution.Value : null,
            string.Join("; ", approximation.Faults.Concat(attribution.Faults))
        );
    }

    /// <summary>What is attributed to each pair of countries, the largest first.</summary>
    public IEnumerable<(int Importer, int Exporter, double Value)> Pairs()
    {
        var flows = Attribution!.Flows;
        return from n in Enumerable.Range(0, flows.First)
               from i in Enumerable.Range(0, flows.Second)
               let value = Sum(flows.Row(n, i))
               where value != 0
               orderby Math.Abs(value) descending
               select (n, i, value);
    }

    /// <summary>What is attributed to each instrument; together all that is attributed.</summary>
    public IEnumerable<(string Name, double Value)> Parts() =>
        [
            ("costs", Sum(Attribution!.TradeCosts.Span)),
            ("tariffs", Sum(Attribution.Tariffs.Span)),
            ("export taxes", Sum(Attribution.ExportTaxes.Span)),
            ("productivity", Sum(Attribution.Productivity.Span)),
            ("lump sums", Attribution.Transfers),
        ];

    /// <summary>What is attributed to the productivity of each country and sector, the largest first.</summary>
    public IEnumerable<(int Country, int Sector, double Value)> Productivity()
    {
        var productivity = Attribution!.Productivity;
        return from n in Enumerable.Range(0, productivity.Rows)
               from j in Enumerable.Range(0, productivity.Columns)
               where productivity[n, j] != 0
               orderby Math.Abs(productivity[n, j]) descending
               select (n, j, productivity[n, j]);
    }

    /// <summary>What is attributed to each sector, productivity included, the largest first.</summary>
    public IEnumerable<(int Sector, double Value)> Sectors()
    {
        var (flows, productivity) = (Attribution!.Flows, Attribution.Productivity);
        return from j in Enumerable.Range(0, flows.Third)
               let value = Enumerable
                   .Range(0, flows.First)
                   .Sum(n => productivity[n, j] + Enumerable.Range(0, flows.Second).Sum(i => flows[n, i, j]))
               where value != 0
               orderby Math.Abs(value) descending
               select (j, value);
    }

    /// <summary>What is attributed to each flow, the largest first.</summary>
    public IEnumerable<(int Importer, int Exporter, int Sector, double Value)> Flows()
    {
        var flows = Attribution!.Flows;
        return from n in Enumerable.Range(0, flows.First)
               from i in Enumerable.Range(0, flows.Second)
               from j in Enumerable.Range(0, flows.Third)
               where flows[n, i, j] != 0
               orderby Math.Abs(flows[n, i, j]) descending
               select (n, i, j, flows[n, i, j]);
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
