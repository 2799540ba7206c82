using System.Collections.Immutable;
using Entente.Measures;
using Entente.Numerics;

namespace Entente.Gravity;

/// <summary>Costs of trade by their determinants: tHat^(1-sigma) = exp(sum_k b_k x_k). Axes: importer n, exporter i, variable k.</summary>
public sealed record GravityData
{
    /// <summary>The countries, in order.</summary>
    public required ImmutableArray<Country> Countries { get; init; }

    /// <summary>Y_i: output; &gt; 0.</summary>
    public required ImmutableArray<double> Output { get; init; }

    /// <summary>E_n: expenditure; &gt; 0.</summary>
    public required ImmutableArray<double> Expenditure { get; init; }

    /// <summary>Names of the variables; those without a coefficient of their own left out.</summary>
    public required ImmutableArray<string> Variables { get; init; }

    /// <summary>b_k: coefficients in the order of the variables.</summary>
    public required ImmutableArray<double> Coefficients { get; init; }

    /// <summary>x_nik: the variables of every pair, domestic ones included.</summary>
    public required Cube Covariates { get; init; }

    /// <summary>Coefficient of the constant; it sets the level of the outward resistances and changes nothing else.</summary>
    public double Constant { get; init; }
}

/// <summary>
/// Flows, and resistances, that structural gravity fits to determinants of trade costs, output and expenditure.
/// The fitted flows are a world of one sector like any other.
/// </summary>
public sealed class GravityFit : CostDeterminants
{
    private GravityFit(GravityData data, World world, int reference, ImmutableArray<double> inward, ImmutableArray<double> outward) =>
        (Data, World, Reference, Inward, Outward) = (data, world, reference, inward, outward);

    public GravityData Data { get; }

    public override ImmutableArray<string> Variables => Data.Variables;

    public override double Value(int n, int i, int k) => Data.Covariates[n, i, k];

    /// <summary>exp(b_k (x' - x)/(1 - sigma)).</summary>
    public override double CostFactor(int k, double change) => Math.Exp(-Data.Coefficients[k] * change / World.Thetas[0]);

    /// <summary>One sector; each country spends E_n and sells its share Y_i/Y of all that is spent.</summary>
    public World World { get; }

    /// <summary>Position of the importer whose inward resistance is 1.</summary>
    public int Reference { get; }

    /// <summary>P_n: inward resistances.</summary>
    public ImmutableArray<double> Inward { get; }

    /// <summary>Pi_i: outward resistances.</summary>
    public ImmutableArray<double> Outward { get; }

    /// <summary>Finds the resistances at which everybody's purchases and sales add up, and the flows they imply.</summary>
    /// <param name="data">Determinants, output, expenditure.</param>
    /// <param name="sigma">Elasticity of substitution; &gt; 1.</param>
    /// <param name="reference">The importer whose inward resistance is 1.</param>
    /// <param name="identity">Title, year, unit of the world.</param>
    /// <returns>The fit, or what is wrong with the data.</returns>
    public static Checked<GravityFit> Of(GravityData data, double sigma, int reference, WorldIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!(sigma > 1 && double.IsFinite(sigma)))
            return Checked<GravityFit>.Invalid([OneSectorWorld.NoSigma(sigma)]);
        var resistances = new FittedResistances(data, sigma - 1);
        var search = resistances.Solve();
        if (search.Status != SolverStatus.Converged)
            return Checked<GravityFit>.Invalid([
                new Fault(
                    null,
                    $"costs of trade at which no resistances make flows add up ({search.Status})",
                    "costs of trade less far apart"
                ),
            ]);
        var outward = FittedResistances.Exp(search.Solution);
        var inward = resistances.Inward(outward);
        var scale = inward[reference];
        (inward, outward) = ([.. inward.Select(p => p / scale)], [.. outward.Select(p => p * scale)]);
        var world = OneSectorWorld.Of(identity, data.Countries, resistances.Flows(inward, outward), sigma);
        return world.Success
            ? Checked<GravityFit>.Valid(new GravityFit(data, world.Value, reference, [.. inward], [.. outward]), world.Warnings)
            : Checked<GravityFit>.Invalid(world.Faults);
    }
}

/// <summary>(25), (26) and (30) in levels: what the determinants of costs, output and expenditure imply.</summary>
internal sealed class FittedResistances
{
    /// <summary>Relative; rounding leaves no more where resistances span orders of magnitude.</summary>
    private const double Tolerance = 1e-13;

    private readonly GravityData data;
    private readonly double theta;
    private readonly double[] outputShares;
    private readonly double[] expenditureShares;
    private readonly double[,] costs;
    private readonly int countries;

    public FittedResistances(GravityData data, double theta)
    {
        (this.data, this.theta, countries) = (data, theta, data.Countries.Length);
        var (y, e) = (data.Output.Sum(), data.Expenditure.Sum());
        (outputShares, expenditureShares) = ([.. data.Output.Select(own => own / y)], [.. data.Expenditure.Select(own => own / e)]);
        costs = new double[countries, countries];
        for (var n = 0; n < countries; n++)
            for (var i = 0; i < countries; i++)
                costs[n, i] = Math.Exp(
                    data.Constant + Enumerable.Range(0, data.Variables.Length).Sum(k => data.Coefficients[k] * data.Covariates[n, i, k])
                );
    }

    /// <summary>Finds ln Pi, up to scale.</summary>
    public SolverResult Solve()
    {
        var start = Outward([.. Enumerable.Repeat(1.0, countries)]).Select(p => Math.Log(p)).ToArray();
        return Fallback.Solve(Residual, start, new SolverOptions { Tolerance = Tolerance });

        void Residual(ReadOnlySpan<double> x, Span<double> f, double accuracy)
        {
            var outward = Exp(x);
            var again = Outward(Inward(outward));
            for (var i = 0; i < f.Length; i++)
                f[i] = Math.Log(again[i] / outward[i]);
        }
    }

    public static double[] Exp(ReadOnlySpan<double> logs) => [.. logs.ToArray().Select(log => Math.Exp(log))];

    /// <summary>P_n^(1-sigma) = sum_i (t_ni/Pi_i)^(1-sigma) Y_i/Y.</summary>
    public double[] Inward(double[] outward) =>
        [
            .. Enumerable
                .Range(0, countries)
                .Select(n =>
                    Math.Pow(
                        Enumerable.Range(0, countries).Sum(i => costs[n, i] * Math.Pow(outward[i], theta) * outputShares[i]),
                        -1 / theta
                    )
                ),
        ];

    /// <summary>Pi_i^(1-sigma) = sum_n (t_ni/P_n)^(1-sigma) E_n/E.</summary>
    public double[] Outward(double[] inward) =>
        [
            .. Enumerable
                .Range(0, countries)
                .Select(i =>
                    Math.Pow(
                        Enumerable.Range(0, countries).Sum(n => costs[n, i] * Math.Pow(inward[n], theta) * expenditureShares[n]),
                        -1 / theta
                    )
                ),
        ];

    /// <summary>X_ni = E_n Y_i/Y (t_ni/(P_n Pi_i))^(1-sigma).</summary>
    public Cube Flows(double[] inward, double[] outward) =>
        Cube.Create(
            countries,
            countries,
            1,
            (n, i, _) => data.Expenditure[n] * outputShares[i] * costs[n, i] * Math.Pow(inward[n] * outward[i], theta)
        );
}
