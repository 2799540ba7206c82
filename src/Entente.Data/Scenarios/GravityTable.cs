using System.Globalization;
using Entente.Data.Tables;
using Entente.Gravity;

namespace Entente.Data.Scenarios;

/// <summary>Reads a table of pairs with output, expenditure and the variables that trade costs depend on.</summary>
internal sealed class GravityTable
{
    private const int MostMissing = 20;

    private readonly TableRows rows;
    private readonly string[] columns;
    private readonly FaultList faults;
    private readonly Dictionary<(string Exporter, string Importer), (int Line, double[] Values)> pairs = [];
    private readonly Dictionary<string, (int Line, double Value)> output = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Line, double Value)> expenditure = new(StringComparer.Ordinal);

    private GravityTable(TableRows rows, string[] columns, FaultList faults) =>
        (this.rows, this.columns, this.faults) = (rows, columns, faults);

    /// <summary>Reads the table; variables and coefficients are the caller's to enter. Null where it has faults.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The file as the user knows it.</param>
    /// <param name="columns">
    /// Exporter, importer, output of the exporter, expenditure of the importer, then the variables. Others are not looked at.
    /// </param>
    /// <param name="faults">Receives every fault.</param>
    public static GravityData? Read(string path, string name, string[] columns, FaultList faults)
    {
        using var rows = TableRows.OpenLoosely(path, name, columns, faults);
        return rows is null ? null : new GravityTable(rows, columns, faults).Read();
    }

    private GravityData? Read()
    {
        var before = faults.Count;
        while (rows.Read())
            Row();
        if (faults.Count == before)
            Complete();
        if (faults.Count > before)
            return null;
        var codes = output.Keys.Order(StringComparer.Ordinal).ToList();
        return new GravityData
        {
            Countries = [.. codes.Select(code => new Country(code, code))],
            Output = [.. codes.Select(code => output[code].Value)],
            Expenditure = [.. codes.Select(code => expenditure[code].Value)],
            Covariates = Cube.Create(codes.Count, codes.Count, columns.Length - 4, (n, i, k) => pairs[(codes[i], codes[n])].Values[k]),
            Variables = [],
            Coefficients = [],
        };
    }

    private void Row()
    {
        var (exporter, importer) = (rows.Text(0).ToString(), rows.Text(1).ToString());
        foreach (var (code, column) in new[] { (exporter, columns[0]), (importer, columns[1]) })
            if (code.Length == 0)
                faults.Add(rows.Place, $"an empty {column}", "a country code");
        One(output, exporter, 2);
        One(expenditure, importer, 3);
        var values = Enumerable.Range(4, columns.Length - 4).Select(at => rows.Number(at, columns[at]) ?? 0).ToArray();
        if (!pairs.TryAdd((exporter, importer), (rows.Line, values)))
            faults.Add(
                rows.Place,
                $"a second row for {exporter} to {importer}, first at line {pairs[(exporter, importer)].Line}",
                "each pair once; other years in files of their own"
            );
    }

    /// <summary>A number of one country, the same in all its rows.</summary>
    private void One(Dictionary<string, (int Line, double Value)> known, string country, int column)
    {
        if (rows.Number(column, columns[column]) is not { } value)
            return;
        if (!(value > 0))
            faults.Add(
                rows.Place,
                $"{columns[column]} {value.ToString("R", CultureInfo.InvariantCulture)} of {country}",
                "a number above 0"
            );
        if (!known.TryAdd(country, (rows.Line, value)) && known[country].Value != value)
            faults.Add(
                rows.Place,
                $"{columns[column]} {value.ToString("R", CultureInfo.InvariantCulture)} of {country}",
                $"{known[country].Value.ToString("R", CultureInfo.InvariantCulture)}, as in line {known[country].Line}"
            );
    }

    /// <summary>Every country sells and buys, and every pair is there, sales at home included.</summary>
    private void Complete()
    {
        var codes = output.Keys.Union(expenditure.Keys).Order(StringComparer.Ordinal).ToList();
        if (codes.Count == 0)
            faults.Add(new Place(rows.Name), "no row", "at least one row");
        var missing = (
            from exporter in codes
            from importer in codes
            where !pairs.ContainsKey((exporter, importer))
            select (exporter, importer)
        ).ToList();
        // Sales at home first: these are what is forgotten.
        foreach (var (exporter, importer) in missing.OrderBy(pair => pair.exporter != pair.importer).Take(MostMissing))
            faults.Add(
                new Place(rows.Name),
                $"no row for {exporter} to {(exporter == importer ? "itself" : importer)}",
                "a row for every pair, sales at home included"
            );
        if (missing.Count > MostMissing)
            faults.Add(new Place(rows.Name), $"{missing.Count - MostMissing} more pairs without a row", "a row for every pair");
    }
}
