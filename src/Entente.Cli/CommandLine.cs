using System.CommandLine;
using Entente.Data;

namespace Entente.Cli;

/// <summary>The commands of <c>entente</c> and what their exit codes mean.</summary>
public sealed class CommandLine
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A case did not solve.</summary>
    public const int NotSolved = 1;

    /// <summary>Bad input, or surroundings that do not allow it: no space, no permission.</summary>
    public const int BadInput = 2;

    /// <summary>A fault of the program itself.</summary>
    public const int ProgramFault = 3;

    /// <summary>Interrupted.</summary>
    public const int Interrupted = 130;

    /// <summary>What a command is given to end when it is told to.</summary>
    private static readonly TimeSpan Terminates = TimeSpan.FromSeconds(5);

    /// <summary>A worker gives chunks back and leaves its cluster first.</summary>
    private static readonly TimeSpan WorkerLeaves = TimeSpan.FromSeconds(35);

    private readonly RootCommand root;

    private CommandLine(RootCommand root)
    {
        this.root = root;
        TextOption.RefuseEmpty(root);
    }

    public static CommandLine Create(Catalogue catalogue) =>
        new(
            new RootCommand(
                """
                Entente: what every choice costs a country under sanctions pressure, and those who press it.

                Examples:
                  entente run serbia-2023
                  entente run scenarios/my.yaml --world my-world --out results
                  entente sweep russian-gas-elasticities
                  entente world list
                """
            )
            {
                RunCommand.Create(catalogue),
                AlignCommand.Create(catalogue),
                SweepCommand.Create(catalogue),
                EstimateCommand.Create(catalogue),
                PanelCommand.Create(catalogue),
                ElasticitiesCommand.Create(catalogue),
                ExplainCommand.Create(catalogue),
                ServeCommand.Create(catalogue),
                WorkerCommand.Create(catalogue),
                WorldCommand.Create(catalogue),
                PositionsCommand.Create(catalogue),
                BargainCommand.Create(),
                BacktestCommand.Create(catalogue),
                RecordCommand.Create(catalogue),
                HorizonsCommand.Create(),
                CompletionCommand.Create(),
            }
        );

    /// <summary>Runs one command line.</summary>
    public async Task<int> RunAsync(string[] args)
    {
        var parsed = root.Parse(args);
        // Wrong arguments are bad input too; asking for help or completions is not wrong.
        var wrong = parsed.Errors.Count > 0 && parsed.Action is System.CommandLine.Invocation.ParseErrorAction;
        var code = await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = parsed.CommandResult.Command.Name == "worker" ? WorkerLeaves : Terminates,
            }
        );
        return wrong ? BadInput : code;
    }
}
