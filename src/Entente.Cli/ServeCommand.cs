using System.CommandLine;
using System.Net;
using Entente.Data;
using Entente.Web.Saved;
using Entente.Web.Serving;

namespace Entente.Cli;

/// <summary><c>entente serve</c>: the workbench in a browser on this machine.</summary>
internal static class ServeCommand
{
    /// <summary>The variable of the environment that holds a token, so that none stands among arguments.</summary>
    private const string TokenVariable = "ENTENTE_TOKEN";

    private const int LeastToken = 16;

    private static readonly Option<int> Port = new Option<int>("--port")
    {
        Description = "Port; 0: any that is free",
        HelpName = "N",
        DefaultValueFactory = _ => ServeOptions.DefaultPort,
    }.Whole(0, 65535);
    private static readonly Option<string?> Address = new("--address")
    {
        Description = "Address to listen on; default: this machine's own alone. Another one needs the token",
        HelpName = "IP",
    };
    private static readonly Option<string?> Origin = new("--origin")
    {
        Description = "What browsers call the server where a reverse proxy stands before it, such as https://trade.example",
        HelpName = "URL",
    };
    private static readonly Option<bool> NoToken = new("--no-token")
    {
        Description = "Ask for no token: whoever has an account on this machine may use the server",
    };
    private static readonly Option<string?> Store = new("--store")
    {
        Description = "File that holds what is saved; default: saved.db in this user's folder of data",
        HelpName = "FILE",
    };
    private static readonly Option<string?> Ledger = new("--ledger")
    {
        Description = "A ledger of entente record, whose statements programs may read",
        HelpName = "FILE",
    };
    private static readonly Option<bool> Open = new("--open") { Description = "Open the browser" };

    public static Command Create(Catalogue catalogue)
    {
        var command = new Command(
            "serve",
            $"""
            Serve the workbench: ask and play in a browser, and answers for R, Python and Stata; see docs/workbench.md.
            A token is drawn at each start unless {TokenVariable} holds one.

            Examples:
              entente serve --open
              entente serve --port 8000 --no-token
            """
        )
        {
            Port,
            Address,
            Origin,
            NoToken,
            Store,
            Ledger,
            Open,
        };
        command.SetAction((parsed, cancellation) => Run(catalogue, parsed, cancellation));
        return command;
    }

    private static async Task<int> Run(Catalogue catalogue, ParseResult given, CancellationToken cancellation)
    {
        var options = Options(catalogue, given);
        if (!options.Success)
            return Screen.Faults(options.Faults);
        try
        {
            await using var server = await Server.Start(options.Value, cancellation).ConfigureAwait(false);
            Say(server, options.Value);
            if (given.GetValue(Open))
                OpenBrowser(server.Opening);
            await server.Wait(cancellation).ConfigureAwait(false);
            return CommandLine.Done;
        }
        catch (FaultyInputException e)
        {
            return Screen.Faults(e.Faults);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or InvalidOperationException)
        {
            Console.Error.WriteLine($"port {options.Value.Port} cannot be served: {e.Message}");
            return CommandLine.BadInput;
        }
    }

    private static Checked<ServeOptions> Options(Catalogue catalogue, ParseResult given)
    {
        var faults = new List<Fault>();
        IPAddress? address = null;
        if (given.GetValue(Address) is { } text && !IPAddress.TryParse(text, out address))
            faults.Add(new Fault(new Place(Address.Name), $"'{text}'", "an address such as 127.0.0.1 or 0.0.0.0"));
        Uri? origin = null;
        if (given.GetValue(Origin) is { } front && !(Uri.TryCreate(front, UriKind.Absolute, out origin) && origin.PathAndQuery == "/"
            && origin.Scheme is "http" or "https"))
            faults.Add(new Fault(new Place(Origin.Name), $"'{front}'", "scheme and name without a path, such as https://trade.example"));
        if (given.GetValue(NoToken) && (origin is not null || (address is not null && !IPAddress.IsLoopback(address))))
            faults.Add(new Fault(new Place(NoToken.Name), "no token for others than this machine", $"no {NoToken.Name}"));
        var token = Environment.GetEnvironmentVariable(TokenVariable);
        if (token is { Length: < LeastToken })
            faults.Add(new Fault(new Place(TokenVariable), $"a token of {token.Length} letters", $"at least {LeastToken}"));
        return faults.Count > 0
            ? Checked<ServeOptions>.Invalid(faults)
            : Checked<ServeOptions>.Valid(
                new ServeOptions
                {
                    Catalogue = catalogue,
                    Version = RunCommand.Version(),
                    Port = given.GetValue(Port),
                    Address = address,
                    PublicOrigin = origin,
                    Token = token,
                    AsksForToken = !given.GetValue(NoToken),
                    Ledger = given.GetValue(Ledger),
                    Store = given.GetValue(Store) ?? ScenarioStore.DefaultPath,
                    WarmsUp = true,
                    Log = Console.Error.WriteLine,
                }
            );
    }

    private static void Say(Server server, ServeOptions options)
    {
        Console.Out.WriteLine($"Entente {options.Version} is served at {(options.AsksForToken ? server.Opening : server.Address)}");
        if (options.AsksForToken)
            Console.Out.WriteLine($"The address opens one browser; others, and programs, need the token {server.Token}");
        if (options.Address is { } address && !IPAddress.IsLoopback(address))
            Console.Out.WriteLine($"It can be reached from other machines, at {address}; whoever has the token may use it.");
        Console.Out.WriteLine("Stop it with Ctrl+C.");
    }

    private static void OpenBrowser(Uri address)
    {
        try
        {
            using var started = System.Diagnostics.Process.Start(
                new System.Diagnostics.ProcessStartInfo(address.ToString()) { UseShellExecute = true }
            );
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            Console.Error.WriteLine($"no browser could be opened ({e.Message}); open the address above");
        }
    }
}
