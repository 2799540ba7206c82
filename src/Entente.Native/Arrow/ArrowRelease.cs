using System.Runtime.InteropServices;

namespace Entente.Native.Arrow;

/// <summary>
/// What gives an exported table back: everything within, but for children that somebody has taken and releases himself, and then marks
/// the structure as released. The structure itself is the caller's.
/// </summary>
internal static unsafe class ArrowRelease
{
    [UnmanagedCallersOnly]
    public static void Schema(ArrowSchema* schema) => Free(schema);

    [UnmanagedCallersOnly]
    public static void Array(ArrowArray* array) => Free(array);

    /// <summary>The same for a structure that was not yet handed out.</summary>
    public static void Free(ArrowSchema* schema)
    {
        for (var c = 0; schema->Children is not null && c < schema->ChildCount; c++)
            Child(schema->Children[c]);
        Child(schema->Dictionary);
        Memory.Free(schema->Children);
        Memory.Free(schema->Format);
        Memory.Free(schema->Name);
        *schema = default;

        static void Child(ArrowSchema* child)
        {
            if (child is null)
                return;
            if (child->Release is not null)
                child->Release(child);
            Memory.Free(child);
        }
    }

    /// <inheritdoc cref="Free(ArrowSchema*)"/>
    public static void Free(ArrowArray* array)
    {
        for (var c = 0; array->Children is not null && c < array->ChildCount; c++)
            Child(array->Children[c]);
        Child(array->Dictionary);
        for (var b = 0; array->Buffers is not null && b < array->BufferCount; b++)
            Memory.Free(array->Buffers[b]);
        Memory.Free(array->Buffers);
        Memory.Free(array->Children);
        *array = default;

        static void Child(ArrowArray* child)
        {
            if (child is null)
                return;
            if (child->Release is not null)
                child->Release(child);
            Memory.Free(child);
        }
    }
}
