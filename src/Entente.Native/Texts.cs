using System.Runtime.InteropServices;
using System.Text;

namespace Entente.Native;

/// <summary>Texts of C: UTF-8, ending in a zero byte.</summary>
internal static unsafe class Texts
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>A text of the caller.</summary>
    /// <exception cref="CallException">It is null, or no UTF-8.</exception>
    public static string Read(byte* text, string what) =>
        OrNull(text, what) ?? throw new CallException(Status.Argument, $"{what} is null");

    /// <summary>The same, where there need be none.</summary>
    public static string? OrNull(byte* text, string what)
    {
        if (text is null)
            return null;
        try
        {
            return Strict.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
        }
        catch (DecoderFallbackException)
        {
            throw new CallException(Status.Faults, $"{what}: bytes that are no UTF-8; expected text in UTF-8");
        }
    }

    /// <summary>A text for the caller, who gives it back by <c>entente_free</c>.</summary>
    /// <exception cref="OutOfMemoryException">There is no memory for it.</exception>
    public static byte* New(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var made = (byte*)Memory.New(length + 1);
        Encoding.UTF8.GetBytes(text, new Span<byte>(made, length));
        // A zero within would end it early.
        new Span<byte>(made, length).Replace((byte)0, (byte)' ');
        return made;
    }
}
