using System.Globalization;
using Entente.Record.Language;
using Entente.Record.Training;
using Sylvan.Data.Csv;

namespace Entente.RecordTraining;

/// <summary>The GUM files: documents with tokens and trees, and their attributions.</summary>
internal sealed record GumCorpus(IReadOnlyList<GumDocument> Documents, Treebank Bank)
{
    public static GumCorpus Read(string folder)
    {
        var genres = Rows(Path.Combine(folder, "gum_docs.csv"), r => (Name: Get(r, "doc"), Genre: Get(r, "genre")));
        var tokens = Rows(
            Path.Combine(folder, "gum_tokens.csv"),
            r => new Row(
                Get(r, "doc"),
                Number(r, "sent_id"),
                Get(r, "form"),
                Get(r, "lemma"),
                Get(r, "xpos"),
                Number(r, "head"),
                Get(r, "deprel"),
                Number(r, "space_after") == 1
            )
        );
        var attributions = Rows(
            Path.Combine(folder, "gum_attributions.csv"),
            r =>
                (
                    Document: Get(r, "doc"),
                    Gold: new GoldAttribution(
                        Ranges(Get(r, "attribution_edu_tokens")),
                        Ranges(Get(r, "source_tokens")),
                        Ranges(Get(r, "cue_tokens")),
                        Ranges(Get(r, "content_tokens")),
                        Get(r, "relation") == "attribution-negative",
                        Get(r, "kind_heuristic")
                    )
                )
        );
        var byDocument = tokens.GroupBy(t => t.Document).ToDictionary(g => g.Key, g => g.ToArray());
        var golds = attributions.ToLookup(a => a.Document, a => a.Gold);
        var documents = genres.Select(g => new GumDocument(g.Name, g.Genre, Text(byDocument[g.Name]), [.. golds[g.Name]])).ToArray();
        return new GumCorpus(
            documents,
            new Treebank(
                [.. documents.Select(d => d.Text)],
                [.. tokens.Select(t => t.Tag).Distinct().Order(StringComparer.Ordinal)],
                [.. tokens.Select(t => t.Label).Distinct().Order(StringComparer.Ordinal)]
            )
        );
    }

    // Lines are not in the files: a sentence that no stop ends (a heading, a caption) gets a line of its own, others follow by a space.
    private static AnalysedText Text(Row[] rows)
    {
        var text = new System.Text.StringBuilder();
        var tokens = new List<Token>();
        var sentences = new List<TokenRange>();
        for (var i = 0; i < rows.Length; i++)
        {
            tokens.Add(new Token(text.Length, rows[i].Form.Length));
            text.Append(rows[i].Form);
            var last = i + 1 == rows.Length || rows[i + 1].Sentence != rows[i].Sentence;
            if (last)
                sentences.Add(new TokenRange(sentences.Count == 0 ? 0 : sentences[^1].Last + 1, i));
            var stopped = rows[i].Form[^1] is '.' or '?' or '!' or '"' or '”' or ')' or '\'' or '’' or ':' or ';' or ',' or '—' or '-';
            if (last && !stopped)
                text.Append('\n');
            else if (rows[i].Space || last)
                text.Append(' ');
        }

        var analysed = new AnalysedText(text.ToString(), tokens, sentences);
        foreach (var sentence in sentences)
        {
            for (var i = sentence.First; i <= sentence.Last; i++)
            {
                analysed.Tags[i] = rows[i].Tag;
                analysed.SetLemma(i, rows[i].Lemma);
                analysed.Heads[i] = rows[i].Head - 1;
                analysed.Labels[i] = rows[i].Label;
            }
        }

        return analysed;
    }

    private static List<T> Rows<T>(string path, Func<CsvDataReader, T> make)
    {
        using var reader = CsvDataReader.Create(path, new CsvDataReaderOptions { BufferSize = 1 << 20 });
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(make(reader));
        return rows;
    }

    private static string Get(CsvDataReader reader, string column) => reader.GetString(reader.GetOrdinal(column));

    private static int Number(CsvDataReader reader, string column) => int.Parse(Get(reader, column), CultureInfo.InvariantCulture);

    private static TokenRange[] Ranges(string text) =>
        [
            .. text.Split(';', StringSplitOptions.RemoveEmptyEntries)
                .Select(p =>
                {
                    var ends = p.Split('-');
                    return new TokenRange(
                        int.Parse(ends[0], CultureInfo.InvariantCulture) - 1,
                        int.Parse(ends[1], CultureInfo.InvariantCulture) - 1
                    );
                }),
        ];

    private sealed record Row(string Document, int Sentence, string Form, string Lemma, string Tag, int Head, string Label, bool Space);
}

/// <summary>One document of GUM.</summary>
internal sealed record GumDocument(string Name, string Genre, AnalysedText Text, IReadOnlyList<GoldAttribution> Gold);
