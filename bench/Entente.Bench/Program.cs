using BenchmarkDotNet.Running;
using Entente.Bench;

// quick: the two published questions in a minute; door: what it costs to ask as a library, two minutes; sizes, solvers: tables of
// invented and embedded worlds, a few minutes; horizons, neighbours: cost by horizon, cold and from a neighbour's answer, a minute each;
// process: whole processes by stage, a minute and more; positions: ideal points of 33 sessions, a minute; estimation: gravity by PPML, a
// million
// rows and a chain, two minutes; panel: ten million rows of Parquet, read and estimated on, two minutes;
// anything else goes to BenchmarkDotNet, such as --filter '*'.
switch (args)
{
    case ["quick"]:
        Quick.Run();
        break;
    case ["sizes"]:
        Tables.Sizes();
        break;
    case ["solvers"]:
        Tables.Solvers();
        break;
    case ["process", .. var programs]:
        WholeProcess.Run(programs);
        break;
    case ["horizons"]:
        Horizons.Run();
        break;
    case ["neighbours"]:
        Horizons.Neighbours();
        break;
    case ["games", var name]:
        Games.Run(name);
        break;
    case ["positions"]:
        AssemblyTimes.Run();
        break;
    case ["panel"]:
        PanelBench.Run(10_000_000);
        break;
    case ["estimation"]:
        EstimationTimes.Run();
        break;
    case ["door"]:
        DoorCost.Run();
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(SolveBenchmarks).Assembly).Run(args);
        break;
}
