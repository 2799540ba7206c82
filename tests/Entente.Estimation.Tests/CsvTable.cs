using System.Globalization;
using System.IO.Compression;
using Entente.Testing;

namespace Entente.Estimation.Tests;

/// <summary>A published table of reference data, in columns of text.</summary>
internal sealed class CsvTable
{
    private readonly Dictionary<string, string[]> columns;

    private CsvTable(Dictionary<string, string[]> columns, int rows) => (this.columns, Rows) = (columns, rows);

    public int Rows { get; }

    public IEnumerable<string> Names => columns.Keys;

    public static CsvTable Read(string name)
    {
        var path = Path.Combine(Reference.Folder("gravity"), name);
        using var file = File.OpenRead(path);
        using Stream plain = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(plain);
        var names = Split(reader.ReadLine()!);
        var columns = names.Select(_ => new List<string>()).ToArray();
        while (reader.ReadLine() is { } line)
        {
            var fields = Split(line);
            for (var c = 0; c < names.Count; c++)
                columns[c].Add(fields[c]);
        }
        return new(names.Zip(columns).ToDictionary(pair => pair.First, pair => pair.Second.ToArray()), columns[0].Count);
    }

    public string[] Text(string name) => columns[name];

    /// <summary>Numbers; empty fields are NaN.</summary>
    public double[] Numbers(string name) =>
        Array.ConvertAll(columns[name], text => text is "" or "NA" ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture));

    public Regressor Regressor(string name) => new(name, Numbers(name));

    public Regressor Regressor(string name, Func<double, double> map) => new(name, Array.ConvertAll(Numbers(name), x => map(x)));

    /// <summary>Combinations of columns as levels.</summary>
    public Grouping Grouping(params string[] names) =>
        Estimation.Grouping.Crossed(null, [.. names.Select(name => Estimation.Grouping.Of(name, columns[name]))]);

    /// <summary>Rows for which something holds.</summary>
    public CsvTable Where(Func<int, bool> keep)
    {
        var rows = Enumerable.Range(0, Rows).Where(keep).ToArray();
        return new(columns.ToDictionary(pair => pair.Key, pair => Array.ConvertAll(rows, row => pair.Value[row])), rows.Length);
    }

    private static List<string> Split(string line)
    {
        var fields = new List<string>();
        var field = new System.Text.StringBuilder();
        var quoted = false;
        foreach (var c in line)
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
                field.Append(c);
        fields.Add(field.ToString());
        return fields;
    }
}
