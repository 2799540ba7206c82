namespace Entente.Data.Tables;

/// <summary>
/// A table in SDMX-CSV: its components are the columns, their ids in small letters, codes without names. Observations without a value
/// are no rows; those that delete are refused.
/// </summary>
internal sealed class SdmxTable : TableFile
{
    /// <summary>The measure of structures that have one only: whichever column is missing.</summary>
    public const string ObservedValue = "obs_value";

    private const string Multiplier = "unit_mult";

    private readonly CsvTable file;
    private readonly string[] columns;
    private readonly (int Position, bool IsLabelled)[] cells;
    private readonly int action;
    private readonly int value;
    private readonly int multiplier;
    private string? power;

    public SdmxTable(CsvTable file)
    {
        this.file = file;
        var components = file.Columns.Index().Where(column => !Sdmx.Framing.Contains(Sdmx.Id(column.Item))).ToList();
        columns = [.. components.Select(column => Sdmx.Id(column.Item).ToLowerInvariant())];
        cells = [.. components.Select(column => (column.Index, Sdmx.IsLabelled(column.Item)))];
        action = file.Columns.Index().Where(column => column.Item == Sdmx.Action).Select(column => column.Index).FirstOrDefault(-1);
        (value, multiplier) = (Array.IndexOf(columns, ObservedValue), Array.IndexOf(columns, Multiplier));
    }

    public override IReadOnlyList<string> Columns => columns;

    public override int Line { get; protected set; } = 1;

    /// <summary>Of a damaged row as many less, or more, as it has.</summary>
    public override int FieldCount => columns.Length + file.FieldCount - file.Columns.Count;

    public override bool Read()
    {
        while (file.Read())
        {
            var line = file.Line;
            // A row at fault is the one behind the last that was read.
            Line = line - 1;
            if (file.FieldCount != file.Columns.Count)
            {
                Line = line;
                return true;
            }
            if (action >= 0 && !Sdmx.IsData(file.Text(action)))
                throw new InvalidDataException($"action '{file.Text(action)}', which deletes; expected I, A, R or M");
            if (multiplier >= 0 && Text(multiplier) is { IsEmpty: false } found && !found.SequenceEqual(power ??= found.ToString()))
                throw new InvalidDataException($"UNIT_MULT {found} after {power}; expected one in a table");
            Line = line;
            if (value < 0 || !Text(value).IsEmpty)
                return true;
        }
        return false;
    }

    public override ReadOnlySpan<char> Text(int column)
    {
        var (position, isLabelled) = cells[column];
        return isLabelled ? Sdmx.Code(file.Text(position)) : file.Text(position);
    }

    public override bool TryNumber(int column, out double value) =>
        double.TryParse(
            Text(column),
            System.Globalization.NumberStyles.Float,
            System.Globalization.CultureInfo.InvariantCulture,
            out value
        );

    public override void Dispose() => file.Dispose();
}
