using System.Collections.Immutable;
using System.Globalization;
using Entente.Numerics;

namespace Entente.Models;

/// <summary>Why a question has no answer, by name and in words; every model says it the same way.</summary>
public static class WithoutAnswer
{
    private const int MostNames = 8;

    /// <summary>The reason why no equilibrium exists that can be seen before any equation is solved; null where there is none.</summary>
    public static Equilibrium? Impossible(CounterfactualInputs given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var world = given.World;
        if (!given.Supply.Missing.IsEmpty)
            return Equilibrium.Without(
                given,
                EquilibriumStatus.NoSupplier,
                "nobody can supply any more: "
                    + List(given.Supply.Missing.Select(m => $"{world.Sectors[m.Sector].Code} to {world.Countries[m.Country].Code}"))
            );
        if (!given.Supply.Unfinanced.IsEmpty)
            return Equilibrium.Without(
                given,
                EquilibriumStatus.UnfinancedDeficit,
                "cut off from trade, wholly or in one direction, with a trade balance that nobody is left to settle: "
                    + Blocs(world, given.Supply.UnfinancedBlocs)
                    + (given.Closure == Closure.Zero ? "" : "; the closure zero compares without deficits")
            );
        return null;
    }

    /// <summary>A search that did not end at a root, by its name.</summary>
    public static Equilibrium Failed(CounterfactualInputs given, SolverResult search)
    {
        ArgumentNullException.ThrowIfNull(search);
        var (status, where) = search.Status switch
        {
            SolverStatus.MaxIterations => (EquilibriumStatus.MaxIterations, "after all iterations allowed"),
            SolverStatus.Stalled => (EquilibriumStatus.Stalled, "at a point no step improves"),
            _ => (EquilibriumStatus.NotFinite, "where numbers were not finite"),
        };
        return Equilibrium.Without(
            given,
            status,
            string.Create(CultureInfo.InvariantCulture, $"the search ended {where}, with a residual of {search.Residual:0.0e0}"),
            search
        );
    }

    /// <summary>The countries of blocs, the smallest first; where that is everybody, a large last one is all others.</summary>
    private static string Blocs(World world, ImmutableArray<ImmutableArray<int>> blocs)
    {
        var bySize = blocs.OrderBy(bloc => bloc.Length).ToList();
        var everybody = blocs.Sum(bloc => bloc.Length) == world.Countries.Length;
        return everybody && bySize.Count > 1 && bySize[^1].Length > MostNames
            ? $"{Codes(bySize.SkipLast(1))}; and all {bySize[^1].Length} others"
            : Codes(bySize);

        string Codes(IEnumerable<ImmutableArray<int>> some) =>
            List(some.SelectMany(bloc => bloc).Order().Select(n => world.Countries[n].Code));
    }

    private static string List(IEnumerable<string> names)
    {
        var all = names.ToList();
        return string.Join(", ", all.Take(MostNames)) + (all.Count > MostNames ? $" and {all.Count - MostNames} more" : "");
    }
}
