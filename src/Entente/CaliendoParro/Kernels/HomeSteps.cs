using System.Numerics.Tensors;
using Entente.CaliendoParro.Search;
using Entente.Numerics;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// Gaps of costs and outputs followed through the inputs made at home (<see cref="DomesticInputs"/>), all countries side by side. Each
/// is the transpose of the other. Not safe for use by several threads.
/// </summary>
internal sealed class HomeSteps(ReferencePoint at)
{
    private readonly int sectors = at.Output.Columns;
    private readonly float[] gap = new float[at.Output.Span.Length];
    private readonly float[] step = new float[at.Output.Span.Length];

    /// <summary>(I - Gamma' D)^-1 times gaps of ln costs; by (n, j), in place if so wished.</summary>
    public void FollowCosts(ReadOnlySpan<double> gaps, Span<double> costs)
    {
        TensorPrimitives.ConvertTruncating<double, float>(gaps, gap);
        Array.Clear(step);
        for (var n = 0; n < at.Output.Rows; n++)
            VectorKernels.AddTransposedTimes<float>(at.DomesticInputs.Inverse(n), Of(gap, n), Of(step, n));
        TensorPrimitives.ConvertTruncating<float, double>(step, costs);
    }

    /// <summary>(I - D Gamma)^-1 times gaps of outputs; by (n, j), in place if so wished.</summary>
    public void FollowOutputs(ReadOnlySpan<double> gaps, Span<double> outputs)
    {
        TensorPrimitives.ConvertTruncating<double, float>(gaps, gap);
        for (var n = 0; n < at.Output.Rows; n++)
            VectorKernels.Times<float>(at.DomesticInputs.Inverse(n), Of(gap, n), Of(step, n));
        TensorPrimitives.ConvertTruncating<float, double>(step, outputs);
    }

    private Span<float> Of(float[] all, int n) => all.AsSpan(n * sectors, sectors);
}
