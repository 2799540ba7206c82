using Entente.Data;
using Entente.Data.Yaml;
using Entente.Web.Answers;
using Entente.Web.Games;
using Entente.Web.Sweeps;

namespace Entente.Web.Pages;

/// <summary>Takes a file of somebody's own: what it is stands in its keys.</summary>
internal sealed class OwnFiles(Library library, OpenGames games, OpenSweeps sweeps)
{
    private static readonly string[] OfGames = ["pressed", "target", "levers", "senders"];
    private static readonly string[] OfSweeps = ["outcomes", "grid", "list", "draws"];

    /// <summary>Takes a text.</summary>
    /// <returns>The page of what it holds, or every fault of it.</returns>
    public Checked<OwnPage> Take(string text)
    {
        // What cannot be read at all is told as a scenario.
        var page = YamlPage.Parse(text, "", new FaultList());
        var (what, taken) =
            page is not null && OfGames.Any(page.Has) ? ("game", games.Take(text))
            : page is not null && OfSweeps.Any(page.Has) ? ("sweep", sweeps.Take(text))
            : ("ask", library.Take(text));
        return taken.Success
            ? Checked<OwnPage>.Valid(new OwnPage($"{what}/{taken.Value.Text}"), taken.Warnings)
            : Checked<OwnPage>.Invalid(taken.Faults);
    }
}

/// <summary>A page, relative to the root of the server.</summary>
/// <param name="Address">Its address.</param>
internal sealed record OwnPage(string Address);
