using System.Diagnostics;

namespace Entente.Cli;

/// <summary>
/// What is said, in one line, of an exception that nobody caught: what the surroundings did not allow - no space, no
/// permission, no such place, no memory - is told apart from a fault of the program itself.
/// </summary>
internal static class LastWord
{
    private const int MostText = 1000;

    /// <summary>Says what happened and gives the exit code.</summary>
    public static int Say(Exception exception)
    {
        var (code, text) = Of(exception);
        try
        {
            Progress.Clear();
            Console.Error.WriteLine(text);
        }
        catch (IOException)
        {
            // Nobody can be told; the code remains.
        }
        return code;
    }

    /// <summary>The exit code and the line for an exception.</summary>
    public static (int Code, string Text) Of(Exception exception)
    {
        var all = Innermost(exception).ToList();
        if (all.Exists(e => e is OperationCanceledException) && all.TrueForAll(e => e is OperationCanceledException or IOException))
            return (CommandLine.Interrupted, "interrupted");
        if (all.Find(e => !IsOfSurroundings(e)) is { } fault)
            return (CommandLine.ProgramFault, OfProgram(fault));
        var first = all[0];
        return (
            CommandLine.BadInput,
            first switch
            {
                FaultyInputException faulty => Shown.Of(faulty.Faults[0].ToString(), MostText),
                OutOfMemoryException => "out of memory: a smaller world, fewer points or fewer threads take less",
                UnauthorizedAccessException => $"not allowed: {Text(first)}",
                _ => $"cannot write or read: {Text(first)}",
            }
        );
    }

    private static string OfProgram(Exception fault)
    {
        var frame = new StackTrace(fault).GetFrames().Select(f => f.GetMethod()).FirstOrDefault(m => IsOurs(m?.DeclaringType));
        var where = frame is null ? "" : $" in {frame.DeclaringType!.FullName}.{frame.Name}";
        return $"a fault of the program, not of your input: {fault.GetType().Name}{where}: {Text(fault)}; "
            + "please report this line with the command, the files it names and what `entente --version` says";
    }

    private static bool IsOurs(Type? type) => type?.FullName?.StartsWith("Entente.", StringComparison.Ordinal) == true;

    private static string Text(Exception e) => Shown.Of(e.Message.TrimEnd('.'), MostText);

    private static bool IsOfSurroundings(Exception e) =>
        e
            is IOException
                or UnauthorizedAccessException
                or OutOfMemoryException
                or System.Security.SecurityException
                or FaultyInputException
                or InvalidDataException;

    /// <summary>What work on several threads or the runtime wrapped up.</summary>
    private static IEnumerable<Exception> Innermost(Exception exception) =>
        exception switch
        {
            AggregateException { InnerExceptions: { Count: > 0 } inner } => inner.SelectMany(Innermost),
            System.Reflection.TargetInvocationException { InnerException: { } inner } => Innermost(inner),
            TypeInitializationException { InnerException: { } inner } => Innermost(inner),
            _ => [exception],
        };
}
