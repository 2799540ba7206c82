using Entente.Data.Runs;
using Entente.Horizons;
using Entente.Scenarios;
using Entente.Web.Questions;

namespace Entente.Web.Api;

/// <summary>A world.</summary>
/// <param name="Name">Its name.</param>
internal sealed record WorldRow(string Name);

/// <summary>A scenario.</summary>
/// <param name="Name">Its name, as addresses have it.</param>
/// <param name="Title">Its title.</param>
/// <param name="World">Title of its world.</param>
/// <param name="Hash">SHA-256 of it and the files it names.</param>
/// <param name="Cases">Names of its cases.</param>
internal sealed record ScenarioRow(string Name, string Title, string World, string Hash, string[] Cases)
{
    public static ScenarioRow Of(string name, RunInput input) =>
        new(
            name,
            input.AsWritten.Title,
            input.Scenario.World.Identity.Title,
            input.ScenarioHash,
            [.. input.AsWritten.Cases.Select(c => c.Name)]
        );
}

/// <summary>A scenario with its cases.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its title.</param>
/// <param name="Notes">What a reader should know.</param>
/// <param name="World">Title of its world.</param>
/// <param name="WorldHash">SHA-256 of the files of the world.</param>
/// <param name="Focus">Codes of the countries that are shown first.</param>
/// <param name="Cases">Its cases.</param>
internal sealed record ScenarioDetail(
    string Name,
    string Title,
    string Notes,
    string World,
    string WorldHash,
    string[] Focus,
    CaseDetail[] Cases
)
{
    public static ScenarioDetail Of(string name, RunInput input) =>
        new(
            name,
            input.AsWritten.Title,
            input.AsWritten.Notes,
            input.Scenario.World.Identity.Title,
            input.WorldHash,
            [.. input.Scenario.Focus.Select(n => input.Scenario.World.Countries[n].Code)],
            [.. input.Scenario.Scenario.Cases.Select(c => CaseDetail.Of(input.Scenario, c))]
        );
}

/// <summary>A case.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its title.</param>
/// <param name="Notes">What a reader should know.</param>
/// <param name="Horizons">Where it is answered unless asked otherwise.</param>
/// <param name="Levers">What may be moved.</param>
internal sealed record CaseDetail(string Name, string Title, string Notes, string[] Horizons, LeverDetail[] Levers)
{
    public static CaseDetail Of(ResolvedScenario scenario, Case theCase) =>
        new(
            theCase.Name,
            theCase.Title,
            theCase.Notes,
            [.. scenario.Cases.Where(c => c.Case.Name == theCase.Name).Select(c => c.Horizon.Label)],
            [.. CaseLevers.Of(scenario, theCase).Levers.Select(LeverDetail.Of)]
        );
}

/// <summary>A lever of a case.</summary>
/// <param name="Name">Its name: <c>lever.NAME=VALUE</c> in addresses.</param>
/// <param name="Title">What it is.</param>
/// <param name="Meaning">What it is in law or in money.</param>
/// <param name="Least">Least value.</param>
/// <param name="Most">Largest value.</param>
/// <param name="Start">Where the scenario has it.</param>
internal sealed record LeverDetail(string Name, string Title, string Meaning, double Least, double Most, double Start)
{
    public static LeverDetail Of(Lever lever) => new(lever.Name, lever.Title, lever.Meaning, lever.Least, lever.Most, lever.Start);
}

/// <summary>A parameter of the horizons.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What it is.</param>
/// <param name="Source">Where its values are from.</param>
/// <param name="Values">Its values by horizon; null where something is free to move.</param>
internal sealed record HorizonRow(string Name, string Meaning, string Source, Dictionary<string, double?> Values)
{
    public static HorizonRow Of(HorizonParameter parameter) =>
        new(
            parameter.Name,
            parameter.Meaning,
            parameter.Source,
            HorizonParameter.Horizons.ToDictionary(
                h => h,
                h => parameter.At(h) is var value && double.IsFinite(value) ? value : (double?)null
            )
        );
}

/// <summary>A scenario that was taken.</summary>
/// <param name="Key">Its name from now on.</param>
/// <param name="Warnings">Remarks on it.</param>
/// <param name="Countries">Where its first table is.</param>
internal sealed record SentScenario(string Key, string[] Warnings, string Countries);
