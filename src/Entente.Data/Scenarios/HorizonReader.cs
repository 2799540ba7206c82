using System.Collections.Immutable;
using Entente.Data.Yaml;
using Entente.Horizons;

namespace Entente.Data.Scenarios;

/// <summary>Reads horizons, parameters and the values over which parameters vary, from files and from the command line.</summary>
public static class HorizonReader
{
    private const string Mobile = "mobile";
    private const string Stuck = "stuck";

    /// <summary>The horizons of a page, each with every combination of the values under <c>vary</c>; empty where it names none.</summary>
    internal static ImmutableArray<Horizon> Horizons(YamlPage page, FaultList faults)
    {
        var names = page.WordsOrNull("horizon");
        Once("horizon", names ?? [], faults);
        if (page.Section("vary") is not { } vary)
            return [.. (names ?? []).Select(name => new Horizon(name, []))];
        var horizons = (names ?? [new Word("long", page.Place)]).Select(name => new Horizon(name, []));
        foreach (var key in vary.Keys)
        {
            Once(key, vary.Words(key), faults);
            var settings = vary.Words(key, required: true).Select(value => Setting(key, value, faults)).OfType<ParameterSetting>().ToList();
            horizons = Varied(horizons, settings);
        }
        return [.. horizons];
    }

    private static void Once(string key, IEnumerable<Word> words, FaultList faults)
    {
        foreach (var twice in words.GroupBy(w => w.Text, StringComparer.Ordinal).SelectMany(g => g.Skip(1)))
            faults.Add(twice.Place, $"{key} '{twice}' for the second time", "each once");
    }

    /// <summary>The parameters of a page: one value for all sectors, or values by sector code or tag.</summary>
    internal static ImmutableArray<ParameterSetting> Parameters(YamlPage page, FaultList faults)
    {
        var settings = new List<ParameterSetting>();
        if (page.Section("parameters") is { } section)
            foreach (var key in section.Keys)
                if (section.IsMapping(key))
                {
                    var bySector = section.Section(key)!;
                    foreach (var sectors in bySector.Keys)
                        if (bySector.Word(sectors) is { } value && Setting($"{key}.{sectors}", value, faults) is { } setting)
                            settings.Add(setting);
                }
                else if (section.Word(key) is { } value && Setting(key, value, faults) is { } setting)
                    settings.Add(setting);
        return [.. settings];
    }

    /// <summary>Reads <c>energy=0.1</c>, <c>energy.ELGS=0.05</c> or, with several values, <c>energy=0.01,0.1,1</c>.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="place">Where.</param>
    /// <param name="several">Whether commas separate values; otherwise there is one, and a comma is no part of a number.</param>
    /// <returns>One setting for each value, or what is wrong.</returns>
    public static Checked<IReadOnlyList<ParameterSetting>> Parse(string text, Place? place = null, bool several = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        var faults = new FaultList();
        if (text.IndexOf('=', StringComparison.Ordinal) is var equals && equals <= 0)
        {
            faults.Add(place, $"'{text}'", "a parameter and its value, such as energy=0.1 or energy.ELGS=0.05");
            return faults.Failed<IReadOnlyList<ParameterSetting>>();
        }
        var values = several ? text[(equals + 1)..].Split(',') : [text[(equals + 1)..]];
        if (several)
            Once(text[..equals], values.Select(value => new Word(value.Trim(), place)), faults);
        var settings = values
            .Select(value => Setting(text[..equals], new Word(value.Trim(), place), faults))
            .OfType<ParameterSetting>()
            .ToList();
        return faults.With<IReadOnlyList<ParameterSetting>>(() => settings);
    }

    /// <summary>Each horizon with each value.</summary>
    public static IEnumerable<Horizon> Varied(IEnumerable<Horizon> horizons, IReadOnlyList<ParameterSetting> settings)
    {
        ArgumentNullException.ThrowIfNull(horizons);
        return horizons.SelectMany(horizon => settings.Select(setting => horizon with { Varied = horizon.Varied.Add(setting) })).ToList();
    }

    private static ParameterSetting? Setting(string key, Word value, FaultList faults)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        var (parameter, sectors) = dot < 0 ? (key, "all") : (key[..dot], key[(dot + 1)..]);
        double number = 0;
        var inWords = parameter.EndsWith("_mobility", StringComparison.Ordinal) && (value.Text is Mobile or Stuck);
        if (!inWords && !WrittenNumber.TryParse(value.Text, out number))
        {
            faults.Add(
                value.Place,
                $"{key} '{value}'",
                parameter.EndsWith("_mobility", StringComparison.Ordinal) ? "a number, `mobile` or `stuck`"
                    : value.Text.Contains(',', StringComparison.Ordinal) ? $"one value, {WrittenNumber.Expected}"
                    : "a number"
            );
            return null;
        }
        number = value.Text switch
        {
            Mobile => double.PositiveInfinity,
            Stuck => 1,
            _ => number,
        };
        return new ParameterSetting(new Word(parameter, value.Place), new Word(sectors, value.Place), number);
    }
}
