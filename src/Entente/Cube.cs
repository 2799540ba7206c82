using System.Runtime.CompilerServices;

namespace Entente;

/// <summary>
/// An immutable block of numbers over three axes, the last one contiguous: importer n, exporter i, sector j
/// for trade; country n, input k, user j for input shares.
/// </summary>
public sealed class Cube
{
    private readonly Lazy<double[]>? later;
    private double[]? values;

    /// <param name="first">Length of the first axis.</param>
    /// <param name="second">Length of the second axis.</param>
    /// <param name="third">Length of the third axis.</param>
    /// <param name="values">The cells, last axis fastest; owned by the cube from here on.</param>
    /// <exception cref="ArgumentException">The number of cells is not first x second x third.</exception>
    public Cube(int first, int second, int third, double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != first * second * third)
            throw new ArgumentException($"{values.Length} cells do not make {first} x {second} x {third}.", nameof(values));
        (First, Second, Third, this.values) = (first, second, third, values);
    }

    private Cube(int first, int second, int third, Lazy<double[]> later) =>
        (First, Second, Third, this.later) = (first, second, third, later);

    /// <summary>Length of the first axis.</summary>
    public int First { get; }

    /// <summary>Length of the second axis.</summary>
    public int Second { get; }

    /// <summary>Length of the third axis.</summary>
    public int Third { get; }

    /// <summary>All cells, last axis fastest.</summary>
    public ReadOnlySpan<double> Span => Values;

    private double[] Values => values ?? Compute();

    // Cells are read one by one in many places: what computes them later is kept out of the way.
    public double this[int a, int b, int c]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Values[(a * Second + b) * Third + c];
    }

    /// <summary>The cells along the last two axes.</summary>
    public ReadOnlySpan<double> Block(int a) => Values.AsSpan(a * Second * Third, Second * Third);

    /// <summary>The cells along the last axis.</summary>
    public ReadOnlySpan<double> Row(int a, int b) => Values.AsSpan((a * Second + b) * Third, Third);

    /// <summary>A cube whose cells are computed when one is first read: most answers are asked for less than all their flows.</summary>
    /// <param name="first">Length of the first axis.</param>
    /// <param name="second">Length of the second axis.</param>
    /// <param name="third">Length of the third axis.</param>
    /// <param name="cube">Makes a cube of this shape; called once, whichever thread asks first.</param>
    internal static Cube Later(int first, int second, int third, Func<Cube> cube) =>
        new(first, second, third, new Lazy<double[]>(() => cube().Values));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private double[] Compute() => values = later!.Value;

    /// <summary>A cube computed cell by cell.</summary>
    public static Cube Create(int first, int second, int third, Func<int, int, int, double> cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var values = GC.AllocateUninitializedArray<double>(first * second * third);
        var at = 0;
        for (var a = 0; a < first; a++)
            for (var b = 0; b < second; b++)
                for (var c = 0; c < third; c++)
                    values[at++] = cell(a, b, c);
        return new Cube(first, second, third, values);
    }
}
