using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Entente.Reporting.Games;

/// <summary>Tables for LaTeX, with the rules of booktabs, to be taken in by <c>\input</c>.</summary>
internal static class LatexTables
{
    public static string Of(IEnumerable<BriefTable> tables)
    {
        var text = new StringBuilder("% \\usepackage{booktabs} in the preamble; UTF-8\n");
        foreach (var table in tables)
            Add(text, table);
        return text.ToString();
    }

    private static void Add(StringBuilder text, BriefTable table)
    {
        text.Append("\n\\begin{table}\n\\centering\\small\n");
        text.Append(CultureInfo.InvariantCulture, $"\\caption{{{Escaped(table.Title)}}}\n\\label{{tab:{table.Name}}}\n");
        var sides = string.Concat(table.Columns.Select(column => column.IsWords ? 'l' : 'r'));
        text.Append(CultureInfo.InvariantCulture, $"\\begin{{tabular}}{{{sides}}}\n\\toprule\n");
        if (table.Columns.Any(column => column.Over.Length > 0))
            text.Append(CultureInfo.InvariantCulture, $"{string.Join(" & ", Groups(table.Columns))} \\\\\n");
        text.AppendJoin(" & ", table.Columns.Select(column => Escaped(column.Heading))).Append(" \\\\\n\\midrule\n");
        foreach (var row in table.Rows)
            text.Append(CultureInfo.InvariantCulture, $"{string.Join(" & ", row.Select(cell => Escaped(cell.Text)))} \\\\\n");
        text.Append("\\bottomrule\n\\end{tabular}\n");
        if (table.Note.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n\\footnotesize {Escaped(table.Note)}\n");
        text.Append("\\end{table}\n");
    }

    private static IEnumerable<string> Groups(ImmutableArray<BriefColumn> columns)
    {
        for (var at = 0; at < columns.Length;)
        {
            var end = at + 1;
            while (end < columns.Length && columns[end].Over == columns[at].Over)
                end++;
            yield return $"\\multicolumn{{{end - at}}}{{c}}{{{Escaped(columns[at].Over)}}}";
            at = end;
        }
    }

    /// <summary>What LaTeX would take for a command stands for itself.</summary>
    internal static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var letter in text)
            escaped.Append(
                letter switch
                {
                    '\\' => "\\textbackslash{}",
                    '~' => "\\textasciitilde{}",
                    '^' => "\\textasciicircum{}",
                    '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{letter}",
                    '−' => "$-$",
                    '±' => "$\\pm$",
                    '\u00a0' => "~",
                    '“' => "``",
                    '”' => "''",
                    _ when char.IsControl(letter) => "\ufffd",
                    _ => letter.ToString(),
                }
            );
        return escaped.ToString();
    }
}
