namespace Entente.Data.Output;

/// <summary>
/// A file that one process holds as long as it lives: the lock is the system's, so that it ends with the process,
/// however that ends. The file goes when it is let go; one that a killed process left is taken over.
/// </summary>
internal sealed class HeldFile : IDisposable
{
    private readonly FileStream stream;

    private HeldFile(FileStream stream) => this.stream = stream;

    /// <summary>Takes hold of a file, which appears where it is not there; null where another process holds it.</summary>
    /// <param name="path">The file, in a folder that is there.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static HeldFile? TryHold(string path)
    {
        while (true)
        {
            FileStream stream;
            try
            {
                stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException e) when (IsHeld(e))
            {
                return null;
            }
            if (File.Exists(path))
                return new HeldFile(stream);
            // Its holder let it go, and the name with it, between opening and locking.
            stream.Dispose();
        }
    }

    /// <summary>Lets it go.</summary>
    public void Dispose() => stream.Dispose();

    /// <summary>Sharing violation, or the lock of another that would have to be waited for.</summary>
    internal static bool IsHeld(IOException e) => (e.HResult & 0xffff) is 32 or 33 or 11 or 35;
}
