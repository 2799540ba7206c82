using System.CommandLine;
using System.Globalization;
using Entente.Horizons;

namespace Entente.Cli;

/// <summary><c>entente horizons</c>: what each horizon assumes, as rows of a table in Markdown.</summary>
internal static class HorizonsCommand
{
    public static Command Create()
    {
        var command = new Command("horizons", "Print the parameters of each horizon with their sources.\n\nExample:\n  entente horizons");
        command.SetAction(_ =>
        {
            Console.WriteLine($"| parameter | {string.Join(" | ", HorizonParameter.Horizons)} | what it is | source |");
            Console.WriteLine("|---|--:|--:|--:|---|---|");
            foreach (var parameter in HorizonParameter.All)
                Console.WriteLine(
                    $"| `{parameter.Name}` | {string.Join(" | ", HorizonParameter.Horizons.Select(h => Value(parameter.At(h))))} | "
                        + $"{parameter.Meaning} | {parameter.Source} |"
                );
        });
        return command;
    }

    private static string Value(double value) =>
        double.IsPositiveInfinity(value) ? "mobile" : value.ToString("R", CultureInfo.InvariantCulture);
}
