using System.Collections.Immutable;
using Entente.Data;

namespace Entente.WorldBuilding;

/// <summary>Facts of all countries for a rebase, from the raw tables; see <see cref="Rebase"/>.</summary>
internal sealed class RebaseBuild
{
    private readonly Economy economy;
    private readonly Recipe recipe;
    private readonly FactsSource source;
    private readonly ImmutableDictionary<string, string> growsAs;

    public RebaseBuild(Economy economy, Recipe recipe, FactsSource source, ImmutableDictionary<string, string> growsAs) =>
        (this.economy, this.recipe, this.source, this.growsAs) = (economy, recipe, source, growsAs);

    /// <summary>
    /// Targets by country: from the sources, for the rest of the world from all they hold that is in no country, or by another's
    /// growth.
    /// </summary>
    public Dictionary<string, RebaseFacts> Facts()
    {
        var facts = new Dictionary<string, RebaseFacts>(StringComparer.Ordinal);
        var listed = recipe.AccountNames.Values.ToHashSet(StringComparer.Ordinal);
        foreach (var code in economy.Countries.Where(c => !growsAs.ContainsKey(c)))
        {
            string[] accounts = recipe.AccountNames.TryGetValue(code, out var name)
                ? [name]
                : [.. source.AccountNames.Where(a => !listed.Contains(a))];
            facts[code] = Of(code, accounts);
        }
        foreach (var (code, like) in growsAs)
            facts[code] = Like(code, like, facts[like]);
        foreach (var (code, like) in growsAs)
            foreach (var other in economy.Countries.Where(c => c != code))
                facts[other] = facts[other] with
                {
                    GoodsExports = With(
                        facts[other].GoodsExports,
                        code,
                        Base(economy.Country(code), economy.Country(other), false) * TradeGrowth(like, facts)
                    ),
                };
        return facts;
    }

    /// <summary>
    /// Factors on products that are no longer traded, from <c>ended.csv</c> of the recipe. A row from a country to
    /// itself by name is a factor on what the country makes; groups never meet themselves.
    /// </summary>
    public static Func<int, int, int, double> Ended(
        Economy economy,
        string folder,
        IReadOnlyDictionary<string, ImmutableArray<string>> groups,
        FaultList faults
    )
    {
        var factors = new Dictionary<(int, int, int), double>();
        IEnumerable<int> Countries(string word) =>
            word == "all"
                ? Enumerable.Range(0, economy.Countries.Length)
                : (groups.TryGetValue(word, out var members) ? members : [word]).Select(economy.Country);
        foreach (var row in RawTable.Read(folder, "ended.csv", ["exporter", "importer", "sector", "factor"], faults))
            foreach (var i in Countries(row.Text("exporter")))
                foreach (var n in Countries(row.Text("importer")).Where(n => n != i || row.Text("importer") == row.Text("exporter")))
                    factors[(n, i, economy.Sector(row.Text("sector")))] = row.Number("factor");
        return (n, i, j) => factors.GetValueOrDefault((n, i, j), 1);
    }

    private RebaseFacts Of(string code, string[] accounts)
    {
        var codes = Codes(code).ToList();
        var exports = economy
            .Countries.Where(partner => partner != code)
            .ToDictionary(
                partner => partner,
                partner => codes.Sum(i => Codes(partner).Sum(n => source.Goods(i, n))),
                StringComparer.Ordinal
            );
        return new RebaseFacts
        {
            ValueAdded = FactsSource.Groups.Keys.ToDictionary(
                g => g,
                g => accounts.Sum(a => source.ValueAdded(a)[g]),
                StringComparer.Ordinal
            ),
            GoodsExports = exports,
            ServiceExports = Math.Clamp(
                accounts.Sum(a => source.Figure(a, "Exports of goods and services")) - exports.Values.Sum(),
                0,
                4 * ServicesBefore(code)
            ),
        };
    }

    private RebaseFacts Like(string code, string like, RebaseFacts facts)
    {
        var (at, other) = (economy.Country(code), economy.Country(like));
        var growth = TradeGrowth(like, new Dictionary<string, RebaseFacts>(StringComparer.Ordinal) { [like] = facts });
        return new RebaseFacts
        {
            ValueAdded = FactsSource.Groups.Keys.ToDictionary(
                g => g,
                g => Group(at, g) * (Group(other, g) > 0 ? facts.ValueAdded[g] / Group(other, g) : 1),
                StringComparer.Ordinal
            ),
            GoodsExports = Enumerable
                .Range(0, economy.Countries.Length)
                .Where(n => n != at)
                .ToDictionary(n => economy.Countries[n], n => Base(n, at, false) * growth, StringComparer.Ordinal),
            ServiceExports = ServicesBefore(code) * (ServicesBefore(like) > 0 ? facts.ServiceExports / ServicesBefore(like) : 1),
        };
    }

    private double TradeGrowth(string code, Dictionary<string, RebaseFacts> facts)
    {
        var at = economy.Country(code);
        var before = Enumerable.Range(0, economy.Countries.Length).Where(n => n != at).Sum(n => Base(n, at, false));
        return facts[code].GoodsExports.Values.Sum() / before;
    }

    /// <summary>Codes of the bilateral data that make up a country of the economy.</summary>
    private IEnumerable<string> Codes(string country) =>
        recipe.AccountNames.ContainsKey(country) ? [country]
        : growsAs.ContainsKey(country) ? []
        : source.TradeCodes.Where(c => economy.Country(c) < 0);

    private double Group(int n, string group) =>
        Enumerable
            .Range(0, economy.Sectors.Length)
            .Where(j => recipe.AccountOf[economy.Sectors[j]] == group)
            .Sum(j => economy.ValueAdded[n, j]);

    private double Base(int n, int i, bool service) =>
        Enumerable
            .Range(0, economy.Sectors.Length)
            .Where(j => recipe.IsService(economy.Sectors[j]) == service)
            .Sum(j => economy.Trade[n, i, j]);

    private double ServicesBefore(string code)
    {
        var at = economy.Country(code);
        return Enumerable.Range(0, economy.Countries.Length).Where(n => n != at).Sum(n => Base(n, at, true));
    }

    private static Dictionary<string, double> With(IReadOnlyDictionary<string, double> facts, string code, double value) =>
        new(facts, StringComparer.Ordinal) { [code] = value };
}
