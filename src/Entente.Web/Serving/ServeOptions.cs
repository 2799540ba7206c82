using Entente.Data;

namespace Entente.Web.Serving;

/// <summary>How the workbench is served. Immutable.</summary>
public sealed record ServeOptions
{
    /// <summary>The port that is tried where none is asked for.</summary>
    public const int DefaultPort = 5180;

    /// <summary>Worlds and scenarios that are served; no other file is.</summary>
    public Catalogue Catalogue { get; init; } = Catalogue.Default;

    /// <summary>Version of the program, as pages and answers tell it.</summary>
    public required string Version { get; init; }

    /// <summary>The port; 0: any that is free.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>The address that is listened on; null: the loopback of this machine, in both families where there are two.</summary>
    public System.Net.IPAddress? Address { get; init; }

    /// <summary>
    /// What people see in their browser's address bar in front of a reverse proxy, such as <c>https://trade.example</c>: it is accepted
    /// as host and origin beside the server's own.
    /// </summary>
    public Uri? PublicOrigin { get; init; }

    /// <summary>
    /// The secret that opens pages and answers; null: one is drawn. It must be given where several starts shall accept the same.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>Whether the secret is asked for; without it everybody who reaches the port may ask.</summary>
    public bool AsksForToken { get; init; } = true;

    /// <summary>Whether worlds are read before anybody asks for them.</summary>
    public bool WarmsUp { get; init; }

    /// <summary>
    /// The file of SQLite that holds what people save; null: it ends with the process. It comes from whoever starts the server and from no
    /// request.
    /// </summary>
    public string? Store { get; init; }

    /// <summary>Draws that fill in by themselves behind an answer, for its interval; 0: none.</summary>
    public int Draws { get; init; } = 40;

    /// <summary>The ledger of the record that is served; null: none. It comes from whoever starts the server and from no request.</summary>
    public string? Ledger { get; init; }

    /// <summary>Receives a line for each thing that went wrong; null: nobody wants to know. Called from several threads.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>Longest time that a request waits for a free place before it is told to come again.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>Longest time that the work of one request may take, as it is estimated before it begins.</summary>
    public TimeSpan LongestWork { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time that a job may take, as it is estimated before it begins, and by the clock.</summary>
    public TimeSpan LongestJob { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Most pages that are open at once; each holds a connection and some megabytes.</summary>
    public int MostPages { get; init; } = 48;
}
