using System.Collections.Immutable;
using System.Globalization;
using Entente.Data.Scenarios;
using Entente.Data.Worlds;
using Entente.Outcomes;
using Entente.Scenarios;

namespace Entente.Testing;

/// <summary>The answers that shipped scenarios are held to: countries in focus, every country outcome, at full precision.</summary>
internal static class Golden
{
    /// <summary>Names of the scenarios that come with the program.</summary>
    public static IEnumerable<string> Scenarios =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "scenarios"), "*.yaml")
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Order();

    /// <summary>Where the answers to a scenario are kept.</summary>
    public static string File(string scenario) => Path.Combine(Repository.Root, "scenarios", "golden", scenario + ".csv");

    /// <summary>The answers as they come now: a header, then a line for each case at each horizon and country.</summary>
    /// <param name="scenario">Name of the scenario.</param>
    /// <param name="thetas">Factor on all trade elasticities; 1 is the scenario itself.</param>
    public static IEnumerable<string> Lines(string scenario, double thetas = 1)
    {
        var read = ScenarioFile.Read(Path.Combine(Repository.Root, "scenarios", scenario + ".yaml")).Value;
        var data = read.Model.OwnWorld ?? WorldFolder.Read(Path.Combine(Repository.Root, "worlds", read.World ?? "world-2023")).Value;
        var world = thetas == 1 ? data : data.WithThetas([.. data.Thetas.Select(theta => theta * thetas)]);
        var resolved = ResolvedScenario.Create(read, world).Value;
        yield return $"case,horizon,country,{string.Join(',', OutcomeSet.All.Indicators.Select(i => i.Name))}";
        ImmutableArray<int> focus = resolved.Focus.IsEmpty ? [.. Enumerable.Range(0, resolved.World.Countries.Length)] : resolved.Focus;
        foreach (var answer in new ScenarioAnswer(resolved).All())
        {
            var values = OutcomeSet.All.Indicators.Select(i => i.Values(answer.Comparison!)).ToList();
            foreach (var n in focus)
                yield return string.Join(
                    ',',
                    [
                        answer.Case.Case.Name,
                        answer.Case.Horizon.Label,
                        resolved.World.Countries[n].Code,
                        .. values.Select(column => column[n].ToString("R", CultureInfo.InvariantCulture)),
                    ]
                );
        }
    }
}
