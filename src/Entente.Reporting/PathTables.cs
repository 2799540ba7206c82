using Entente.Data.Output;
using Entente.Scenarios;

namespace Entente.Reporting;

/// <summary>
/// <c>paths.csv</c> and <c>present_values.csv</c>: cases year by year, where any has a path. A year without an answer has no rows, a
/// path with one no present values.
/// </summary>
internal static class PathTables
{
    private const string YearsFile = "paths.csv";
    private const string ValuesFile = "present_values.csv";

    /// <summary>Both files.</summary>
    public static IReadOnlyList<string> Files { get; } = [YearsFile, ValuesFile];

    private const string YearColumns =
        "case,country,year,horizon,real_income_pct,capital_pct,income,investment,consumption";

    private const string ValueColumns =
        "case,country,discount,years,perpetuity,income,investment,consumption,consumption_pct,welfare_pct,saved_share,steady_state_pct";

    public static void Write(RunRecord run, string folder)
    {
        if (run.Paths.IsEmpty)
            return;
        var countries = new RunTables.Names(run.World).Countries;
        using (var rows = new CsvRows(Path.Combine(folder, YearsFile), YearColumns))
            foreach (var path in run.Paths)
                foreach (var year in path.Years.Where(year => year.Converged))
                    Write(rows, path, year, countries);
        using var values = new CsvRows(Path.Combine(folder, ValuesFile), ValueColumns);
        foreach (var path in run.Paths.Where(path => path.IsComplete))
            Write(values, path, countries);
    }

    private static void Write(CsvRows rows, PathAnswer path, PathYear year, byte[][] countries)
    {
        var (name, horizon) = (CsvRows.Cell(path.Case.Case.Name), CsvRows.Cell(year.Horizon));
        for (var n = 0; n < countries.Length; n++)
        {
            var (income, saved) = (path.Income[n] * year.RealIncome[n], path.Saved[n]);
            rows.Text(name).Text(countries[n]).Number(year.Year).Text(horizon).Number(100 * (year.RealIncome[n] - 1));
            rows.Number(year.Capital.IsEmpty ? double.NaN : 100 * (year.Capital[n] - 1));
            rows.Number(income).Number(saved * income).Number((1 - saved) * income);
            rows.EndRow();
        }
    }

    private static void Write(CsvRows rows, PathAnswer path, byte[][] countries)
    {
        var (name, asked, value) = (CsvRows.Cell(path.Case.Case.Name), path.Path, path.Value!);
        var perpetuity = CsvRows.Cell(asked.Perpetuity ? "true" : "false");
        for (var n = 0; n < countries.Length; n++)
        {
            rows.Text(name).Text(countries[n]).Number(asked.Discount).Number(asked.Years).Text(perpetuity);
            rows.Number(value.Income[n]).Number(value.Income[n] - value.Consumption[n]).Number(value.Consumption[n]);
            rows.Number(100 * value.ConsumptionShare[n]).Number(100 * (value.Welfare[n] - 1)).Number(path.Saved[n]);
            rows.Number(path.SteadyState.IsEmpty ? double.NaN : 100 * (path.SteadyState[n] - 1));
            rows.EndRow();
        }
    }
}
