namespace Entente.Cli;

/// <summary>Says what is being done, on a terminal, when a run takes longer than a second.</summary>
internal static class Progress
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static bool shown;

    public static void Show(TimeSpan elapsed, int done, int all, string what)
    {
        if (elapsed < Patience || Console.IsErrorRedirected)
            return;
        var left = done == 0 ? "" : $", about {elapsed.TotalSeconds / done * (all - done):0} s left";
        Console.Error.Write($"\r{done} of {all} done{left}: {what}\u001b[K");
        shown = true;
    }

    /// <summary>Says what a command of several steps has come to.</summary>
    public static void Step(string what)
    {
        if (Console.IsErrorRedirected)
            return;
        Console.Error.Write($"\r{what}\u001b[K");
        shown = true;
    }

    public static void Clear()
    {
        if (shown)
            Console.Error.Write("\r\u001b[K");
        shown = false;
    }
}
