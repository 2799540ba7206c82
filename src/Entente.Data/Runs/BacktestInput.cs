using Entente.Data.Backtests;
using Entente.Scenarios;

namespace Entente.Data.Runs;

/// <summary>Backtests on their worlds, read, checked and resolved.</summary>
public static class BacktestInput
{
    /// <summary>Reads a backtest and its world.</summary>
    /// <param name="catalogue">Finds what comes with the program.</param>
    /// <param name="name">A file, or the name of a backtest that comes with the program.</param>
    /// <returns>The backtest on its world, or all that is wrong.</returns>
    public static Checked<ResolvedBacktest> Read(Catalogue catalogue, string name)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var file = catalogue.FindBacktest(name, Directory.GetCurrentDirectory());
        if (!file.Success)
            return Checked<ResolvedBacktest>.Invalid(file.Faults);
        var read = BacktestFile.Read(file.Value.Path, file.Value.Name);
        if (!read.Success)
            return Checked<ResolvedBacktest>.Invalid(read.Faults, read.Warnings);
        var world = WorldInput.Read(catalogue, null, read.Value.Scenario.World, file.Value);
        return world.Success
            ? ResolvedBacktest.Create(read.Value, world.Value.World)
            : Checked<ResolvedBacktest>.Invalid(world.Faults, world.Warnings);
    }
}
