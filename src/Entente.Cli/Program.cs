using System.Globalization;
using Entente.Cli;
using Entente.Data;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return await CommandLine.Create(Catalogue.Default).RunAsync(args);
