using System.Runtime.InteropServices;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.C;
using Entente.Native.Arrow;

namespace Entente.Native.Tests;

/// <summary>
/// The functions of <c>entente.h</c> called as C calls them: those behind the entry points, or, where <c>ENTENTE_LIBRARY</c> names
/// the library compiled ahead of time (tests/native/run does), those of the library.
/// </summary>
internal sealed unsafe class Api
{
    private readonly delegate* unmanaged<int> abi = &EntryPoints.AbiVersion;
    private readonly delegate* unmanaged<byte*> version = &EntryPoints.Version;
    private readonly delegate* unmanaged<void*, void> free = &EntryPoints.Free;
    private readonly delegate* unmanaged<long, int> close = &EntryPoints.Close;
    private readonly delegate* unmanaged<long*, long*, void> openCount = &EntryPoints.OpenCount;
    private readonly delegate* unmanaged<byte*, long*, byte**, int> openWorld = &EntryPoints.OpenWorld;
    private readonly delegate* unmanaged<void*, long, byte*, long*, byte**, int> openArchive = &EntryPoints.OpenArchive;
    private readonly delegate* unmanaged<long, byte**, byte**, int> describeWorld = &EntryPoints.DescribeWorld;
    private readonly delegate* unmanaged<long, byte*, byte*, long*, byte**, int> answer = &EntryPoints.Answer;
    private readonly delegate* unmanaged<long, byte**, byte**, int> describeAnswer = &EntryPoints.DescribeAnswer;
    private readonly delegate* unmanaged<long, byte*, int, ArrowSchema*, ArrowArray*, byte**, int> table = &EntryPoints.Table;

    public Api()
    {
        if (Compiled is not { } path)
            return;
        var library = NativeLibrary.Load(path);
        abi = (delegate* unmanaged<int>)NativeLibrary.GetExport(library, "entente_abi");
        version = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(library, "entente_version");
        free = (delegate* unmanaged<void*, void>)NativeLibrary.GetExport(library, "entente_free");
        close = (delegate* unmanaged<long, int>)NativeLibrary.GetExport(library, "entente_close");
        openCount = (delegate* unmanaged<long*, long*, void>)NativeLibrary.GetExport(library, "entente_open_count");
        openWorld = (delegate* unmanaged<byte*, long*, byte**, int>)NativeLibrary.GetExport(library, "entente_world_open");
        openArchive =
            (delegate* unmanaged<void*, long, byte*, long*, byte**, int>)NativeLibrary.GetExport(library, "entente_world_from_zip");
        describeWorld = (delegate* unmanaged<long, byte**, byte**, int>)NativeLibrary.GetExport(library, "entente_world_describe");
        answer = (delegate* unmanaged<long, byte*, byte*, long*, byte**, int>)NativeLibrary.GetExport(library, "entente_answer");
        describeAnswer = (delegate* unmanaged<long, byte**, byte**, int>)NativeLibrary.GetExport(library, "entente_answer_describe");
        table = (delegate* unmanaged<long, byte*, int, ArrowSchema*, ArrowArray*, byte**, int>)
            NativeLibrary.GetExport(library, "entente_answer_table");
    }

    /// <summary>The library compiled ahead of time; null where there is none.</summary>
    public static string? Compiled => Environment.GetEnvironmentVariable("ENTENTE_LIBRARY") is { Length: > 0 } path ? path : null;

    public int Abi => abi();

    public string Version => Marshal.PtrToStringUTF8((nint)version())!;

    /// <summary>Handles that are open and blocks that callers hold.</summary>
    public (long Handles, long Blocks) Held
    {
        get
        {
            long handles,
                blocks;
            openCount(&handles, &blocks);
            return (handles, blocks);
        }
    }

    public Status Close(long handle) => (Status)close(handle);

    public (Status Status, long Handle, string Message) OpenWorld(string? name)
    {
        long handle = -1;
        byte* message;
        fixed (byte* text = Bytes(name))
            return (Status: (Status)openWorld(text, &handle, &message), handle, Taken(message));
    }

    public (Status Status, long Handle, string Message) OpenArchive(byte[] archive, string? name = null)
    {
        long handle = -1;
        byte* message;
        fixed (byte* bytes = archive)
        fixed (byte* text = Bytes(name))
            return (Status: (Status)openArchive(bytes, archive.Length, text, &handle, &message), handle, Taken(message));
    }

    public (Status Status, long Handle, string Message) Answer(long world, string? question, string? options = null) =>
        Answer(world, Bytes(question), options);

    public (Status Status, long Handle, string Message) Answer(long world, byte[]? question, string? options)
    {
        long handle = -1;
        byte* message;
        fixed (byte* text = question)
        fixed (byte* more = Bytes(options))
            return (Status: (Status)answer(world, text, more, &handle, &message), handle, Taken(message));
    }

    /// <summary>A call whose every pointer is null.</summary>
    public Status[] Nothing(long world, long answered) =>
        [
            (Status)openWorld(null, null, null),
            (Status)openArchive(null, 0, null, null, null),
            (Status)describeWorld(world, null, null),
            (Status)answer(world, null, null, null, null),
            (Status)describeAnswer(answered, null, null),
            (Status)table(answered, null, 0, null, null, null),
        ];

    public (Status Status, string Text) DescribeWorld(long world)
    {
        byte* json;
        byte* message;
        var status = (Status)describeWorld(world, &json, &message);
        return (status, Taken(status == Status.Done ? json : message));
    }

    public (Status Status, string Text) DescribeAnswer(long answered)
    {
        byte* json;
        byte* message;
        var status = (Status)describeAnswer(answered, &json, &message);
        return (status, Taken(status == Status.Done ? json : message));
    }

    /// <summary>A table as the readers of Apache Arrow import it, which release it with the batch.</summary>
    public RecordBatch Table(long answered, string name, bool all = false)
    {
        var schema = CArrowSchema.Create();
        var array = CArrowArray.Create();
        try
        {
            byte* message;
            fixed (byte* text = Bytes(name))
                if (table(answered, text, all ? 1 : 0, (ArrowSchema*)schema, (ArrowArray*)array, &message) != 0)
                    throw new InvalidOperationException(Taken(message));
            return CArrowArrayImporter.ImportRecordBatch(array, CArrowSchemaImporter.ImportSchema(schema));
        }
        finally
        {
            CArrowSchema.Free(schema);
            CArrowArray.Free(array);
        }
    }

    /// <summary>Fetches a table and gives it back unread.</summary>
    public Status Fetch(long answered, string name, out string message)
    {
        ArrowSchema schema;
        ArrowArray array;
        byte* text;
        fixed (byte* of = Bytes(name))
        {
            var status = (Status)table(answered, of, 0, &schema, &array, &text);
            message = Taken(text);
            if (schema.Release is not null)
                schema.Release(&schema);
            if (array.Release is not null)
                array.Release(&array);
            return schema.Release is null && array.Release is null ? status : throw new InvalidOperationException("not released");
        }
    }

    private static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text + "\0");

    private string Taken(byte* text)
    {
        var taken = Marshal.PtrToStringUTF8((nint)text) ?? "";
        free(text);
        return taken;
    }
}
