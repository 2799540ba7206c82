using System.Collections.Immutable;
using System.Globalization;
using Entente.Energy;
using Entente.Outcomes;
using Microsoft.AspNetCore.Components;

namespace Entente.Reporting.Sections;

/// <summary>Energy in the report: on whom the countries in focus depend, before and after, and what lost supplies are worth.</summary>
public partial class EnergySection
{
    private const int MostCountries = 3;

    /// <summary>A case touches energy where a use, or a share in it, moves by more than this.</summary>
    private const double Noticeable = 0.01;

    /// <summary>The run that is told of.</summary>
    [Parameter, EditorRequired]
    public RunRecord Run { get; set; } = null!;

    private QuantityWords quantities = null!;

    private World World => Run.World;

    private List<TimedAnswer> Answered => [.. Run.Answers.Where(a => a.Answer.Comparison is not null)];

    private ImmutableArray<int> Countries => [.. Run.Scenario.Focus.Take(MostCountries).DefaultIfEmpty(Hardest())];

    /// <summary>Quantities are known and there is an answer.</summary>
    private bool HasDependence => World.Energy is not null && Answered.Count > 0;

    private IReadOnlyList<EnergyProfile> Profiles => EnergyProfile.Of(EnergyDependence.Of(World), World, Countries);

    /// <inheritdoc/>
    protected override void OnParametersSet() => quantities = new QuantityWords(Run);

    private int Hardest() => Enumerable.Range(0, World.Countries.Length).MinBy(n => Answered[0].Answer.Comparison!.RealIncome[n]);

    /// <summary>The uses that a case touches, before and after, in the countries of the section.</summary>
    private List<(string Country, EnergyUse Was, EnergyUse Becomes)> Touched(Comparison comparison)
    {
        var (before, after) = (comparison.EnergyBefore, comparison.EnergyAfter);
        return
        [
            .. from n in Countries
               let was = EnergyProfile.Of(before, World, [n])[0]
               let becomes = EnergyProfile.Of(after, World, [n])[0]
               from pair in was.Carriers.Zip(becomes.Carriers, (a, b) => (Country: World.Countries[n].Name, Was: a, Becomes: b))
               where Touched(pair.Was, pair.Becomes)
               select pair,
        ];
    }

    /// <summary>Whether so few cases stand at a horizon that their tables are open.</summary>
    private bool IsOpen(TimedAnswer timed) => Answered.Count(a => a.Horizon == timed.Horizon) <= 2;

    private static bool Touched(EnergyUse was, EnergyUse becomes) =>
        Math.Abs(becomes.Use / was.Use - 1) > Noticeable
        || Math.Abs(becomes.ImportDependence - was.ImportDependence) > Noticeable
        || Math.Abs(becomes.LargestShare - was.LargestShare) > Noticeable
        || Math.Abs(becomes.OriginShare - was.OriginShare) > Noticeable;

    private static string Concentration(EnergyUse was, EnergyUse becomes) =>
        was.LargestSupplier is null && becomes.LargestSupplier is null ? "" : $"{Hhi(was.Concentration)} → {Hhi(becomes.Concentration)}";

    private string Whose(string? was, double share, string? becomes, double other) =>
        was is null && becomes is null ? ""
        : was == becomes ? $"{Name(was)} {Percent(share)} → {Percent(other)}"
        : $"{Name(was)} {Percent(share)} → {Name(becomes)} {Percent(other)}";

    private string Name(string? code) => code is null ? "" : World.Countries[World.Country(code)].Name;

    internal static string Pj(double terajoules) =>
        (terajoules / 1000).ToString(Math.Abs(terajoules) < 10_000 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    internal static string Percent(double share) => double.IsNaN(share) ? "" : (100 * share).ToString("0", CultureInfo.InvariantCulture);

    internal static string Hhi(double value) => double.IsNaN(value) ? "" : value.ToString("0.00", CultureInfo.InvariantCulture);
}
