using System.Security.Cryptography;
using System.Text;

namespace Entente.Data;

/// <summary>SHA-256 of what was read, so that a result can be traced to its inputs.</summary>
public static class ContentHash
{
    /// <summary>Hash over names and bytes of files, in the order given.</summary>
    public static string OfFiles(IEnumerable<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file) + "\0"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
