using Entente.Data.Output;

namespace Entente.Web.Games;

/// <summary>What a coalition desk has found, as tables.</summary>
internal static class CoalitionTables
{
    /// <summary>Name of <see cref="Joining"/> in files.</summary>
    public const string JoiningName = "joining";

    /// <summary>Name of <see cref="Standing"/> in files.</summary>
    public const string StandingName = "standing";

    /// <summary>
    /// Who could join, most loss of the target for own loss first. A ratio that is empty is of a bloc that joins at no cost; what blocs add
    /// is empty until it has been estimated.
    /// </summary>
    /// <param name="open">The game.</param>
    /// <param name="desk">Its coalitions; who joins next has been found.</param>
    public static FlatTable Joining(OpenGame open, CoalitionDesk desk) =>
        new(
            JoiningName,
            ["bloc", "horizon", "unit"],
            [
                "target_loses_more", "members_lose_more", "ratio", "adds_points", "standard_error", "orders", "target_low", "target_high",
                "members_low", "members_high", "draws",
            ],
            [
                .. from step in desk.Next
                   let drawn = open.Intervals.Coalition
                   let loss = drawn?.Of(step.Member, one => one.AddedLoss)
                   let cost = drawn?.Of(step.Member, one => one.AddedCost)
                   select new FlatRow(
                    [desk.Question.Titles[step.Member], desk.Horizon, open.Game.World.Identity.Unit],
                    [
                        step.AddedLoss,
                        step.AddedCost,
                        double.IsFinite(step.Ratio) ? step.Ratio : double.NaN,
                        desk.Added?.Values[step.Member] ?? double.NaN,
                        desk.Added?.StandardErrors[step.Member] ?? double.NaN,
                        2 * desk.Added?.Pairs ?? double.NaN,
                        loss?.Low ?? double.NaN,
                        loss?.High ?? double.NaN,
                        cost?.Low ?? double.NaN,
                        cost?.High ?? double.NaN,
                        loss?.Draws ?? double.NaN,
                    ]
                ),
            ]
        );

    /// <summary>What each bloc would do of itself, in each coalition that was looked at, at each valuation.</summary>
    /// <param name="open">The game.</param>
    /// <param name="desk">Its coalitions; who joins next has been found.</param>
    public static FlatTable Standing(OpenGame open, CoalitionDesk desk)
    {
        var target = open.Game.World.Countries[open.Game.Target].Name;
        var valued = $"loss of {target}, {desk.Question.Unit.ToString().ToLowerInvariant()}";
        return new(
            StandingName,
            ["coalition", "bloc", "would", "horizon", "valuation_of"],
            ["list", "valuation"],
            [
                .. from standing in desk.Standing
                   from list in standing.Lists
                   from member in Enumerable.Range(0, desk.Question.Titles.Length)
                   select new FlatRow(
                       [
                           Name(desk, standing.Coalition),
                           desk.Question.Titles[member],
                           Would(standing.Coalition, list, member),
                           desk.Horizon,
                           valued,
                       ],
                       [list.Valuation + 1, desk.Question.Valuations[list.Valuation][member]]
                   ),
            ]
        );
    }

    private static string Name(CoalitionDesk desk, int coalition) =>
        coalition == desk.Table.Everybody ? "all"
        : coalition == 0 ? "nobody"
        : "today";

    private static string Would(int coalition, Steadiness list, int member) =>
        list.Leaving.Contains(member) ? "leave"
        : list.Joining.Contains(member) ? "join"
        : CoalitionDesk.IsIn(coalition, member) ? "stay in"
        : "stay out";
}
