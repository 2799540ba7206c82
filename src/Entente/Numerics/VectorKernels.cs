using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Entente.Numerics;

/// <summary>
/// The few loops in which a solve spends its time: products of blocks that stream from memory once, with sums kept in
/// registers. Where a row is no multiple of a vector its last vector begins early, and lanes done before add nothing.
/// <c>VectorKernelTests</c> holds each against the loops it stands for.
/// </summary>
internal static class VectorKernels
{
    /// <summary>So many elements ahead is what memory takes to come.</summary>
    private const int Ahead = 1024;

    /// <summary>Blocks of so many elements come from memory; smaller ones, of worlds that caches hold, are there.</summary>
    private const int Far = 8192;

    /// <summary>Rows that are longer are streams of their own, which the processor follows by itself.</summary>
    private const int LongestRow = 1024;

    /// <summary>sum_j += sum_i a_ij b_ij over the rows of two blocks of the same shape, four rows at a time.</summary>
    public static void AddColumnSums(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> sum)
    {
        if (IsFar(a.Length, sum.Length))
            AddColumnSums<FarMemory>(a, b, sum);
        else
            AddColumnSums<NearMemory>(a, b, sum);
    }

    private static void AddColumnSums<TMemory>(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> sum)
        where TMemory : IMemory
    {
        var (columns, width, at) = (sum.Length, Vector<double>.Count, 0);
        ref var atSum = ref MemoryMarshal.GetReference(sum);
        for (; columns >= width && at <= a.Length - 4 * columns; at += 4 * columns)
        {
            ref var rowA = ref Unsafe.Add(ref MemoryMarshal.GetReference(a), at);
            ref var rowB = ref Unsafe.Add(ref MemoryMarshal.GetReference(b), at);
            var j = 0;
            for (; j <= columns - width; j += width)
            {
                if (TMemory.IsFar)
                    AskForFour(ref rowA, j);
                Store(Load(ref atSum, j) + Four(ref rowA, ref rowB, j, columns), ref atSum, j);
            }
            if (j == columns)
                continue;
            var lanes = Lanes<double>(columns, ref j);
            Store(Load(ref atSum, j) + (Four(ref rowA, ref rowB, j, columns) & lanes), ref atSum, j);
        }
        for (; at < a.Length; at += columns)
            TensorPrimitives.MultiplyAdd(a.Slice(at, columns), b.Slice(at, columns), sum, sum);
    }

    /// <summary>A vector of each of four rows of two blocks from <paramref name="at"/> on, multiplied and added up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Four(ref double a, ref double b, int at, int columns)
    {
        var (second, third, fourth) = (at + columns, at + 2 * columns, at + 3 * columns);
        return Vector.FusedMultiplyAdd(Load(ref a, at), Load(ref b, at), Load(ref a, second) * Load(ref b, second))
            + Vector.FusedMultiplyAdd(Load(ref a, third), Load(ref b, third), Load(ref a, fourth) * Load(ref b, fourth));
    }

    /// <summary>product_j = a_j b_j, and sum_j += that.</summary>
    public static void Products(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> product, Span<double> sum)
    {
        var (width, j) = (Vector<double>.Count, 0);
        ref var atA = ref MemoryMarshal.GetReference(a);
        ref var atB = ref MemoryMarshal.GetReference(b);
        ref var into = ref MemoryMarshal.GetReference(product);
        ref var atSum = ref MemoryMarshal.GetReference(sum);
        for (; j <= product.Length - width; j += width)
        {
            var some = Load(ref atA, j) * Load(ref atB, j);
            Store(some, ref into, j);
            Store(Load(ref atSum, j) + some, ref atSum, j);
        }
        for (; j < product.Length; j++)
        {
            product[j] = a[j] * b[j];
            sum[j] += product[j];
        }
    }

