using System.CommandLine;

namespace Entente.Cli;

/// <summary><c>entente completion</c>: prints what makes a shell complete commands, options and names.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _entente() {
              local IFS=$'\n'
              COMPREPLY=( $(compgen -W "$(entente "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}") )
            }
            complete -o default -F _entente entente
            """,
        ["zsh"] = """
            _entente() {
              local -a found
              found=("${(@f)$(entente "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
              compadd -a found
              _files
            }
            compdef _entente entente
            """,
        ["fish"] = """
            complete -c entente -a '(entente "[suggest:"(commandline -C)"]" (commandline -p) 2>/dev/null)'
            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName entente -ScriptBlock {
              param($word, $line, $at)
              entente "[suggest:$at]" "$line" | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = string.Join(", ", Scripts.Keys) }.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", "Print the completion script of a shell.\n\nExample:\n  source <(entente completion bash)")
        {
            shell,
        };
        command.SetAction(parsed => Console.WriteLine(Scripts[parsed.GetRequiredValue(shell)]));
        return command;
    }
}
