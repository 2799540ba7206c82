using System.Collections.Immutable;
using System.Globalization;
using Entente.Energy;

namespace Entente.Reporting;

/// <summary>Energy in the report: on whom the countries in focus depend, before and after, and what lost supplies are worth.</summary>
internal sealed class EnergySection(RunRecord run, Html page)
{
    private const int MostCountries = 3;

    /// <summary>A case touches energy where a use, or a share in it, moves by more than this.</summary>
    private const double Noticeable = 0.01;

    private readonly World world = run.World;
    private readonly List<TimedAnswer> answered = [.. run.Answers.Where(a => a.Answer.Comparison is not null)];

    /// <summary>The section; nothing where the world has no quantities of energy, and nothing but limits and stocks are to be told.</summary>
    public void Write()
    {
        var quantities = new QuantityWords(run, page);
        var dependence = world.Energy is not null && answered.Count > 0;
        if (!dependence && !quantities.Any)
            return;
        page.Raw(dependence ? "<h2>Energy</h2>\n" : "<h2>Limited supplies</h2>\n");
        if (dependence)
            Dependence();
        quantities.Write();
    }

    private void Dependence()
    {
        var countries = run.Scenario.Focus.Take(MostCountries).DefaultIfEmpty(Hardest()).ToImmutableArray();
        var profiles = EnergyProfile.Of(EnergyDependence.Of(world), world, countries);
        page.Add(
            $"<p>What was used and where it came from, in {world.Identity.Title}. A petajoule (PJ) is a thousand terajoules, about 28 million cubic metres of gas or 24,000 tonnes of oil. Shares of suppliers are of what is bought abroad. The origin is where the energy was taken from nature, also where it comes as fuel refined or electricity made elsewhere.</p>\n"
        );
        foreach (var profile in profiles)
            Before(profile);
        foreach (var timed in answered)
            After(timed, countries);
        page.Raw(
            "<p class=\"small\">HHI: sum of the squared shares of suppliers abroad, 1 for a single one. Electricity stands together with gas and steam delivered through networks; what comes from its own plants of water, wind and atoms counts as home. Quantities are observed where the column says so; the others are values over assumed prices. Stocks drawn are not in the quantities. After a shock goods of different origins stand in for each other imperfectly, so that terajoules of all origins need not add up to what users get; a supplier nobody has limited can grow beyond what pipes and ports carry.</p>\n"
        );
    }

    private int Hardest() => Enumerable.Range(0, world.Countries.Length).MinBy(n => answered[0].Answer.Comparison!.RealIncome[n]);

    private void Before(EnergyProfile profile)
    {
        page.Add(
            $"<h3>{profile.Country.Name}</h3><div class=\"scroll\"><table class=\"energy\"><thead><tr><th scope=\"col\">Carrier</th><th scope=\"col\">Use, PJ</th><th scope=\"col\">Value, {world.Identity.Unit}</th><th scope=\"col\">From abroad, %</th><th scope=\"col\">Largest supplier, % of imports</th><th scope=\"col\">by value, %</th><th scope=\"col\">HHI</th><th scope=\"col\">Largest origin abroad, % of use</th><th scope=\"col\">Imports observed, %</th></tr></thead><tbody>"
        );
        foreach (var row in profile.Carriers)
            page.Add(
                $"<tr class=\"{(row.Code == "all" ? "focus" : "")}\"><th scope=\"row\">{row.Name}</th><td>{Pj(row.Use)}</td><td>{(double.IsNaN(row.Value) ? "" : row.Value.ToString("#,0", CultureInfo.InvariantCulture))}</td><td>{Percent(row.ImportDependence)}</td><td>{Name(row.LargestSupplier)} {Percent(row.LargestShare)}</td><td>{Percent(row.LargestValueShare)}</td><td>{Hhi(row.Concentration)}</td><td>{Name(row.LargestOrigin)} {Percent(row.OriginShare)}</td><td>{Percent(row.Observed)}</td></tr>"
            );
        page.Raw("</tbody></table></div>\n");
    }

    private void After(TimedAnswer timed, ImmutableArray<int> countries)
    {
        var comparison = timed.Answer.Comparison!;
        var (before, after) = (EnergyDependence.Of(comparison.Before), EnergyDependence.Of(comparison.After));
        var rows = (
            from n in countries
            let was = EnergyProfile.Of(before, world, [n])[0]
            let becomes = EnergyProfile.Of(after, world, [n])[0]
            from pair in was.Carriers.Zip(becomes.Carriers, (a, b) => (Country: world.Countries[n].Name, Was: a, Becomes: b))
            where Touched(pair.Was, pair.Becomes)
            select pair
        ).ToList();
        if (rows.Count == 0)
            return;
        page.Add(
            $"<details{(answered.Count(a => a.Horizon == timed.Horizon) <= 2 ? " open" : "")}><summary>{timed.Title}: what changes</summary>"
        );
        page.Raw(
            "<div class=\"scroll\"><table class=\"energy\"><thead><tr><th scope=\"col\">Carrier</th><th scope=\"col\">Use, PJ</th><th scope=\"col\">From abroad, %</th><th scope=\"col\">Largest supplier, % of imports</th><th scope=\"col\">HHI</th><th scope=\"col\">Largest origin abroad, % of use</th></tr></thead><tbody>"
        );
        foreach (var (country, was, becomes) in rows)
            page.Add(
                $"<tr><th scope=\"row\">{(countries.Length > 1 ? $"{country}: " : "")}{was.Name}</th><td>{Pj(was.Use)} → {Pj(becomes.Use)}</td><td>{Percent(was.ImportDependence)} → {Percent(becomes.ImportDependence)}</td><td>{Whose(was.LargestSupplier, was.LargestShare, becomes.LargestSupplier, becomes.LargestShare)}</td><td>{(was.LargestSupplier is null && becomes.LargestSupplier is null ? "" : $"{Hhi(was.Concentration)} → {Hhi(becomes.Concentration)}")}</td><td>{Whose(was.LargestOrigin, was.OriginShare, becomes.LargestOrigin, becomes.OriginShare)}</td></tr>"
            );
        page.Raw("</tbody></table></div></details>\n");
    }

    private static bool Touched(EnergyUse was, EnergyUse becomes) =>
        Math.Abs(becomes.Use / was.Use - 1) > Noticeable
        || Math.Abs(becomes.ImportDependence - was.ImportDependence) > Noticeable
        || Math.Abs(becomes.LargestShare - was.LargestShare) > Noticeable
        || Math.Abs(becomes.OriginShare - was.OriginShare) > Noticeable;

    private string Whose(string? was, double share, string? becomes, double other) =>
        was is null && becomes is null ? ""
        : was == becomes ? $"{Name(was)} {Percent(share)} → {Percent(other)}"
        : $"{Name(was)} {Percent(share)} → {Name(becomes)} {Percent(other)}";

    private string Name(string? code) => code is null ? "" : world.Countries[world.Country(code)].Name;

    internal static string Pj(double terajoules) =>
        (terajoules / 1000).ToString(Math.Abs(terajoules) < 10_000 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => double.IsNaN(share) ? "" : (100 * share).ToString("0", CultureInfo.InvariantCulture);

    private static string Hhi(double value) => double.IsNaN(value) ? "" : value.ToString("0.00", CultureInfo.InvariantCulture);
}
