using System.Collections.Immutable;
using Entente.Horizons;
using Entente.Measures;

namespace Entente.Games.Uncertainty;

/// <summary>
/// A game under structural gravity, which sees one sector and costs of trade. What measures on sectors take of a flow at given prices is
/// taken of the flow of all sectors together; tariffs, transfers and whatever is no cost of trade are left out and counted.
/// </summary>
/// <param name="source">What the game is asked of, by sectors.</param>
/// <param name="gravity">The same world under gravity.</param>
internal sealed class GravityOfGame(Baseline source, Baseline gravity)
{
    /// <summary>What the game is asked of under gravity.</summary>
    public Baseline Baseline => gravity;

    /// <summary>The game under gravity; null where the model cannot see its world.</summary>
    public static GravityOfGame? Of(AlignmentGame game)
    {
        var source = game.Horizons[^1].Baseline;
        if (KnownModels.Find("gravity") is not { } model || source.Options.Model.Name == model.Name)
            return null;
        var made = source.With(options =>
            options with
            {
                Model = model,
                Closure = Closure.Fixed,
                Horizon = Horizon.LongRun,
                Parameters = [],
                Thetas = null,
            }
        );
        return made.Success ? new GravityOfGame(source, made.Value) : null;
    }

    /// <summary>The play of measures, and how many of them were left out.</summary>
    public (Play Play, int LeftOut) Solve(ImmutableArray<Measure> measures)
    {
        var costs = measures.Where(IsCost).ToList();
        return (Play.Of(gravity.Solve(Reductions(costs))), measures.Length - costs.Count);
    }

    /// <summary>Whether a measure is a cost of trade or a limit of a quantity and nothing else.</summary>
    private bool IsCost(Measure measure)
    {
        var asked = source.ShockOf([measure]);
        return asked is { Success: true, Value: var shock }
            && (shock.TradeCosts is not null || !shock.Limits.IsEmpty)
            && (shock.Tariffs, shock.ExportTaxes, shock.Productivity, shock.Transfers) == (null, null, null, null)
            && shock.FactorSupply.IsEmpty
            && shock.Stocks.IsEmpty
            && shock.Routes.IsEmpty
            && shock.PriceCaps.IsEmpty
            && shock.BurdenSharing.IsEmpty
            && shock.OwnedAbroad.IsEmpty;
    }

    /// <summary>What is lost of each flow of all sectors at given prices.</summary>
    private IEnumerable<Measure> Reductions(List<Measure> costs)
    {
        if (costs.Count == 0)
            yield break;
        var shock = source.ShockOf(costs).Value;
        var (world, trade) = (source.World, source.World.Trade);
        for (var n = 0; n < world.Countries.Length; n++)
            for (var i = 0; i < world.Countries.Length; i++)
            {
                if (i == n)
                    continue;
                var (whole, left) = (0.0, 0.0);
                for (var j = 0; j < world.Sectors.Length; j++)
                {
                    var limit = shock.Limits.FirstOrDefault(l => (l.Importer, l.Exporter, l.Sector) == (n, i, j));
                    var flow = trade[n, i, j] * Math.Pow(shock.TradeCosts?[n, i, j] ?? 1, -world.Thetas[j]);
                    whole += trade[n, i, j];
                    left += limit is null ? flow : Math.Min(flow, limit.Most);
                }
                if (whole == 0 || left == whole)
                    continue;
                ImmutableArray<Word> from = [world.Countries[i].Code];
                ImmutableArray<Word> to = [world.Countries[n].Code];
                yield return left == 0
                    ? new Embargo { From = from, To = to }
                    : new TradeCost
                    {
                        From = from,
                        To = to,
                        Factor = Math.Pow(left / whole, -1 / gravity.World.Thetas[0]),
                    };
            }
    }
}
