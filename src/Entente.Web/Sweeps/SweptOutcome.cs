using System.Collections.Immutable;
using System.Globalization;
using Entente.Outcomes;
using Entente.Reporting;

namespace Entente.Web.Sweeps;

/// <summary>A number that a sweep keeps of each answer, for people. Immutable.</summary>
/// <param name="Name">As the sweep writes it, such as <c>real_income_pct:DEU</c>.</param>
/// <param name="Title">What it is.</param>
/// <param name="Where">Of whom and in what.</param>
/// <param name="Unit">In what it is, in words.</param>
/// <param name="IsMoney">Whether it is a sum, which has fewer digits behind the point.</param>
internal sealed record SweptOutcome(string Name, string Title, string Where, string Unit, bool IsMoney)
{
    /// <summary>What it is of, without whom: outcomes of one kind can stand on one scale.</summary>
    public string Kind => Name.Split(':')[0];

    /// <summary>All of it in words.</summary>
    public string InWords => Where.Length > 0 ? $"{Title}, {Where}" : Title;

    /// <summary>A value of it; nothing where there is none.</summary>
    public string Text(double value) =>
        !double.IsFinite(value) ? ""
        : IsMoney ? ChangeText.SignedMoney(value)
        : ChangeText.Percent(value);

    /// <summary>An outcome of a world.</summary>
    public static SweptOutcome Of(OutcomeQuery query, World world) =>
        new(
            query.Name,
            query.Outcome.Title,
            string.Join(", ", Names(query, world)),
            InWordsOf(query.Outcome.Unit, world),
            query.Outcome.Unit is OutcomeUnit.WorldUnit or OutcomeUnit.Terajoules
        );

    private static IEnumerable<string> Names(OutcomeQuery query, World world)
    {
        ImmutableArray<int> position = [query.Position.First, query.Position.Second, query.Position.Third];
        return query.Outcome.Axes.Select(
            (axis, at) =>
                axis switch
                {
                    OutcomeAxis.Sector => world.Sectors[position[at]].Name,
                    OutcomeAxis.Carrier => world.Sectors[world.Energy!.Carriers[position[at]]].Name,
                    OutcomeAxis.Line => world.Networks!.Lines[position[at]].Name(world),
                    _ => world.Countries[position[at]].Name,
                }
        );
    }

    private static string InWordsOf(OutcomeUnit unit, World world) =>
        unit switch
        {
            OutcomeUnit.Percent => "per cent",
            OutcomeUnit.PercentagePoints => "points of per cent",
            OutcomeUnit.LogPoints => "log points times 100",
            OutcomeUnit.WorldUnit => string.Create(CultureInfo.InvariantCulture, $"{world.Identity.Unit} a year"),
            OutcomeUnit.Terajoules => "terajoules a year",
            _ => "a share of one",
        };
}
