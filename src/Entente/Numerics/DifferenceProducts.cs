using System.Numerics.Tensors;

namespace Entente.Numerics;

/// <summary>
/// The same as <see cref="DifferenceHistory"/> for searches one after the other, by the products of residual differences with one
/// another: one row and column of them is made a step, and the factors of what is held, newest first, are small beside a
/// difference. Differences are held in single precision, one a row, and their products in double: they say in which direction to go on,
/// and what they miss the next step makes good. Points and residuals are not. Differences of one search serve another of a like system.
/// </summary>
internal sealed class DifferenceProducts(int length, int memory) : IDifferences
{
    /// <summary>A difference of which less than this part, squared, is independent of newer ones is left out.</summary>
    private const double Independent = 1e-9;

    // By slot: dF, and dX + dF, the differences of points after a full step.
    private readonly float[] df = Rows(length, memory);
    private readonly float[] dg = Rows(length, memory);

    // By slot: products of differences with one another, and with the residual.
    private readonly double[,] products = new double[memory, memory];
    private readonly double[] withResidual = new double[memory];
    private readonly double[] withNewest = new double[memory];

    // Slots by age, the oldest first; of the factors, newest first: those that were not left out, their lengths, and what is
    // solved for.
    private readonly int[] order = new int[memory];
    private readonly int[] kept = new int[memory];
    private readonly double[] sizes = new double[memory];
    private readonly double[,] lower = new double[memory, memory];
    private readonly double[] solved = new double[memory];
    private readonly float[] weightOfSlot = new float[memory];
    private readonly float[] single = new float[length];
    private readonly double[] wide = new double[length];
    private readonly double[] lastX = new double[length];
    private readonly double[] lastF = new double[length];
    private bool hasLast;

    /// <summary>How many differences are held.</summary>
    public int Count { get; private set; }

    /// <summary>Whether any of them is of a search before this one.</summary>
    public bool IsInherited { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear() => (Count, hasLast, IsInherited) = (0, false, false);

    /// <summary>Another search begins, which has these differences to begin with.</summary>
    public void Begin() => (hasLast, IsInherited) = (false, Count > 0);

    /// <summary>Moves x to the next point: x + mixing f - (dX + mixing dF) c, c = argmin |f - dF c|.</summary>
    public void Step(double[] x, double[] f, double mixing)
    {
        var newest = hasLast ? Remember(x, f) : -1;
        x.CopyTo(lastX, 0);
        f.CopyTo(lastF, 0);
        hasLast = true;
        SetProducts(f, newest);
        SetWeights();
        TensorPrimitives.MultiplyAdd(f, mixing, x, x);
        Array.Clear(single);
        VectorKernels.AddTransposedTimes<float>(dg.AsSpan(0, Count * length), weightOfSlot.AsSpan(0, Count), single);
        if (mixing < 1)
        {
            // dX + mixing dF = dG - (1 - mixing) dF.
            TensorPrimitives.Multiply(weightOfSlot, (float)(mixing - 1), weightOfSlot);
            VectorKernels.AddTransposedTimes<float>(df.AsSpan(0, Count * length), weightOfSlot.AsSpan(0, Count), single);
        }
        TensorPrimitives.ConvertTruncating<float, double>(single, wide);
        TensorPrimitives.Subtract(x, wide, x);
    }

    /// <summary>Keeps a difference in place of the oldest, and returns its slot.</summary>
    private int Remember(double[] x, double[] f)
    {
        var slot = Count;
        if (Count == memory)
        {
            slot = order[0];
            order.AsSpan(1).CopyTo(order);
        }
        else
            Count++;
        order[Count - 1] = slot;
        TensorPrimitives.Subtract(f, lastF, wide);
        TensorPrimitives.ConvertTruncating<double, float>(wide, Row(df, slot));
        TensorPrimitives.Add(wide, x, wide);
        TensorPrimitives.Subtract(wide, lastX, wide);
        TensorPrimitives.ConvertTruncating<double, float>(wide, Row(dg, slot));
        return slot;
    }

    /// <summary>dF'f, and the products of the newest difference with all, in one reading.</summary>
    private void SetProducts(double[] f, int newest)
    {
        if (newest < 0)
            wide.AsSpan().Clear();
        else
            TensorPrimitives.ConvertTruncating<float, double>(Row(df, newest), wide);
        VectorKernels.Times(df.AsSpan(0, Count * length), f, wide, withResidual.AsSpan(0, Count), withNewest.AsSpan(0, Count));
        for (var h = 0; newest >= 0 && h < Count; h++)
            products[newest, h] = products[h, newest] = withNewest[h];
    }

    /// <summary>c with dF'dF c = dF'f, by Cholesky's factors of what is independent.</summary>
    private void SetWeights()
    {
        Array.Clear(weightOfSlot);
        var held = 0;
        for (var age = Count - 1; age >= 0; age--)
        {
            var slot = order[age];
            var (size, left) = (Math.Sqrt(products[slot, slot]), 1.0);
            for (var h = 0; h < held; h++)
            {
                var along = products[slot, kept[h]] / (size * sizes[h]);
                for (var m = 0; m < h; m++)
                    along -= lower[held, m] * lower[h, m];
                lower[held, h] = along / lower[h, h];
                left -= lower[held, h] * lower[held, h];
            }
            if (!(left > Independent))
                continue;
            var value = withResidual[slot] / size;
            for (var h = 0; h < held; h++)
                value -= lower[held, h] * solved[h];
            (lower[held, held], kept[held], sizes[held]) = (Math.Sqrt(left), slot, size);
            solved[held] = value / lower[held, held];
            held++;
        }
        for (var h = held - 1; h >= 0; h--)
        {
            for (var k = h + 1; k < held; k++)
                solved[h] -= lower[k, h] * solved[k];
            solved[h] /= lower[h, h];
            weightOfSlot[kept[h]] = (float)(solved[h] / sizes[h]);
        }
    }

    private Span<float> Row(float[] rows, int at) => rows.AsSpan(at * length, length);

    /// <summary>Room for differences, of which most searches need a part: not touched before it is set.</summary>
    private static float[] Rows(int length, int memory) => GC.AllocateUninitializedArray<float>(length * memory);
}
