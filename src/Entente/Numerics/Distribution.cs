using System.Numerics.Tensors;

namespace Entente.Numerics;

/// <summary>A distribution of one number, by its quantiles: the number it is below with a given probability.</summary>
/// <param name="Quantile">Rising in the probability, which is between 0 and 1.</param>
/// <param name="Median">Its middle.</param>
public sealed record Distribution(Func<double, double> Quantile, double Median)
{
    private delegate void Replace(Span<double> probabilities);

    private Replace? Many { get; init; }

    /// <summary>Replaces probabilities by <see cref="Quantile"/> of them, but for the last digit.</summary>
    /// <param name="probabilities">Between 0 and 1; receives the numbers.</param>
    public void Quantiles(Span<double> probabilities)
    {
        if (Many is not null)
            Many(probabilities);
        else
            foreach (ref var some in probabilities)
                some = Quantile(some);
    }

    /// <summary>Evenly spread between two numbers.</summary>
    /// <exception cref="ArgumentException">The first is not below the second.</exception>
    public static Distribution Uniform(double least, double most) =>
        least < most
            ? new(p => least + p * (most - least), least + (most - least) / 2)
            : throw new ArgumentException("A uniform distribution goes from a number to a larger one.");

    /// <summary>Normal.</summary>
    /// <exception cref="ArgumentException">The standard deviation is not above 0.</exception>
    public static Distribution Normal(double mean, double deviation) =>
        deviation > 0
            ? new(p => mean + deviation * NormalQuantile.At(p), mean)
            : throw new ArgumentException("A standard deviation is above 0.");

    /// <summary>Its logarithm is normal.</summary>
    /// <param name="median">The median; &gt; 0.</param>
    /// <param name="deviation">Standard deviation of the logarithm; &gt; 0.</param>
    /// <exception cref="ArgumentException">One of them is not above 0.</exception>
    public static Distribution LogNormal(double median, double deviation) =>
        median > 0 && deviation > 0
            ? new(p => median * Math.Exp(deviation * NormalQuantile.At(p)), median)
            {
                Many = values =>
                {
                    NormalQuantile.At(values);
                    TensorPrimitives.Multiply(values, deviation, values);
                    TensorPrimitives.Exp(values, values);
                    TensorPrimitives.Multiply(values, median, values);
                },
            }
            : throw new ArgumentException("Median and standard deviation are above 0.");

    /// <summary>Its density rises from the least number to the likeliest and falls to the largest.</summary>
    /// <exception cref="ArgumentException">They are not in order.</exception>
    public static Distribution Triangular(double least, double mode, double most)
    {
        if (!(least < most && least <= mode && mode <= most))
            throw new ArgumentException("A triangular distribution has a least number, a likeliest and a larger one, in order.");
        var turn = (mode - least) / (most - least);
        double At(double p) =>
            p < turn ? least + Math.Sqrt(p * (most - least) * (mode - least)) : most - Math.Sqrt((1 - p) * (most - least) * (most - mode));
        return new(At, At(0.5));
    }
}
