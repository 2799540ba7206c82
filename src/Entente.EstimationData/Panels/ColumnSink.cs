using System.Globalization;
using System.Runtime.InteropServices;
using Entente.Data;
using Entente.Estimation.Formulas;

namespace Entente.EstimationData.Panels;

/// <summary>
/// Columns as they are read, cell by cell: numbers, labels, or both of the same column. Cells that are empty, <c>NA</c> or <c>.</c> are
/// missing. What is no number in a column of numbers is a fault with its line.
/// </summary>
public sealed class ColumnSink
{
    private readonly string name;
    private readonly FaultList faults;
    private readonly Growing<double>? numbers;
    private readonly Growing<int>? codes;
    private readonly List<string> labels = [];
    private readonly Dictionary<string, int> byText = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> bySpan;
    private readonly Dictionary<double, int> byNumber = [];

    internal ColumnSink(string column, string file, bool isNumber, bool isLabel, FaultList faults)
    {
        (Column, name, this.faults) = (column, file, faults);
        numbers = isNumber ? new() : null;
        codes = isLabel ? new() : null;
        bySpan = byText.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Name of the column.</summary>
    public string Column { get; }

    /// <summary>Whether it is wanted as labels.</summary>
    public bool IsLabel => codes is not null;

    /// <summary>Takes a cell as it is written.</summary>
    /// <param name="text">The cell without blanks around it.</param>
    /// <param name="line">Its line, for faults.</param>
    public void Text(ReadOnlySpan<char> text, long line)
    {
        if (PanelTable.IsMissing(text))
        {
            Missing();
            return;
        }
        if (numbers is not null)
        {
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                Report(line, $"{Column} '{Quoted.Cell(text)}'", "a number");
            else if (!double.IsFinite(value))
                Report(line, $"{Column} {text}", "a finite number, or an empty cell where it is missing");
            numbers.Add(value);
        }
        codes?.Add(CodeOf(text));
    }

    /// <summary>Takes a number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="line">Its row, for faults.</param>
    public void Number(double value, long line)
    {
        if (numbers is not null)
        {
            if (!double.IsFinite(value))
                Report(
                    line,
                    $"{Column} {value.ToString(CultureInfo.InvariantCulture)}",
                    "a finite number, or nothing where it is missing"
                );
            numbers.Add(value);
        }
        if (codes is null)
            return;
        ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(byNumber, value, out var known);
        if (!known)
            code = CodeOf(value.ToString("R", CultureInfo.InvariantCulture));
        codes.Add(code);
    }

    /// <summary>Takes a cell without anything in it.</summary>
    public void Missing()
    {
        numbers?.Add(double.NaN);
        codes?.Add(-1);
    }

    internal void MoveTo(DataColumns data)
    {
        if (numbers is not null)
            data.Add(Column, numbers.ToArray());
        if (codes is not null)
            data.Add(Column, new LabelColumn(codes.ToArray(), labels));
    }

    private int CodeOf(ReadOnlySpan<char> text)
    {
        if (bySpan.TryGetValue(text, out var code))
            return code;
        var label = text.ToString();
        byText.Add(label, labels.Count);
        labels.Add(label);
        return labels.Count - 1;
    }

    private void Report(long line, string found, string expected) =>
        faults.Add(new Place(name, (int)Math.Min(line, int.MaxValue)), found, expected);

    /// <summary>Numbers one after the other, in pieces, so that nothing is copied while they come.</summary>
    private sealed class Growing<T>
    {
        private const int Piece = 1 << 18;
        private readonly List<T[]> full = [];
        private T[] last = new T[1024];
        private int count;

        public void Add(T value)
        {
            if (count == last.Length)
            {
                full.Add(last);
                last = new T[Math.Min(Piece, 2 * last.Length)];
                count = 0;
            }
            last[count++] = value;
        }

        /// <summary>All of them; the pieces are let go.</summary>
        public T[] ToArray()
        {
            var all = new T[full.Sum(piece => piece.Length) + count];
            var at = 0;
            for (var piece = 0; piece < full.Count; piece++)
            {
                full[piece].CopyTo(all, at);
                at += full[piece].Length;
                full[piece] = [];
            }
            last.AsSpan(0, count).CopyTo(all.AsSpan(at));
            (last, count) = ([], 0);
            return all;
        }
    }
}
