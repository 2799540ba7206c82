using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using static Entente.Numerics.VectorKernels;

namespace Entente.Numerics;

/// <summary>
/// Inverts square matrices with a dominant diagonal (Gauss and Jordan, no exchange of rows), four pivots at a time, so that
/// a row is read and written once for four of them. The matrix stands in the corner of an identity of whole panels and
/// vectors, in scratch that is kept for the next one.
/// </summary>
internal sealed class MatrixInverse<T>
    where T : struct, IFloatingPointIeee754<T>
{
    private const int Panel = 4;

    private static readonly T least = T.CreateChecked(1e-6);

    private readonly int order;
    private readonly int rows;
    private readonly int width;
    private readonly T[] cells;

    public MatrixInverse(int order)
    {
        this.order = order;
        rows = RoundUp(order, Panel);
        width = RoundUp(rows, Vector<T>.Count);
        cells = new T[rows * width];
    }

    /// <summary>Row r of the matrix, to be set, and of the inverse.</summary>
    public Span<T> Row(int r) => cells.AsSpan(r * width, order);

    /// <summary>Puts the inverse in the place of the matrix; false, and the matrix spoilt, where a pivot all but vanishes.</summary>
    public bool Invert()
    {
        SetMargin();
        for (var first = 0; first < rows; first += Panel)
        {
            if (!InvertPanel(first))
                return false;
            for (var r = 0; r < rows; r += 2)
                if (r == first)
                    r += Panel - 2;
                else
                    LowerTwo(r, first);
        }
        return true;
    }

    /// <summary>The identity around the matrix.</summary>
    private void SetMargin()
    {
        for (var r = 0; r < rows; r++)
            if (r < order)
                Whole(r)[order..].Clear();
            else
            {
                Whole(r).Clear();
                Whole(r)[r] = T.One;
            }
    }

    /// <summary>Makes four rows those of pivots.</summary>
    private bool InvertPanel(int first)
    {
        for (var p = first; p < first + Panel; p++)
        {
            var pivot = Whole(p)[p];
            if (!(T.Abs(pivot) > least && T.IsFinite(pivot)))
                return false;
            Whole(p)[p] = T.One;
            TensorPrimitives.Divide(Whole(p), pivot, Whole(p));
            for (var r = first; r < first + Panel; r++)
                if (r != p)
                    Lower(r, p);
        }
        return true;
    }

    /// <summary>Lowers a row by its multiple of a pivot row.</summary>
    private void Lower(int row, int pivot)
    {
        var factor = Factor(row, pivot);
        ref var a = ref MemoryMarshal.GetReference(Whole(row));
        ref var x = ref MemoryMarshal.GetReference(Whole(pivot));
        for (var j = 0; j < width; j += Vector<T>.Count)
            MultiplyAdd(factor, Load(ref x, j), Load(ref a, j)).StoreUnsafe(ref a, (nuint)j);
    }

    /// <summary>Lowers two rows by their multiples of the four pivot rows.</summary>
    private void LowerTwo(int row, int pivot)
    {
        var (a0, a1, a2, a3) = (Factor(row, pivot), Factor(row, pivot + 1), Factor(row, pivot + 2), Factor(row, pivot + 3));
        var (b0, b1, b2, b3) = (Factor(row + 1, pivot), Factor(row + 1, pivot + 1), Factor(row + 1, pivot + 2), Factor(row + 1, pivot + 3));
        ref var a = ref MemoryMarshal.GetReference(Whole(row));
        ref var panel = ref MemoryMarshal.GetReference(Whole(pivot));
        for (var j = 0; j < width; j += Vector<T>.Count)
        {
            var (x0, x1, x2, x3) = (
                Load(ref panel, j),
                Load(ref panel, j + width),
                Load(ref panel, j + 2 * width),
                Load(ref panel, j + 3 * width)
            );
            MultiplyAdd(a3, x3, MultiplyAdd(a2, x2, MultiplyAdd(a1, x1, MultiplyAdd(a0, x0, Load(ref a, j))))).StoreUnsafe(ref a, (nuint)j);
            MultiplyAdd(b3, x3, MultiplyAdd(b2, x2, MultiplyAdd(b1, x1, MultiplyAdd(b0, x0, Load(ref a, j + width)))))
                .StoreUnsafe(ref a, (nuint)(j + width));
        }
    }

    /// <summary>Minus the multiple of pivot row p in row r; taken out of the column, which becomes that of the inverse.</summary>
    private Vector<T> Factor(int r, int p)
    {
        ref var cell = ref cells[r * width + p];
        var factor = -cell;
        cell = T.Zero;
        return new(factor);
    }

    private Span<T> Whole(int r) => cells.AsSpan(r * width, width);

    private static int RoundUp(int count, int multiple) => (count + multiple - 1) / multiple * multiple;
}
