using System.Text;

namespace Entente.Native.Arrow;

/// <summary>
/// Columns as a table by the Arrow C data interface: a structure whose children are the columns, numbers as doubles, whole numbers in
/// 64 bits, texts as positions in a dictionary. Where a number is missing it is null, and NaN beneath, for readers that do not look.
/// </summary>
internal static unsafe class ArrowExport
{
    private const long Nullable = 2;

    /// <summary>Writes a table into structures of the caller, whose own release gives it back.</summary>
    /// <param name="columns">The columns, of one length; at least one.</param>
    /// <param name="schema">Receives the types and names.</param>
    /// <param name="array">Receives the numbers.</param>
    /// <exception cref="OutOfMemoryException">There is not enough memory; nothing is handed out then.</exception>
    public static void Write(IReadOnlyList<Column> columns, ArrowSchema* schema, ArrowArray* array)
    {
        // Nothing is seen of a table that is half made.
        var (types, numbers) = (default(ArrowSchema), default(ArrowArray));
        try
        {
            Fill(columns, &types, &numbers);
        }
        catch
        {
            ArrowRelease.Free(&types);
            ArrowRelease.Free(&numbers);
            throw;
        }
        (*schema, *array) = (types, numbers);
    }

    private static void Fill(IReadOnlyList<Column> columns, ArrowSchema* types, ArrowArray* numbers)
    {
        Begin(types, "+s", "", columns.Count);
        types->Flags = 0;
        Begin(numbers, columns[0].Length, buffers: 1, columns.Count);
        for (var c = 0; c < columns.Count; c++)
        {
            var column = columns[c];
            var type = types->Children[c];
            var values = numbers->Children[c];
            Begin(type, column.Numbers is not null ? "g" : column.Whole is not null ? "l" : "i", column.Name, 0);
            Begin(values, column.Length, buffers: 2, 0);
            if (column.Numbers is { } some)
                Values<double>(values, some, double.IsNaN);
            else if (column.Whole is { } whole)
                Values<long>(values, whole, _ => false);
            else
                Texts(column, type, values);
        }
    }

    private static void Texts(Column column, ArrowSchema* type, ArrowArray* values)
    {
        Values<int>(values, column.Positions!, position => position < 0);
        type->Dictionary = (ArrowSchema*)Memory.New(sizeof(ArrowSchema));
        Begin(type->Dictionary, "u", "", 0);
        values->Dictionary = (ArrowArray*)Memory.New(sizeof(ArrowArray));
        Begin(values->Dictionary, column.Values.Length, buffers: 3, 0);
        var bytes = column.Values.Sum(Encoding.UTF8.GetByteCount);
        var offsets = (int*)(values->Dictionary->Buffers[1] = Memory.New(sizeof(int) * (column.Values.Length + 1L)));
        var text = (byte*)(values->Dictionary->Buffers[2] = Memory.New(bytes));
        for (var v = 0; v < column.Values.Length; v++)
            offsets[v + 1] = offsets[v] + Encoding.UTF8.GetBytes(column.Values[v], new Span<byte>(text + offsets[v], bytes - offsets[v]));
    }

    private static void Values<T>(ArrowArray* into, T[] values, Func<T, bool> isMissing)
        where T : unmanaged
    {
        into->Buffers[1] = Memory.New((long)sizeof(T) * values.Length);
        values.CopyTo(new Span<T>(into->Buffers[1], values.Length));
        into->NullCount = values.Count(isMissing);
        if (into->NullCount == 0)
            return;
        var valid = (byte*)(into->Buffers[0] = Memory.New((values.Length + 7L) / 8));
        for (var row = 0; row < values.Length; row++)
            if (!isMissing(values[row]))
                valid[row / 8] |= (byte)(1 << row % 8);
    }

    private static void Begin(ArrowSchema* schema, string format, string name, int children)
    {
        schema->Flags = Nullable;
        schema->Release = &ArrowRelease.Schema;
        schema->Format = Native.Texts.New(format);
        schema->Name = Native.Texts.New(name);
        if (children == 0)
            return;
        schema->Children = (ArrowSchema**)Memory.New((long)sizeof(ArrowSchema*) * children);
        schema->ChildCount = children;
        for (var c = 0; c < children; c++)
            schema->Children[c] = (ArrowSchema*)Memory.New(sizeof(ArrowSchema));
    }

    private static void Begin(ArrowArray* array, long length, int buffers, int children)
    {
        array->Length = length;
        array->Release = &ArrowRelease.Array;
        array->Buffers = (void**)Memory.New((long)sizeof(void*) * buffers);
        array->BufferCount = buffers;
        if (children == 0)
            return;
        array->Children = (ArrowArray**)Memory.New((long)sizeof(ArrowArray*) * children);
        array->ChildCount = children;
        for (var c = 0; c < children; c++)
            array->Children[c] = (ArrowArray*)Memory.New(sizeof(ArrowArray));
    }
}
