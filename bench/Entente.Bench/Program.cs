using BenchmarkDotNet.Running;
using Entente.Bench;

// quick: the two published questions in a minute; anything else goes to BenchmarkDotNet, such as --filter '*'.
if (args is ["quick"])
    Quick.Run();
else
    BenchmarkSwitcher.FromAssembly(typeof(SolveBenchmarks).Assembly).Run(args);
