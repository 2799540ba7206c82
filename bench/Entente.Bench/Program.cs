using System.Globalization;
using BenchmarkDotNet.Running;
using Entente.Bench;

// quick: the two published questions in a minute; door: what it costs to ask as a library, two minutes; sizes, solvers: tables of
// invented and embedded worlds, a few minutes; large: the same of 265 countries by 170 sectors, a minute; horizons, neighbours: cost by
// horizon, cold and from a neighbour's answer, a minute each; thousands: maps and draws on one thread and on all, a few minutes; games
// NAME: plays, rows and coalitions of a game, two minutes; games NAME DRAWS EXACT: its draws with a surrogate, by stage; process: whole
// processes by stage, a minute and more; record: 1,000 reports (record N: N of them) added, killed and gone on with, two minutes, by the
// Release build of the command line; positions: ideal points of 33 sessions, a minute; estimation: gravity by PPML, a million rows and a
// chain, two minutes; panel: ten million rows of Parquet, read and estimated on, two minutes; cluster ROUNDS DRAWS [CONNECTION]: a sweep
// by two threads and by workers, in turn; batches: draws solved together against one at a time, four minutes; paint: from a move on the
// page to its answer, in a browser, a minute; anything else goes to BenchmarkDotNet, such as --filter '*'.
switch (args)
{
    case ["quick"]:
        Quick.Run();
        break;
    case ["sizes"]:
        Tables.Sizes();
        break;
    case ["large"]:
        Tables.Large();
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
    case ["thousands"]:
        Thousands.Run();
        break;
    case ["games", var name]:
        Games.Run(name);
        break;
    case ["games", var name, var draws, var exact]:
        Games.Draws(name, int.Parse(draws, CultureInfo.InvariantCulture), int.Parse(exact, CultureInfo.InvariantCulture));
        break;
    case ["record"]:
        RecordTimes.Run(1000);
        break;
    case ["record", var documents]:
        RecordTimes.Run(int.Parse(documents, CultureInfo.InvariantCulture));
        break;
    case ["positions"]:
        AssemblyTimes.Run();
        break;
    case ["estimation", "write", var folder]:
        EstimationTimes.Write(folder);
        break;
    case ["panel", "part", var path, var part, .. var rows]:
        PanelBench.Part(path, part, rows.Length > 0 ? int.Parse(rows[0], CultureInfo.InvariantCulture) : 0);
        break;
    case ["panel"]:
        PanelBench.Run(10_000_000);
        break;
    case ["estimation"]:
        EstimationTimes.Run();
        break;
    case ["cluster", var rounds, var draws, .. var connection]:
        ClusterTimes.Run(
            int.Parse(rounds, CultureInfo.InvariantCulture),
            int.Parse(draws, CultureInfo.InvariantCulture),
            connection.FirstOrDefault()
        );
        break;
    case ["batches"]:
        Batches.Run();
        break;
    case ["estimation", "gravity" or "random" or "chain"]:
        EstimationTimes.Run(args[1]);
        break;
    case ["paint"]:
        return Paint.Run();
    case ["door"]:
        DoorCost.Run();
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(SolveBenchmarks).Assembly).Run(args);
        break;
}
return 0;
