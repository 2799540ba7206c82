using System.CommandLine;
using System.CommandLine.Parsing;

namespace Entente.Cli;

/// <summary>Options that are texts: names, folders, files.</summary>
internal static class TextOption
{
    /// <summary>
    /// Refuses empty values of every option of a command and those below it: a variable of the shell that was not set is
    /// no name of anything.
    /// </summary>
    public static void RefuseEmpty(Command command)
    {
        foreach (var option in command.Options)
            option.Validators.Add(result => RefuseEmpty(option, result));
        foreach (var sub in command.Subcommands)
            RefuseEmpty(sub);
    }

    private static void RefuseEmpty(Option option, OptionResult result)
    {
        if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
            result.AddError($"{option.Name} expects {Expected(option)}, not an empty text");
    }

    private static string Expected(Option option) =>
        option.HelpName switch
        {
            "DIR" => "a folder",
            "FILE" => "a file",
            "NAME|DIR" => "a name or a folder",
            _ => "a value",
        };
}
