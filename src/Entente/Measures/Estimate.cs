using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>
/// What a regression of trade has found: coefficients by name, and how sure they are. Immutable. The covariance is symmetric and
/// not negative definite.
/// </summary>
public sealed class Estimate
{
    /// <summary>Below zero by this part of the variance a pivot is rounding.</summary>
    private const double Rounding = 1e-10;

    private Estimate(string name, ImmutableArray<string> terms, ImmutableArray<double> values, Table covariance, Table root) =>
        (Name, Terms, Values, Covariance, Root) = (name, terms, values, covariance, root);

    /// <summary>What it is called, such as its file.</summary>
    public string Name { get; }

    /// <summary>Names of the coefficients, each once.</summary>
    public ImmutableArray<string> Terms { get; }

    /// <summary>The coefficients.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>Their covariance.</summary>
    public Table Covariance { get; }

    /// <summary>L, lower triangular, with L L' the covariance.</summary>
    public Table Root { get; }

    /// <summary>Position of a coefficient; -1 where there is none of that name.</summary>
    public int Find(string term) => Terms.IndexOf(term);

    /// <summary>Standard error of a coefficient.</summary>
    public double StandardError(int term) => Math.Sqrt(Covariance[term, term]);

    /// <summary>Checks an estimate.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="terms">Names of the coefficients.</param>
    /// <param name="values">The coefficients.</param>
    /// <param name="covariance">Their covariance, row by row.</param>
    /// <returns>The estimate, or all that is wrong with it.</returns>
    public static Checked<Estimate> Create(
        string name,
        ImmutableArray<string> terms,
        ImmutableArray<double> values,
        ImmutableArray<double> covariance
    )
    {
        var faults = new List<Fault>();
        var count = terms.Length;
        if (count == 0)
            faults.Add(new Fault(null, "an estimate without coefficients", "one at least"));
        foreach (var twice in terms.GroupBy(t => t, StringComparer.Ordinal).Where(g => g.Count() > 1))
            faults.Add(new Fault(null, $"coefficient '{twice.Key}' for the second time", "each once"));
        if (values.Length != count || covariance.Length != count * count)
            faults.Add(
                new Fault(
                    null,
                    $"{count} names, {values.Length} coefficients and {covariance.Length} covariances",
                    $"{count} coefficients and {count * count} covariances"
                )
            );
        else if (!values.All(double.IsFinite) || !covariance.All(double.IsFinite))
            faults.Add(new Fault(null, "coefficients or covariances that are no finite numbers", "finite numbers"));
        else if (!IsSymmetric(covariance, count))
            faults.Add(new Fault(null, "covariances that are not symmetric", "a symmetric table"));
        if (faults.Count > 0)
            return Checked<Estimate>.Invalid(faults);
        var table = new Table(count, count, [.. covariance]);
        return RootOf(table) is { } root
            ? Checked<Estimate>.Valid(new Estimate(name, terms, values, table, root))
            : Checked<Estimate>.Invalid([
                new Fault(null, "covariances that no coefficients can have", "a covariance that is not negative in any direction"),
            ]);
    }

    private static bool IsSymmetric(ImmutableArray<double> covariance, int count)
    {
        for (var a = 0; a < count; a++)
            for (var b = 0; b < a; b++)
                if (
                    Math.Abs(covariance[a * count + b] - covariance[b * count + a])
                    > 1e-9 * Math.Sqrt(Math.Abs(covariance[a * count + a] * covariance[b * count + b]))
                )
                    return false;
        return true;
    }

    /// <summary>The factor of Cholesky, rows without variance of their own left zero; null where a variance is negative.</summary>
    private static Table? RootOf(Table covariance)
    {
        var count = covariance.Rows;
        var root = new double[count * count];
        for (var b = 0; b < count; b++)
        {
            var pivot = covariance[b, b];
            for (var k = 0; k < b; k++)
                pivot -= root[b * count + k] * root[b * count + k];
            if (pivot < -Rounding * covariance[b, b] || covariance[b, b] < 0)
                return null;
            var own = pivot <= Rounding * covariance[b, b] ? 0 : Math.Sqrt(pivot);
            root[b * count + b] = own;
            for (var a = b + 1; a < count; a++)
            {
                var cross = covariance[a, b];
                for (var k = 0; k < b; k++)
                    cross -= root[a * count + k] * root[b * count + k];
                if (own > 0)
                    root[a * count + b] = cross / own;
                else if (Math.Abs(cross) > 1e-5 * Math.Sqrt(covariance[a, a] * covariance[b, b]))
                    return null;
            }
        }
        return new Table(count, count, root);
    }
}