    /// <summary>product_j = a_j b_j c_j d_j, sum_j += a_j b_j c_j, and whole_j += a_j.</summary>
    public static void Products(
        ReadOnlySpan<double> a,
        ReadOnlySpan<double> b,
        ReadOnlySpan<double> c,
        ReadOnlySpan<double> d,
        Span<double> product,
        Span<double> sum,
        Span<double> whole
    )
    {
        var (width, j) = (Vector<double>.Count, 0);
        ref var atA = ref MemoryMarshal.GetReference(a);
        ref var atB = ref MemoryMarshal.GetReference(b);
        ref var atC = ref MemoryMarshal.GetReference(c);
        ref var atD = ref MemoryMarshal.GetReference(d);
        ref var into = ref MemoryMarshal.GetReference(product);
        ref var atSum = ref MemoryMarshal.GetReference(sum);
        ref var atWhole = ref MemoryMarshal.GetReference(whole);
        for (; j <= product.Length - width; j += width)
        {
            var part = Load(ref atA, j);
            var some = part * (Load(ref atB, j) * Load(ref atC, j));
            Store(Load(ref atSum, j) + some, ref atSum, j);
            Store(Load(ref atWhole, j) + part, ref atWhole, j);
            Store(some * Load(ref atD, j), ref into, j);
        }
        for (; j < product.Length; j++)
        {
            var some = a[j] * (b[j] * c[j]);
            (sum[j], whole[j], product[j]) = (sum[j] + some, whole[j] + a[j], some * d[j]);
        }
    }

    /// <summary>quotient_j = a_j b_j / (1 + c_j).</summary>
    public static void OverOneAnd(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c, Span<double> quotient)
    {
        var (width, j) = (Vector<double>.Count, 0);
        ref var atA = ref MemoryMarshal.GetReference(a);
        ref var atB = ref MemoryMarshal.GetReference(b);
        ref var atC = ref MemoryMarshal.GetReference(c);
        ref var into = ref MemoryMarshal.GetReference(quotient);
        for (; j <= quotient.Length - width; j += width)
            Store(Load(ref atA, j) * Load(ref atB, j) / (Vector<double>.One + Load(ref atC, j)), ref into, j);
        for (; j < quotient.Length; j++)
            quotient[j] = a[j] * b[j] / (1 + c[j]);
    }

    /// <summary>quotient_j = a_j / (1 + c_j).</summary>
    public static void OverOneAnd(ReadOnlySpan<double> a, ReadOnlySpan<double> c, Span<double> quotient)
    {
        var (width, j) = (Vector<double>.Count, 0);
        ref var atA = ref MemoryMarshal.GetReference(a);
        ref var atC = ref MemoryMarshal.GetReference(c);
        ref var into = ref MemoryMarshal.GetReference(quotient);
        for (; j <= quotient.Length - width; j += width)
            Store(Load(ref atA, j) / (Vector<double>.One + Load(ref atC, j)), ref into, j);
        for (; j < quotient.Length; j++)
            quotient[j] = a[j] / (1 + c[j]);
    }

    /// <summary>sum_ij += a_ij x_j for every row i; row by row, as memory is read ahead.</summary>
    public static void AddRowsTimes(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> sum)
    {
        if (IsFar(a.Length, x.Length))
            AddRowsTimes<FarMemory>(a, x, sum);
        else
            AddRowsTimes<NearMemory>(a, x, sum);
    }

