using System.Numerics.Tensors;

namespace Entente.CaliendoParro;

/// <summary>
/// What a change does inside a country before trade carries it on, in the data of a world: with D_n the diagonal of domestic
/// shares pi_nnj and Gamma_n the cost shares gamma_nkj (input k in rows), costs solve (I - Gamma_n' D_n) c = given and
/// outputs (I - D_n Gamma_n) Y = given. One inverse by country serves both, one being the transpose of the other up to
/// where D stands. It conditions a search and decides nothing, so that single precision is enough. Independent of
/// trade elasticities. Axes (n, k, j).
/// </summary>
internal sealed class DomesticInputs
{
    private readonly float[] inverse;
    private readonly int sectors;

    public DomesticInputs(World world)
    {
        (sectors, var countries) = (world.Sectors.Length, world.Countries.Length);
        inverse = new float[countries * sectors * sectors];
        var (row, shares) = (new double[sectors], world.TradeShares);
        for (var n = 0; n < countries; n++)
        {
            var matrix = inverse.AsSpan(n * sectors * sectors, sectors * sectors);
            for (var k = 0; k < sectors; k++)
            {
                TensorPrimitives.Multiply(world.CostShares.Row(n, k), -shares[n, n, k], row);
                row[k] += 1;
                TensorPrimitives.ConvertTruncating<double, float>(row, matrix.Slice(k * sectors, sectors));
            }
            if (!VectorKernels.Invert(matrix, sectors))
                SetIdentity(matrix);
        }
    }

    /// <summary>(I - D Gamma)^-1 of country n, row by row.</summary>
    public ReadOnlySpan<float> Inverse(int n) => inverse.AsSpan(n * sectors * sectors, sectors * sectors);

    /// <summary>A table whose inputs use up what is made has no inverse; the search then does without.</summary>
    private void SetIdentity(Span<float> matrix)
    {
        matrix.Clear();
        for (var k = 0; k < sectors; k++)
            matrix[k * sectors + k] = 1;
    }
}
