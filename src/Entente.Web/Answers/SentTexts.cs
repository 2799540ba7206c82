using System.Security.Cryptography;
using System.Text;

namespace Entente.Web.Answers;

/// <summary>The key of something that somebody has sent as a text.</summary>
internal sealed record SentKey(string Text)
{
    private const int Length = 32;

    /// <summary>The key of a text, by its content.</summary>
    public static SentKey Of(string text) => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Length]);

    /// <summary>Whether a name may be one.</summary>
    public static bool IsOne(string name) => name.Length == Length && name.All(char.IsAsciiHexDigitLower);
}

/// <summary>What was read of texts that somebody has sent, with the texts, by key: the last ones. Safe from several threads.</summary>
/// <param name="most">How many are kept.</param>
internal sealed class SentTexts<T>(int most)
    where T : class
{
    private readonly Lock turn = new();
    private readonly LinkedList<(string Key, string Text, T Read)> all = [];

    /// <summary>What was read; null: nothing of that key is kept.</summary>
    public T? Find(string key)
    {
        lock (turn)
            return all.FirstOrDefault(one => one.Key == key).Read;
    }

    /// <summary>The text; null: nothing of that key is kept.</summary>
    public string? Text(string key)
    {
        lock (turn)
            return all.FirstOrDefault(one => one.Key == key).Text;
    }

    /// <summary>Keeps one; the one that was sent before all others goes.</summary>
    public void Keep(string key, string text, T read)
    {
        lock (turn)
        {
            foreach (var same in all.Where(one => one.Key == key).ToList())
                all.Remove(same);
            all.AddLast((key, text, read));
            if (all.Count > most)
                all.RemoveFirst();
        }
    }
}