    private static void AddRowsTimes<TMemory>(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> sum)
        where TMemory : IMemory
    {
        var (columns, width) = (x.Length, Vector<double>.Count);
        ref var atA = ref MemoryMarshal.GetReference(a);
        ref var atX = ref MemoryMarshal.GetReference(x);
        ref var atSum = ref MemoryMarshal.GetReference(sum);
        if (columns < width)
        {
            for (var at = 0; at < a.Length; at++)
                sum[at] += a[at] * x[at % columns];
            return;
        }
        var last = columns / width * width;
        var lanes = Lanes<double>(columns, ref last);
        var rest = Load(ref atX, last) & lanes;
        for (var row = 0; row < a.Length; row += columns)
        {
            var j = 0;
            for (; j <= columns - 2 * width; j += 2 * width)
            {
                var (at, next) = (row + j, row + j + width);
                if (TMemory.IsFar)
                    AskFor(ref atA, at + Ahead);
                Store(Vector.FusedMultiplyAdd(Load(ref atA, at), Load(ref atX, j), Load(ref atSum, at)), ref atSum, at);
                Store(Vector.FusedMultiplyAdd(Load(ref atA, next), Load(ref atX, j + width), Load(ref atSum, next)), ref atSum, next);
            }
            if (j <= columns - width)
            {
                var at = row + j;
                Store(Vector.FusedMultiplyAdd(Load(ref atA, at), Load(ref atX, j), Load(ref atSum, at)), ref atSum, at);
                j += width;
            }
            if (j < columns)
                Store(Vector.FusedMultiplyAdd(Load(ref atA, row + last), rest, Load(ref atSum, row + last)), ref atSum, row + last);
        }
    }

    /// <summary>sum_ij += a_ij x_j for every row i; returns the sum of all that was added, each times b_ij.</summary>
    public static double AddRowsTimes(ReadOnlySpan<double> a, ReadOnlySpan<double> x, ReadOnlySpan<double> b, Span<double> sum) =>
        IsFar(a.Length, x.Length) ? AddRowsTimes<FarMemory>(a, x, b, sum) : AddRowsTimes<NearMemory>(a, x, b, sum);

    private static double AddRowsTimes<TMemory>(
        ReadOnlySpan<double> a,
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> b,
        Span<double> sum
    )
        where TMemory : IMemory
    {
        var (columns, width) = (x.Length, Vector<double>.Count);
        ref var atA = ref MemoryMarshal.GetReference(a);
        ref var atX = ref MemoryMarshal.GetReference(x);
        ref var atB = ref MemoryMarshal.GetReference(b);
        ref var atSum = ref MemoryMarshal.GetReference(sum);
        if (columns < width)
        {
            var total = 0.0;
            for (var at = 0; at < a.Length; at++)
            {
                sum[at] += a[at] * x[at % columns];
                total += a[at] * x[at % columns] * b[at];
            }
            return total;
        }
        var last = columns / width * width;
        var lanes = Lanes<double>(columns, ref last);
        var rest = Load(ref atX, last) & lanes;
        var (even, odd) = (Vector<double>.Zero, Vector<double>.Zero);
        for (var row = 0; row < a.Length; row += columns)
        {
            var j = 0;
            for (; j <= columns - 2 * width; j += 2 * width)
            {
                if (TMemory.IsFar)
                    AskFor(ref atA, row + j + Ahead);
                even = AddTimes(ref atA, Load(ref atX, j), ref atB, ref atSum, row + j, even);
                odd = AddTimes(ref atA, Load(ref atX, j + width), ref atB, ref atSum, row + j + width, odd);
            }
            if (j <= columns - width)
            {
                even = AddTimes(ref atA, Load(ref atX, j), ref atB, ref atSum, row + j, even);
                j += width;
            }
            if (j < columns)
                odd = AddTimes(ref atA, rest, ref atB, ref atSum, row + last, odd);
        }
        return Vector.Sum(even + odd);
    }

    /// <summary>A vector of products is added to a sum, and these times another vector to a total.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> AddTimes(ref double a, Vector<double> x, ref double b, ref double sum, int at, Vector<double> total)
    {
        var some = Load(ref a, at) * x;
        Store(Load(ref sum, at) + some, ref sum, at);
        return Vector.FusedMultiplyAdd(some, Load(ref b, at), total);
    }

