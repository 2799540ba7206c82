using System.Numerics.Tensors;
using Entente.CaliendoParro.Search;
using Entente.Numerics;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// What a change does inside a country before trade carries it on, in a situation: with D_n the diagonal of domestic
/// shares pi_nnj and Gamma_n the cost shares gamma_nkj (input k in rows), costs solve (I - Gamma_n' D_n) c = given and
/// outputs (I - D_n Gamma_n) Y = given. One inverse by country serves both, one being the transpose of the other up to
/// where D stands. It conditions a search and decides nothing, so that single precision is enough. Independent of
/// trade elasticities. Axes (n, k, j).
/// </summary>
internal sealed class DomesticInputs
{
    private readonly float[] inverse;
    private readonly int sectors;

    public DomesticInputs(ReferencePoint at)
    {
        (sectors, var countries) = (at.Output.Columns, at.Output.Rows);
        inverse = new float[countries * sectors * sectors];
        var (solve, shares, single) = (new MatrixInverse<float>(sectors), at.TradeShares, new float[sectors * sectors]);
        for (var n = 0; n < countries; n++)
        {
            TensorPrimitives.ConvertTruncating<double, float>(at.CostShares.Block(n), single);
            for (var k = 0; k < sectors; k++)
            {
                TensorPrimitives.Multiply(single.AsSpan(k * sectors, sectors), (float)-shares[n, n, k], solve.Row(k));
                solve.Row(k)[k] += 1;
            }
            var invertible = solve.Invert();
            for (var k = 0; k < sectors; k++)
                if (invertible)
                    solve.Row(k).CopyTo(inverse.AsSpan((n * sectors + k) * sectors));
                else
                    // A table whose inputs use up what is made has no inverse; the search then does without.
                    inverse[(n * sectors + k) * sectors + k] = 1;
        }
    }

    /// <summary>(I - D Gamma)^-1 of country n, row by row.</summary>
    public ReadOnlySpan<float> Inverse(int n) => inverse.AsSpan(n * sectors * sectors, sectors * sectors);
}
