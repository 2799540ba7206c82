using System.CommandLine;
using System.CommandLine.Parsing;

namespace Entente.Cli;

/// <summary>Options that take several words.</summary>
internal static class ListOption
{
    /// <summary>The words given, each with the option as its place; none where the option was not given.</summary>
    public static IReadOnlyCollection<Word> Words(this Option<string[]> option, ParseResult given) =>
        [.. (given.GetValue(option) ?? []).Select(text => new Word(text, new Place(option.Name)))];

    /// <summary>
    /// Refuses words that begin like options: after a list, the parser takes an option it does not know for one more word.
    /// </summary>
    public static Option<string[]> WithoutOptions(this Option<string[]> option)
    {
        option.Validators.Add(result =>
        {
            var known = (result.Parent as CommandResult)?.Command.Options.Select(o => o.Name).ToList() ?? [];
            foreach (var token in result.Tokens.Where(t => t.Value.StartsWith("--", StringComparison.Ordinal)))
            {
                var name = token.Value.Split('=')[0];
                result.AddError($"unknown option '{name}'; expected {Spelling.OneOf(name, known)}");
            }
        });
        return option;
    }
}
