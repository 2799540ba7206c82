using System.Collections.Immutable;
using Entente.Games.Alignment;
using Entente.Reporting.Figures;

namespace Entente.Reporting.Games;

/// <summary>The pictures of the brief, of one country under pressure.</summary>
/// <param name="record">The answered game.</param>
/// <param name="pressed">Position of the country among those pressed.</param>
internal sealed class BriefFigures(GameRecord record, int pressed)
{
    /// <summary>Draws agree where the best option is the best in this share of them.</summary>
    public const double Agreed = 0.9;

    private const int NameLength = 46;

    private static readonly double[] Steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

    /// <summary>All as files, by name.</summary>
    public IEnumerable<(string Name, Chart Chart)> Files
    {
        get
        {
            yield return ("choices", Choices());
            if (record.Spread is not null)
                yield return ("drivers", Drivers());
            foreach (var (map, at) in Maps.Select((map, at) => (map, at)))
                yield return ($"frontier-{GameTables.Name(record.Game, map.Horizon).Replace('_', '-')}", Frontier(at));
        }
    }

    /// <summary>The maps of the country: each horizon, then the present value.</summary>
    public ImmutableArray<AlignmentFrontier> Maps => [.. record.Answer.Frontiers.Where(map => map.Pressed == pressed)];

    /// <summary>A margin from which on colours are full, and one below which they are faint, the same on all maps.</summary>
    public (double Faint, double Full) Margins
    {
        get
        {
            var margins = Maps.SelectMany(map => map.Margin.SelectMany(row => row)).Where(double.IsFinite).DefaultIfEmpty(0).ToList();
            var full = Steps.LastOrDefault(step => step <= margins.Max() / 2, Steps[0]);
            return (full / 5, full);
        }
    }

    /// <summary>What each choice gives at the horizon that the brief begins with.</summary>
    public BarChart Choices()
    {
        var country = record.Game.Pressed[pressed];
        return new BarChart(
            $"Real income of {record.Game.World.Countries[country.Country].Name}, %",
            [
                .. from o in Enumerable.Range(0, country.Options.Length)
                from levers in Enum.GetValues<Pulled>()
                where record.Answer.IsTold(pressed, o, levers)
                let choice = record.Choice(pressed, o, levers)
                select new Bar(country.Options[o].Title + BriefTables.LeverWords(levers), choice.Payoff, Scale.FillOf(choice.Payoff))
                {
                    Low = choice.Drawn?.Payoff.Low,
                    High = choice.Drawn?.Payoff.High,
                },
            ]
        )
        {
            NameLength = NameLength,
        };
    }

    /// <summary>A tornado: how far the gain of the last option spreads where one source alone is drawn.</summary>
    public BarChart Drivers()
    {
        var options = record.Game.Pressed[pressed].Options;
        var last = options.Length - 1;
        return new BarChart(
            $"{options[last].Title} against {options[0].Title}, points, one source drawn",
            [
                .. record
                    .Spread!.Drivers.Where(d => d.Pressed == pressed && d.Option == last && d.Horizon == record.Headline)
                    .OrderByDescending(d => d.Alone.High - d.Alone.Low)
                    .Select(d => new Bar(ChangeText.Capital(BriefTables.Words(d.Source)), d.Alone.Median, Scale.FillOf(d.Alone.Median))
                    {
                        Low = d.Alone.Low,
                        High = d.Alone.High,
                    }),
            ]
        )
        {
            NameLength = NameLength,
        };
    }

    /// <summary>A map of what is best.</summary>
    /// <param name="at">Its position in <see cref="Maps"/>.</param>
    public FrontierChart Frontier(int at)
    {
        var map = Maps[at];
        var row = record.Answer.Frontiers.IndexOf(map);
        return new FrontierChart(
            $"What is best, {GameTables.Name(record.Game, map.Horizon).Replace('_', ' ')}",
            [.. record.Game.Pressed[pressed].Options.Select(option => option.Title)],
            [
                .. map.Best.Select(
                    (column, x) =>
                        column
                            .Select(
                                (best, y) =>
                                    new FrontierCell(
                                        best,
                                        map.Margin[x][y],
                                        best < 0 || record.Spread is not { } spread || spread.Probabilities[row][x][y][best] >= Agreed
                                    )
                            )
                            .ToImmutableArray()
                ),
            ],
            Margins
        );
    }
}
