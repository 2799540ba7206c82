using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Entente.Scenarios;

namespace Entente.Web.Questions;

/// <summary>
/// The scenario of a question that somebody made up: the country joins, joins and is answered part by part, stays out and is pressed, joins
/// and is helped. Where the data are older than the measures, all is measured from the world in which members alone act.
/// </summary>
/// <param name="own">The question.</param>
/// <param name="world">Its world.</param>
/// <param name="known">Its regime.</param>
/// <param name="day">Its day.</param>
internal sealed class OwnScenario(OwnQuestion own, World world, KnownRegime known, DateOnly day)
{
    private const int Partners = 6;
    private const double Tariff = 0.04;
    private const double TradeCost = 1.02;

    /// <summary>Help as a part of the income of who is helped, before it is rounded.</summary>
    private const double Help = 0.01;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly StringBuilder text = new();

    private string CountryName => NameOf(own.Country);

    private string TargetName => NameOf(known.Target);

    /// <summary>The scenario as a file.</summary>
    public string Text()
    {
        text.Clear();
        Line($"title: {Quoted($"{CountryName} and the measures against {TargetName}")}");
        Line($"source: {Quoted($"Legal acts in regimes/{own.Regime}.yaml; figures of pressure and help are assumptions, to be moved.")}");
        Line($"notes: {Quoted(Notes)}");
        Line($"world: {own.World}");
        Line("closure: fixed");
        Line($"focus: [{string.Join(", ", Focus)}]");
        if (!own.Senders.IsEmpty)
            Line($"groups: {{ senders: [{string.Join(", ", own.Senders)}] }}");
        Line("cases:");
        if (!known.IsHeld(world))
            Case("members-act", $"Members act, {CountryName} stays out", joiners: [], parts: [], isBase: true);
        Joining();
        if (!own.Senders.IsEmpty)
            PressingAndHelping();
        return text.ToString();
    }

    private string Notes =>
        $"Made of a country, a day of a regime and those who press. What {CountryName} takes are the measures in force on {own.AsOf}"
        + (own.Joiners.IsEmpty ? "" : $", together with {Listed(own.Joiners)}")
        + (
            known.IsHeld(world)
                ? $"; what members of the regime do is in the data of {world.Identity.Year}."
                : $"; the data of {world.Identity.Year} are older than the measures, so that all is measured from the world in which "
                    + "members alone act."
        )
        + " Pressure and help are sums and rates to begin with, no estimates.";

    /// <summary>The country, the target, and with whom the country trades most.</summary>
    private IEnumerable<string> Focus
    {
        get
        {
            var n = world.Country(own.Country);
            double Both(int other) =>
                Enumerable.Range(0, world.Sectors.Length).Sum(j => world.Trade[n, other, j] + world.Trade[other, n, j]);
            return Enumerable
                .Range(0, world.Countries.Length)
                .Where(other => other != n)
                .OrderByDescending(Both)
                .Take(Partners)
                .Select(other => world.Countries[other].Code)
                .Prepend(known.Target)
                .Prepend(own.Country)
                .Distinct();
        }
    }

    private void Joining()
    {
        ImmutableArray<string> joiners = [own.Country, .. own.Joiners];
        var who = Listed(joiners);
        var joins = own.Joiners.IsEmpty ? "joins" : "join";
        Case("joins", $"{who} {joins}", joiners, []);
        var (usual, extra) = (known.Parts(day, extra: false).ToList(), known.Parts(day, extra: true).ToList());
        foreach (var part in extra)
            Case($"joins-and-{part.Name}", $"{who} {joins}; {TitleOf(part)}", joiners, [.. usual, part]);
        if (extra.Count > 1)
            Case("joins-and-all-else", $"{who} {joins}; {string.Join(", ", extra.Select(TitleOf))}", joiners, [.. usual, .. extra]);
    }

    private void PressingAndHelping()
    {
        var who = Listed(own.Senders);
        Line("  - name: stays-out-and-is-pressed");
        Line($"    title: {Quoted($"{CountryName} stays out, {who} press")}");
        if (!known.IsHeld(world))
            Line("    include: members-act");
        Measured();
        Line("    measures:");
        Measure(
            $"kind: tariff, by: senders, on: {own.Country}, sectors: goods, rate: {Number(Tariff)}, mode: add",
            "about the average most-favoured-nation rate of the European Union on goods."
        );
        Measure(
            $"kind: trade_cost, from: {own.Country}, to: senders, sectors: goods, factor: {Number(TradeCost)}",
            "two per cent for checks at the border."
        );
        Line("  - name: joins-with-help");
        Line($"    title: {Quoted($"{CountryName} joins, {who} help")}");
        Line("    include: joins");
        Measured();
        Line("    measures:");
        Measure($"kind: transfer, from: senders, to: {own.Country}, amount: {Number(Sum)}", "about a hundredth of its income a year.");
    }

    private void Measure(string keys, string assumption) =>
        Line($"      - {{ {keys}, note: {Quoted($"Assumption, to be moved: {assumption}")} }}");

    private void Measured()
    {
        if (!known.IsHeld(world))
            Line("    relative_to: members-act");
    }

    /// <summary>A round sum of help.</summary>
    private double Sum
    {
        get
        {
            var exact = Help * world.Income[world.Country(own.Country)];
            var power = Math.Pow(10, Math.Floor(Math.Log10(exact)));
            return Math.Round(exact / power) * power;
        }
    }

    private void Case(string name, string title, ImmutableArray<string> joiners, IReadOnlyList<RegimePart> parts, bool isBase = false)
    {
        Line($"  - name: {name}");
        Line($"    title: {Quoted(title)}");
        Line($"    regime: {own.Regime}");
        Line($"    as_of: {own.AsOf}");
        if (!joiners.IsEmpty)
            Line($"    joiners: [{string.Join(", ", joiners)}]");
        if (parts.Count > 0)
            Line($"    parts: [{string.Join(", ", parts.Select(part => part.Name))}]");
        if (!isBase)
            Measured();
    }

    private string TitleOf(RegimePart part) => known.PartTitles[part.Name];

    private string NameOf(string code) =>
        world.TryCountry(code, out var n) ? world.Countries[n].Name : code.Replace('_', ' ');

    private string Listed(IEnumerable<string> codes) =>
        codes.Select(NameOf).ToList() is [.. var before, var last] && before.Count > 0
            ? $"{string.Join(", ", before)} and {last}"
            : string.Join(", ", codes.Select(NameOf));

    private void Line(string line) => text.Append(line).Append('\n');

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Quoted(string words) => JsonSerializer.Serialize(words, Readable);
}
