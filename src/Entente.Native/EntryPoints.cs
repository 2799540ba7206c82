using System.Runtime.InteropServices;
using Entente.Data.Runs;
using Entente.Native.Arrow;

namespace Entente.Native;

/// <summary>
/// The functions of <c>entente.h</c>, which says what each does. None lets an exception out: every fault is a status, and a message
/// where the caller wants one.
/// </summary>
internal static unsafe class EntryPoints
{
    [UnmanagedCallersOnly(EntryPoint = "entente_abi")]
    public static int AbiVersion() => Library.Abi;

    [UnmanagedCallersOnly(EntryPoint = "entente_version")]
    public static byte* Version() => Library.Version;

    [UnmanagedCallersOnly(EntryPoint = "entente_free")]
    public static void Free(void* text) => Memory.Free(text);

    [UnmanagedCallersOnly(EntryPoint = "entente_close")]
    public static int Close(long handle) => (int)(Handles.Close(handle) ? Status.Done : Status.Handle);

    [UnmanagedCallersOnly(EntryPoint = "entente_open_count")]
    public static void OpenCount(long* handles, long* blocks)
    {
        if (handles is not null)
            *handles = Handles.Count;
        if (blocks is not null)
            *blocks = Memory.Blocks;
    }

    [UnmanagedCallersOnly(EntryPoint = "entente_world_open")]
    public static int OpenWorld(byte* name, long* world, byte** message) =>
        Call(
            message,
            () =>
            {
                Into(world, nameof(world));
                var found = CallException.ValueOf(
                    Library.Catalogue.FindWorld(Texts.Read(name, nameof(name)), Directory.GetCurrentDirectory())
                );
                *world = Handles.Add(new OpenWorld(CallException.ValueOf(WorldInput.Read(found))));
            }
        );

    [UnmanagedCallersOnly(EntryPoint = "entente_world_from_zip")]
    public static int OpenArchive(void* bytes, long length, byte* name, long* world, byte** message) =>
        Call(
            message,
            () =>
            {
                Into(world, nameof(world));
                if (bytes is null || length < 0)
                    throw new CallException(Status.Argument, bytes is null ? "bytes is null" : $"length {length}; expected 0 or more");
                using var archive = new UnmanagedMemoryStream((byte*)bytes, length);
                var read = WorldArchive.Read(archive, Texts.OrNull(name, nameof(name)) ?? "world");
                *world = Handles.Add(new OpenWorld(CallException.ValueOf(read)));
            }
        );

    [UnmanagedCallersOnly(EntryPoint = "entente_world_describe")]
    public static int DescribeWorld(long world, byte** json, byte** message) =>
        Call(message, () => Give(json, Handles.Get<OpenWorld>(world).Description()));

    [UnmanagedCallersOnly(EntryPoint = "entente_answer")]
    public static int Answer(long world, byte* question, byte* options, long* answer, byte** message) =>
        Call(
            message,
            () =>
            {
                Into(answer, nameof(answer));
                var of = Handles.Get<OpenWorld>(world);
                var asked = OpenAnswer.To(of, Texts.Read(question, nameof(question)), Texts.OrNull(options, nameof(options)));
                *answer = Handles.Add(CallException.ValueOf(asked));
            }
        );

    [UnmanagedCallersOnly(EntryPoint = "entente_answer_describe")]
    public static int DescribeAnswer(long answer, byte** json, byte** message) =>
        Call(message, () => Give(json, Handles.Get<OpenAnswer>(answer).Description()));

    [UnmanagedCallersOnly(EntryPoint = "entente_answer_table")]
    public static int Table(long answer, byte* table, int all, ArrowSchema* schema, ArrowArray* array, byte** message) =>
        Call(
            message,
            () =>
            {
                if (schema is null || array is null)
                    throw new CallException(Status.Argument, $"{(schema is null ? nameof(schema) : nameof(array))} is null");
                (*schema, *array) = (default, default);
                var columns = Handles.Get<OpenAnswer>(answer).Table(Texts.Read(table, nameof(table)), all != 0);
                ArrowExport.Write(CallException.ValueOf(columns), schema, array);
            }
        );

    /// <summary>Does what is asked and says how it ended.</summary>
    private static int Call(byte** message, Action work)
    {
        if (message is not null)
            *message = null;
        try
        {
            work();
            return (int)Status.Done;
        }
        catch (CallException end)
        {
            return End(message, end.Status, end.Message);
        }
        catch (OutOfMemoryException)
        {
            return End(message, Status.Memory, "not enough memory");
        }
        catch (Exception e)
        {
            return End(message, Status.Internal, $"{e.GetType().Name}: {e.Message}");
        }
    }

    private static int End(byte** message, Status status, string text)
    {
        try
        {
            if (message is not null)
                *message = Texts.New(text);
        }
        catch (OutOfMemoryException)
        {
            // The status tells enough.
        }
        return (int)status;
    }

    /// <summary>A place for a handle, which is none until there is one.</summary>
    private static void Into(long* handle, string name)
    {
        if (handle is null)
            throw new CallException(Status.Argument, $"{name} is null");
        *handle = 0;
    }

    private static void Give(byte** into, string text)
    {
        if (into is null)
            throw new CallException(Status.Argument, "json is null");
        *into = null;
        *into = Texts.New(text);
    }
}