    /// <summary>y_j += sum_k x_k a_kj: the transpose of a matrix times a vector, four rows at a time.</summary>
    public static void AddTransposedTimes<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> x, Span<T> y)
        where T : struct, INumber<T>
    {
        if (IsFar(a.Length, y.Length))
            AddTransposedTimes<T, FarMemory>(a, x, y);
        else
            AddTransposedTimes<T, NearMemory>(a, x, y);
    }

    private static void AddTransposedTimes<T, TMemory>(ReadOnlySpan<T> a, ReadOnlySpan<T> x, Span<T> y)
        where T : struct, INumber<T>
        where TMemory : IMemory
    {
        var (columns, width, k) = (y.Length, Vector<T>.Count, 0);
        ref var atY = ref MemoryMarshal.GetReference(y);
        for (; columns >= width && k <= x.Length - 4; k += 4)
        {
            var (x0, x1, x2, x3, j) = (new Vector<T>(x[k]), new Vector<T>(x[k + 1]), new Vector<T>(x[k + 2]), new Vector<T>(x[k + 3]), 0);
            ref var row = ref Unsafe.Add(ref MemoryMarshal.GetReference(a), k * columns);
            for (; j <= columns - width; j += width)
            {
                if (TMemory.IsFar)
                    AskForFour(ref row, j);
                Store(Load(ref atY, j) + Four(ref row, j, columns, x0, x1, x2, x3), ref atY, j);
            }
            if (j == columns)
                continue;
            var lanes = Lanes<T>(columns, ref j);
            Store(Load(ref atY, j) + (Four(ref row, j, columns, x0, x1, x2, x3) & lanes), ref atY, j);
        }
        for (; k < x.Length; k++)
            TensorPrimitives.MultiplyAdd(a.Slice(k * columns, columns), x[k], y, y);
    }

    /// <summary>A vector of each of four rows from <paramref name="at"/> on, weighted and added up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Four<T>(ref T row, int at, int columns, Vector<T> x0, Vector<T> x1, Vector<T> x2, Vector<T> x3) =>
        MultiplyAdd(Load(ref row, at), x0, Load(ref row, at + columns) * x1)
        + MultiplyAdd(Load(ref row, at + 2 * columns), x2, Load(ref row, at + 3 * columns) * x3);

    /// <summary>y_k = sum_j a_kj x_j: a matrix times a vector, four rows at a time.</summary>
    public static void Times<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> x, Span<T> y)
        where T : struct, INumber<T>
    {
        if (IsFar(a.Length, x.Length))
            Times<T, FarMemory>(a, x, y);
        else
            Times<T, NearMemory>(a, x, y);
    }

    private static void Times<T, TMemory>(ReadOnlySpan<T> a, ReadOnlySpan<T> x, Span<T> y)
        where T : struct, INumber<T>
        where TMemory : IMemory
    {
        var (columns, width, k) = (x.Length, Vector<T>.Count, 0);
        ref var atX = ref MemoryMarshal.GetReference(x);
        for (; columns >= width && k <= y.Length - 4; k += 4)
        {
            ref var row = ref Unsafe.Add(ref MemoryMarshal.GetReference(a), k * columns);
            var (s0, s1, s2, s3) = (Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero);
            for (var j = 0; j < columns; j += width)
            {
                if (TMemory.IsFar)
                    AskForFour(ref row, j);
                var v = j <= columns - width ? Load(ref atX, j) : Lanes<T>(columns, ref j) & Load(ref atX, j);
                s0 = MultiplyAdd(Load(ref row, j), v, s0);
                s1 = MultiplyAdd(Load(ref row, j + columns), v, s1);
                s2 = MultiplyAdd(Load(ref row, j + 2 * columns), v, s2);
                s3 = MultiplyAdd(Load(ref row, j + 3 * columns), v, s3);
            }
            (y[k], y[k + 1], y[k + 2], y[k + 3]) = (Vector.Sum(s0), Vector.Sum(s1), Vector.Sum(s2), Vector.Sum(s3));
        }
        for (; k < y.Length; k++)
            y[k] = TensorPrimitives.Dot(a.Slice(k * columns, columns), x);
    }

    /// <summary>y_k = sum_j a_kj x_j and w_k = sum_j a_kj v_j in double precision, a few columns of all rows at a time.</summary>
    public static void Times(ReadOnlySpan<float> a, ReadOnlySpan<double> x, ReadOnlySpan<double> v, Span<double> y, Span<double> w)
    {
        const int Block = 512;
        var (columns, half) = (x.Length, Vector<double>.Count);
        y.Clear();
        w.Clear();
        ref var atX = ref MemoryMarshal.GetReference(x);
        ref var atV = ref MemoryMarshal.GetReference(v);
        for (var first = 0; first < columns; first += Block)
        {
            var last = Math.Min(columns, first + Block);
            for (var k = 0; k < y.Length; k++)
            {
                ref var row = ref Unsafe.Add(ref MemoryMarshal.GetReference(a), k * columns);
                var (x0, x1, v0, v1) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
                var j = first;
                for (; j <= last - 2 * half; j += 2 * half)
                {
                    Vector.Widen(Load(ref row, j), out var low, out var high);
                    x0 = MultiplyAdd(low, Load(ref atX, j), x0);
                    x1 = MultiplyAdd(high, Load(ref atX, j + half), x1);
                    v0 = MultiplyAdd(low, Load(ref atV, j), v0);
                    v1 = MultiplyAdd(high, Load(ref atV, j + half), v1);
                }
                var (sumX, sumV) = (Vector.Sum(x0 + x1), Vector.Sum(v0 + v1));
                for (; j < last; j++)
                    (sumX, sumV) = (sumX + a[k * columns + j] * x[j], sumV + a[k * columns + j] * v[j]);
                (y[k], w[k]) = (y[k] + sumX, w[k] + sumV);
            }
        }
    }

    /// <summary>The lanes of the vector at j that are still to be done; moves j back where the vector would reach beyond the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Lanes<T>(int columns, ref int j)
        where T : struct, INumber<T>
    {
        var done = Math.Max(0, j + Vector<T>.Count - columns);
        j -= done;
        return Vector.GreaterThanOrEqual(Vector<T>.Indices, new Vector<T>(T.CreateTruncating(done)));
    }

    /// <summary>a b + c, rounded once where the machine can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<T> MultiplyAdd<T>(Vector<T> a, Vector<T> b, Vector<T> c) =>
        typeof(T) == typeof(double) ? Vector.FusedMultiplyAdd(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>()
        : typeof(T) == typeof(float) ? Vector.FusedMultiplyAdd(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>()
        : a * b + c;

    private static bool IsFar(int elements, int columns) => elements >= Far && columns <= LongestRow;

    /// <summary>Where a block is read from: kernels are compiled for either.</summary>
    private interface IMemory
    {
        /// <summary>Whether it is worth asking for what comes.</summary>
        static abstract bool IsFar { get; }
    }

    private readonly struct NearMemory : IMemory
    {
        public static bool IsFar => false;
    }

    private readonly struct FarMemory : IMemory
    {
        public static bool IsFar => true;
    }

    /// <summary>
    /// Asks the memory for what four rows that lie behind one another will need when they have come to vector j, as far ahead as it takes:
    /// by itself the processor reads no further than a page.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AskForFour<T>(ref T row, int j)
        where T : struct
    {
        AskFor(ref row, 4 * j + Ahead);
        AskFor(ref row, 4 * j + Ahead + 2 * Vector<T>.Count);
    }

    /// <summary>Asks for the line of the cache that an element lies in, which may be beyond the end: nothing is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void AskFor<T>(ref T start, int at)
        where T : struct
    {
        if (Sse.IsSupported)
            Sse.Prefetch0((byte*)Unsafe.AsPointer(ref start) + (nint)at * Unsafe.SizeOf<T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<T> Load<T>(ref T start, int at) => Vector.LoadUnsafe(ref start, (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store<T>(Vector<T> values, ref T start, int at) => values.StoreUnsafe(ref start, (nuint)at);
}
