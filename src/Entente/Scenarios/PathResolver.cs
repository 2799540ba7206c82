using System.Collections.Immutable;
using System.Globalization;
using Entente.Horizons;
using Entente.Measures;

namespace Entente.Scenarios;

/// <summary>Checks the path of a case against a world and finds what holds in each of its years.</summary>
internal sealed class PathResolver(Scenario scenario, World world, NameResolver names)
{
    /// <summary>The years of a case; null where it has no path, or one that is at fault.</summary>
    /// <param name="theCase">The case.</param>
    /// <param name="measures">Its measures, included ones first.</param>
    public ResolvedPath? Resolve(Case theCase, ImmutableArray<Measure> measures)
    {
        if (theCase.Path is not { } path)
        {
            foreach (var measure in measures.Where(m => m.Phase is not null))
                names.Report(measure.Phase!.Place ?? measure.Place, "a measure phased in, in a case without a path", "a path of years");
            return null;
        }
        var before = names.Faults.Count;
        Check(theCase, path, measures);
        if (names.Faults.Count > before)
            return null;
        var capital = path.Depreciation is null ? null : CapitalLoss.Find(world, names, path.Place, "accumulation of capital");
        if (path.Depreciation is not null && capital is null)
            return null;
        var settings = scenario.Parameters.Concat(theCase.Parameters).ToList();
        var years = ImmutableArray.CreateBuilder<ResolvedYear>();
        for (var year = 1; year <= path.Years; year++)
        {
            var stretch = Stretch(path.Horizons, year);
            // Equal years are one world and one behaviour: what is solved on them is solved once.
            var same = years.FirstOrDefault(other => other.Horizon == Label(stretch));
            var built = same is null ? HorizonBuild.Between(world, names, stretch, settings) : null;
            years.Add(
                new ResolvedYear(
                    year,
                    Label(stretch),
                    same?.World ?? built!.World(),
                    same?.Behaviour ?? built!.Behaviour(apart: capital is not null),
                    InForce(measures, year)
                )
            );
        }
        foreach (var year in years.DistinctBy(y => string.Join(' ', y.Measures.Select(m => m.Strength))))
            foreach (var fault in ShockBuilder.Check(year.World, scenario.Groups, year.Measures, scenario.Model.Determinants).Faults)
                names.Report(fault);
        return new ResolvedPath(path, years.ToImmutable(), capital);
    }

    private void Check(Case theCase, CasePath path, ImmutableArray<Measure> measures)
    {
        names.Require(path.Years is >= 1 and <= CasePath.MostYears, path.Place, "years", path.Years, $"1 to {CasePath.MostYears}");
        names.Require(path.Discount is > 0 and <= 1, path.Place, "discount rate", path.Discount, "a number above 0, at most 1");
        if (path.Depreciation is { } delta)
            names.Require(delta is > 0 and <= 1, path.Place, "depreciation", delta, "a number above 0, at most 1");
        foreach (var horizon in path.Horizons.Where(h => !HorizonParameter.Horizons.Contains(h.Name.Text)))
            names.Report(
                horizon.Name.Place ?? path.Place,
                $"unknown horizon '{horizon.Name}'",
                string.Join(", ", HorizonParameter.Horizons)
            );
        if (path.Horizons.IsEmpty)
            names.Report(path.Place, "a path without a horizon", "at least one");
        foreach (var (one, next) in path.Horizons.Zip(path.Horizons.Skip(1)).Where(pair => pair.Second.Year <= pair.First.Year))
            names.Report(next.Name.Place ?? path.Place, $"year {next.Year} after year {one.Year}", "years that rise");
        foreach (var early in path.Horizons.Where(h => h.Year < 1))
            names.Report(early.Name.Place ?? path.Place, $"year {early.Year}", "years from 1 on");
        foreach (var measure in measures)
            Check(measure, path);
        foreach (
            var (word, what) in new[]
            {
                (theCase.RelativeTo, "measured from another"),
                (theCase.After, "that happens after another"),
                (theCase.CompareWith, "compared with another"),
            }
        )
            if (word is not null)
                names.Report(
                    word.Place ?? path.Place,
                    $"a path of case '{theCase.Name}', {what}",
                    "a path of a case of its own, from the world as it is"
                );
    }

    private void Check(Measure measure, CasePath path)
    {
        if (measure.Phase is not { } phase)
            return;
        var place = phase.Place ?? measure.Place;
        names.Require(phase.FromYear >= 1 && phase.FromYear <= path.Years, place, "first year", phase.FromYear, $"1 to {path.Years}");
        if (phase.Parts.IsEmpty)
            names.Report(place, "a measure phased in by nothing", "at least one part");
        foreach (var part in phase.Parts)
            names.Require(NumberRange.Share, place, "part of a measure", part);
    }

    private static ImmutableArray<Measure> InForce(ImmutableArray<Measure> measures, int year) =>
        [
            .. measures
                .Select(measure => (Measure: measure, Part: measure.Phase?.At(year) ?? 1))
                .Where(one => one.Part > 0)
                .Select(one => one.Measure with { Strength = one.Part }),
        ];

    private static (string Horizon, string Next, double Part) Stretch(ImmutableArray<PathHorizon> horizons, int year)
    {
        var last = horizons.LastOrDefault(h => h.Year <= year) ?? horizons[0];
        var next = horizons.FirstOrDefault(h => h.Year > year) ?? last;
        var isBetween = next.Year > last.Year && year > last.Year;
        return (last.Name.Text, next.Name.Text, isBetween ? (double)(year - last.Year) / (next.Year - last.Year) : 0);
    }

    private static string Label((string Horizon, string Next, double Part) stretch) =>
        stretch.Part == 0 || stretch.Horizon == stretch.Next
            ? stretch.Horizon
            : string.Create(CultureInfo.InvariantCulture, $"{stretch.Horizon} to {stretch.Next} {stretch.Part:0.###}");
}
