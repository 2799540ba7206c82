using System.Globalization;
using Entente.Reporting.Figures;
using Microsoft.AspNetCore.Components;

namespace Entente.Reporting.Sections;

/// <summary>The choices in one table and one picture.</summary>
public partial class ChoiceSection
{
    private const string Millions = "million ";

    /// <summary>Room for names in the picture, in letters.</summary>
    private const int NameLength = 70;

    /// <summary>The run that is told of.</summary>
    [Parameter, EditorRequired]
    public RunRecord Run { get; set; } = null!;

    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired]
    public Choices Choices { get; set; } = null!;

    private string Name => Run.World.Countries[Choices.Country].Name;

    private string Unit => Run.World.Identity.Unit;

    /// <summary>Inhabitants are known, and the unit is one that can be divided among them.</summary>
    private bool HasPeople => Unit.StartsWith(Millions, StringComparison.Ordinal) && Choices.Rows[0].PerHead is not null;

    private string PerHeadUnit => $"{Unit[Millions.Length..]} a head";

    private static double PerHead(Choice row) => 1e6 * (row.PerHead ?? double.NaN);

    private bool HasBands => Choices.Rows.Any(row => row.Band is not null);

    private bool HasMoves => Run.World.Sectors.Length > 1;

    private int Width => 6 + (HasMoves ? 1 : 0) + (HasPeople ? 1 : 0) + (HasBands ? 1 : 0);

    private IEnumerable<(string Heading, List<Choice> Rows)> Groups =>
        Choices
            .Rows.GroupBy(row => row.Timed.Answer.Case.Horizon.Name.Text, StringComparer.Ordinal)
            .Select(g => (HorizonWords.Meaning(g.Key), g.ToList()));

    /// <summary>What a row is measured from, where that is not the world.</summary>
    private string Base(Choice row) =>
        Run.BaseOf(row.Timed) is { } other ? $" (against “{other}”)"
        : Run.EarlierThan(row.Timed) is { } earlier ? $" (after “{earlier}”)"
        : "";

    /// <summary>What the columns mean, and where they end.</summary>
    private string Note =>
        string.Join(
            " ",
            new[]
            {
                "Money is the change of real income times income, at prices of the data.",
                HasPeople ? $"A head: of {People} inhabitants." : "",
                $"Consumer prices are measured against what is held constant, the {Run.Numeraire}; what counts is what "
                    + "incomes buy.",
                HasMoves ? Moves : "",
                "Border revenue, all of public revenue that the model knows, is real: duties, export taxes, and the rents of full lines "
                    + "and of limits that go to the country; other taxes are not in it.",
                Run.Bands.IsEmpty ? "No ranges are given: nothing was drawn." : Draws,
            }.Where(part => part.Length > 0)
        );

    private static string Moves =>
        "Labour that changes its sector is a part of the wage bill, as the data have no heads; stuck: none can within the horizon. In the "
        + "long run labour and capital move as one.";

    private string Draws
    {
        get
        {
            var (draws, without) = (Run.Bands.Max(b => b.Draws), Run.Bands.Max(b => b.WithoutAnswer));
            return $"Ranges are the 5 to 95 per cent quantiles of {draws} draws"
                + (without > 0 ? $"; up to {without} draws a case had no answer and are in none." : ".");
        }
    }

    private string People =>
        string.Create(CultureInfo.InvariantCulture, $"{Run.World.Countries[Choices.Country].Population ?? double.NaN:#,0}");

    private BarChart Picture =>
        new(
            $"Change of real income of {Name} by choice",
            [
                .. Choices.Rows.Select(row => new Bar(
                    (HasHorizons ? $"{ChangeText.Capital(row.Timed.Answer.Case.Horizon.Name.Text)} run: " : "") + row.Title,
                    row.Percent,
                    Scale.FillOf(row.Percent)
                )
                {
                    Low = row.Band?.Low,
                    High = row.Band?.High,
                }),
            ]
        )
        {
            NameLength = NameLength,
        };

    private bool HasHorizons => Choices.Rows.Select(row => row.Timed.Answer.Case.Horizon.Name.Text).Distinct().Count() > 1;
}
