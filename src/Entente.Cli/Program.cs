using System.Globalization;
using Entente.Cli;
using Entente.Data;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
// On a thread of its own nothing else would catch it.
AppDomain.CurrentDomain.UnhandledException += (_, thrown) =>
    Environment.Exit(LastWord.Say(thrown.ExceptionObject as Exception ?? new InvalidOperationException("no exception")));
try
{
    return await CommandLine.Create(Catalogue.Default).RunAsync(args);
}
catch (Exception e)
{
    return LastWord.Say(e);
}
