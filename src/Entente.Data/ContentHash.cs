using System.Security.Cryptography;
using System.Text;

namespace Entente.Data;

/// <summary>SHA-256 of files, so that a result can be traced to its inputs.</summary>
public static class ContentHash
{
    /// <summary>Hash over names and bytes of files, in the order given.</summary>
    public static string OfFiles(IEnumerable<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Of(files.Select(file => (file, SHA256.HashData(File.ReadAllBytes(file)))));
    }

    internal static string Of(IEnumerable<(string File, byte[] Hash)> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (file, content) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file) + "\0"));
            hash.AppendData(content);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
