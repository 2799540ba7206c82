using System.Collections.Immutable;
using Entente.Data.Tables;
using Entente.Data.Yaml;
using Entente.Measures;

namespace Entente.Data.Scenarios;

/// <summary>Reads one measure as its kind declares it; null where a fault leaves nothing to apply.</summary>
internal sealed class MeasureReader
{
    private readonly YamlPage page;
    private readonly NeighbourFiles files;
    private readonly FaultList faults;

    private MeasureReader(YamlPage page, NeighbourFiles files, FaultList faults) =>
        (this.page, this.files, this.faults) = (page, files, faults);

    public static Measure? Read(YamlPage page, NeighbourFiles files, MeasureKinds kinds, FaultList faults)
    {
        if (page.Word("kind", required: true) is not { } word)
            return null;
        if (kinds.Find(word.Text) is not { } kind)
        {
            faults.Add(word.Place, $"unknown kind '{word}'", Closures.Expected(word.Text, [.. kinds.All.Select(k => k.Name)]));
            return null;
        }
        var before = faults.Count;
        page.Allow(["kind", .. kind.Keys.Select(key => key.Name), "source", "note", "since", "until", "from_year", "phase"]);
        var reader = new MeasureReader(page, files, faults);
        var values = new MeasureValues();
        foreach (var key in kind.Keys)
            if (reader.Value(key) is { } value)
                values.Set(key, value);
        var (since, until) = (DateReader.First(page, "since", faults), DateReader.Last(page, "until", faults));
        if (until < since)
            faults.Add(page.PlaceOf("until"), $"until {until:yyyy-MM-dd}, before it begins", "a day after 'since'");
        var phase = PathReader.Phase(page, faults);
        return faults.Count > before || kind.Make(values) is not { } measure
            ? null
            : measure with
            {
                Place = page.Place,
                Source = page.Text("source").Trim(),
                Note = page.Text("note").Trim(),
                Since = since,
                Until = until,
                Phase = phase,
            };
    }

    /// <summary>What stands under a key; null where nothing does, or nothing that can be used.</summary>
    private object? Value(MeasureKey key) =>
        key.Type switch
        {
            MeasureKeyType.Countries or MeasureKeyType.Sectors => Names(key),
            MeasureKeyType.Number => page.Number(key.Name, required: key.Required),
            MeasureKeyType.Flag => page.Flag(key.Name),
            MeasureKeyType.Choice => Choice(key),
            MeasureKeyType.FlowTable => Rows(key),
            MeasureKeyType.Estimate => Estimated(key),
            _ => page.Word(key.Name, required: key.Required),
        };

    private ImmutableArray<Word>? Names(MeasureKey key)
    {
        var words = key.Required ? page.Words(key.Name, required: true) : page.WordsOrNull(key.Name);
        faults.Read?.Names.Note(key.Type, words ?? []);
        return words;
    }

    private Word? Choice(MeasureKey key)
    {
        var word = page.Word(key.Name);
        if (word is not null && !key.Choices.Contains(word.Text))
            faults.Add(word.Place, $"{key.Name} '{word}'", Closures.Expected(word.Text, key.Choices));
        return word;
    }

    private Estimate? Estimated(MeasureKey key)
    {
        if (page.Word(key.Name, required: key.Required) is not { } file)
            return null;
        var (path, name) = files.Find(file.Text);
        if (File.Exists(path))
            return EstimateFile.Read(path, name, faults);
        faults.Add(file.Place, $"file '{file}', which does not exist", "an estimate relative to this file");
        return null;
    }

    private ImmutableArray<FlowRow>? Rows(MeasureKey key)
    {
        if (page.Word(key.Name, required: key.Required) is not { } file)
            return null;
        var (path, name) = files.Find(file.Text);
        if (!File.Exists(path))
        {
            faults.Add(file.Place, $"file '{file}', which does not exist", "a table relative to this file");
            return null;
        }
        using var rows = TableRows.Open(path, name, ["exporter", "importer", "sector", key.Unit], [], faults);
        if (rows is null)
            return null;
        var (list, first) = (new List<FlowRow>(), new Dictionary<(string, string, string), int>());
        var before = faults.Count;
        while (rows.Read())
        {
            var (exporter, importer, sector) = (rows.Text(0).ToString(), rows.Text(1).ToString(), rows.Text(2).ToString());
            if (!first.TryAdd((exporter, importer, sector), rows.Line))
                faults.Add(
                    rows.Place,
                    $"a second row for {exporter} to {importer} in {sector}, first at line {first[(exporter, importer, sector)]}",
                    "each once"
                );
            if (rows.Number(3, key.Unit) is { } value)
                list.Add(new FlowRow(new Word(exporter, rows.Place), new Word(importer, rows.Place), new Word(sector, rows.Place), value));
        }
        if (list.Count == 0 && faults.Count == before)
            faults.Add(new Place(name), "no row", "at least one row");
        faults.Read?.Names.Note(list);
        return [.. list];
    }
}
