using System.Security.Cryptography;
using System.Text;

namespace Entente.Web.Serving;

/// <summary>
/// What opens the server: the token, which programs send; the word that the browser which is opened for the user sends once; the cookie
/// that it has from then on. Compared in time that does not depend on how much of them is right. Safe from several threads.
/// </summary>
internal sealed class Secret
{
    private const int Bytes = 24;

    private readonly byte[] token;
    private readonly byte[] cookie;
    private string? once = Drawn();

    /// <param name="given">The token; null: one is drawn.</param>
    public Secret(string? given)
    {
        Token = given ?? Drawn();
        token = SHA256.HashData(Encoding.UTF8.GetBytes(Token));
        // Of the token, so that a browser stays known to a server that is started again with the same one.
        Cookie = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Token), "entente cookie"u8));
        cookie = SHA256.HashData(Encoding.UTF8.GetBytes(Cookie));
    }

    public string Token { get; }

    public string Cookie { get; }

    /// <summary>The word that opens a browser once; null when it has been used.</summary>
    public string? Once => Volatile.Read(ref once);

    public bool IsToken(string? text) => Is(text, token);

    public bool IsCookie(string? text) => Is(text, cookie);

    /// <summary>Whether it is the word that opens a browser, which from now on it is not.</summary>
    public bool Use(string? text)
    {
        var word = Once;
        return word is not null
            && Is(text, SHA256.HashData(Encoding.UTF8.GetBytes(word)))
            && Interlocked.CompareExchange(ref once, null, word) == word;
    }

    private static bool Is(string? text, byte[] hash) =>
        text is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(text)), hash);

    private static string Drawn() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
}
