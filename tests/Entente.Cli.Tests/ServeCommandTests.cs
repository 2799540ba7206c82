using Entente.Testing;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary><c>entente serve</c>: what is wrong is told before anything is served. What is served, Entente.Web.Tests ask.</summary>
public sealed class ServeCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Wrong_options_are_told_all_at_once()
    {
        var (code, output, error) = Program.Run(folder.Path, "serve", "--address", "here", "--origin", "trade.example/x", "--no-token");
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("--address: 'here'; expected an address", error, StringComparison.Ordinal);
        Assert.Contains("--origin: 'trade.example/x'; expected scheme and name", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ledger_and_a_store_that_are_none_are_refused()
    {
        File.WriteAllText(folder.File("text.db"), new string('x', 5000));
        var (code, _, error) = Program.Run(folder.Path, "serve", "--port", "0", "--store", "text.db");
        Assert.Equal(2, code);
        Assert.Contains("text.db: a file that cannot be opened", error, StringComparison.Ordinal);
        (code, _, error) = Program.Run(folder.Path, "serve", "--port", "0", "--store", "s.db", "--ledger", "none.db");
        Assert.Equal(2, code);
        Assert.Contains("none.db: no such ledger", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--address", "0.0.0.0")]
    [InlineData("--origin", "https://trade.example")]
    public void Others_are_never_let_in_without_the_token(string option, string value)
    {
        var (code, _, error) = Program.Run(folder.Path, "serve", option, value, "--no-token");
        Assert.Equal(2, code);
        Assert.Contains("--no-token: no token for others than this machine", error, StringComparison.Ordinal);
    }
}
