using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Entente.Data;

namespace Entente.Native;

/// <summary>The library itself: its version, and what lies beside it.</summary>
internal static unsafe partial class Library
{
    /// <summary>
    /// Version of the interface: a function or an argument that is taken away or means something else makes it another; functions and
    /// keys that are added do not.
    /// </summary>
    public const int Abi = 1;

    /// <summary>Worlds and scenarios beside the library, wherever the program that uses it lies.</summary>
    public static Catalogue Catalogue { get; } = Find();

    /// <summary>Version of Entente, which stays as long as the process.</summary>
    public static byte* Version { get; } =
        (byte*)
            Marshal.StringToCoTaskMemUTF8(
                typeof(Library).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion
            );

    private static Catalogue Find()
    {
        // Compiled ahead of time, what the runtime calls the base is the folder of the program that uses the library.
        if (!RuntimeFeature.IsDynamicCodeSupported && Folder() is { } folder)
            AppContext.SetData("APP_CONTEXT_BASE_DIRECTORY", folder + Path.DirectorySeparatorChar);
        return Catalogue.Default;
    }

    private static string? Folder()
    {
        if (OperatingSystem.IsWindows())
            return null;
        delegate* unmanaged<int> inside = &EntryPoints.AbiVersion;
        return AddressOf((nint)inside, out var found) != 0 && Marshal.PtrToStringUTF8(found.File) is { } file
            ? Path.GetDirectoryName(Path.GetFullPath(file))
            : null;
    }

    [LibraryImport("libc", EntryPoint = "dladdr")]
    private static partial int AddressOf(nint address, out Found found);

    /// <summary>What the linker knows of an address.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Found
    {
        public nint File;
        public nint Base;
        public nint Symbol;
        public nint SymbolAddress;
    }
}
