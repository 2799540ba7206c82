using System.Collections.Immutable;
using Entente.Numerics;

namespace Entente.Synthetic;

/// <summary>What tells invented sectors apart: goods first, services behind, some of the goods energy.</summary>
internal sealed class SectorKinds
{
    public SectorKinds(SyntheticOptions options, CounterRandom random)
    {
        var goods = (int)Math.Round(options.Goods * options.Sectors);
        IsGood = [.. Enumerable.Range(0, options.Sectors).Select(j => j < goods)];
        // Every twelfth good, and one at least.
        IsEnergy = [.. IsGood.Select((good, j) => good && j % 12 == 1)];
        Sectors =
        [
            .. Enumerable
                .Range(0, options.Sectors)
                .Select(j => new Sector(
                    FormattableString.Invariant($"S{j + 1:000}"),
                    FormattableString.Invariant($"Sector {j + 1}"),
                    Tags(j),
                    Theta(random.At(0).Normal(j))
                )),
        ];
        Demand = Normalised(j => Math.Exp(random.At(1).Normal(j)) * (IsGood[j] ? 0.4 : 1.6));
        Distance =
        [
            .. Enumerable
                .Range(0, options.Sectors)
                .Select(j => options.Distance * (IsGood[j] ? 1 : 1.3) * Math.Exp(0.25 * random.At(2).Normal(j))),
        ];
        Border = [.. Enumerable.Range(0, options.Sectors).Select(j => Math.Exp((IsGood[j] ? -1.2 : -4.5) + 0.5 * random.At(3).Normal(j)))];
        Labour = [.. Enumerable.Range(0, options.Sectors).Select(j => 0.35 + 0.35 * random.At(4).Uniform(j))];

        double[] Normalised(Func<int, double> weight)
        {
            var weights = Enumerable.Range(0, options.Sectors).Select(weight).ToArray();
            var sum = weights.Sum();
            return [.. weights.Select(w => w / sum)];
        }
    }

    public ImmutableArray<Sector> Sectors { get; }

    public bool[] IsGood { get; }

    public bool[] IsEnergy { get; }

    /// <summary>Share in final demand of the world.</summary>
    public double[] Demand { get; }

    /// <summary>Elasticity of trade with respect to distance.</summary>
    public double[] Distance { get; }

    /// <summary>What is left of trade at a border, the same distance apart.</summary>
    public double[] Border { get; }

    /// <summary>Share of labour in value added.</summary>
    private double[] Labour { get; }

    public ImmutableArray<Factor> Factors(int countries)
    {
        var labour = Table.Create(countries, Labour.Length, (_, j) => Labour[j]);
        return [new Factor("labour", labour), new Factor("capital", Table.Create(countries, Labour.Length, (_, j) => 1 - Labour[j]))];
    }

    private ImmutableArray<string> Tags(int j) =>
        IsEnergy[j] ? ["goods", "energy"]
        : IsGood[j] ? ["goods"]
        : ["services"];

    /// <summary>About 5, as the literature has it, from 2 to 12.</summary>
    private static double Theta(double normal) => Math.Round(Math.Clamp(5 * Math.Exp(0.4 * normal), 2, 12), 3);
}
