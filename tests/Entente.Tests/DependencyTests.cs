using System.Reflection;
using System.Text.RegularExpressions;
using Entente.Testing;
using Xunit;

namespace Entente.Tests;

/// <summary>
/// Dependencies point one way: Cli -> Cluster -> Data; Cli and Web -> Reporting -> Games, Positions and Record -> Data -> core,
/// WorldBuilding and Native -> Data; the core knows no file, console or clock. Estimation knows nothing of ours, and like the core no file.
/// </summary>
public sealed partial class DependencyTests
{
    private static readonly Assembly Core = typeof(World).Assembly;
    private static readonly Assembly Cluster = Assembly.Load("Entente.Cluster");
    private static readonly Assembly Data = Assembly.Load("Entente.Data");
    private static readonly Assembly Estimation = Assembly.Load("Entente.Estimation");
    private static readonly Assembly EstimationData = Assembly.Load("Entente.EstimationData");
    private static readonly Assembly Games = Assembly.Load("Entente.Games");
    private static readonly Assembly Native = Assembly.Load("Entente.Native");
    private static readonly Assembly Positions = Assembly.Load("Entente.Positions");
    private static readonly Assembly Record = Assembly.Load("Entente.Record");
    private static readonly Assembly Reporting = Assembly.Load("Entente.Reporting");
    private static readonly Assembly Web = Assembly.Load("Entente.Web");
    private static readonly Assembly WorldBuilding = Assembly.Load("Entente.WorldBuilding");

    [Fact]
    public void Projects_depend_one_way()
    {
        Assert.Empty(Own(Core));
        Assert.Empty(Own(Estimation));
        Assert.Equal(["Entente.Core", "Entente.Data"], Own(Cluster));
        Assert.Equal(["Entente.Core"], Own(Data));
        Assert.Equal(["Entente.Core", "Entente.Data", "Entente.Estimation"], Own(EstimationData));
        Assert.Equal(["Entente.Core", "Entente.Data"], Own(Games));
        Assert.Equal(["Entente.Core", "Entente.Data"], Own(Native));
        Assert.Equal(["Entente.Core", "Entente.Data"], Own(Positions));
        Assert.Equal(["Entente.Core", "Entente.Data"], Own(Record));
        Assert.Equal(["Entente.Core", "Entente.Data", "Entente.Games", "Entente.Positions", "Entente.Record"], Own(Reporting));
        Assert.Equal(
            ["Entente.Core", "Entente.Data", "Entente.Games", "Entente.Positions", "Entente.Record", "Entente.Reporting"],
            Own(Web)
        );
        Assert.Equal(["Entente.Core", "Entente.Data"], Own(WorldBuilding));
    }

    [Fact]
    public void The_core_brings_nothing_but_numerics() =>
        Assert.All(
            Core.GetReferencedAssemblies().Concat(Estimation.GetReferencedAssemblies()),
            name => Assert.StartsWith("System.", name.Name)
        );

    /// <summary>What governments have done is told apart from what a model computes: positions know no model and no game.</summary>
    [Fact]
    public void Positions_know_no_model() =>
        Assert.All(
            Sources("src", "Entente.Positions")
                .SelectMany(File.ReadLines)
                .Where(line => line.StartsWith("using Entente", StringComparison.Ordinal)),
            line => Assert.Matches(@"^using Entente\.(Numerics|Data(\.\w+)?|Positions(\.\w+)*);$", line)
        );

    /// <summary>Files, the console, the clock, the environment, threads' own state: none of them in the source of the core.</summary>
    [Theory]
    [InlineData("File.")]
    [InlineData("Directory.")]
    [InlineData("Console.")]
    [InlineData("DateTime")]
    [InlineData("Stopwatch")]
    [InlineData("Environment.Get")]
    [InlineData("ThreadStatic")]
    [InlineData("CultureInfo.Current")]
    [InlineData("new Random()")]
    public void The_core_does_not_touch(string what)
    {
        var users = new[] { "Entente", "Entente.Estimation" }
            .Select(project => Path.Combine(Repository.Root, "src", project))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains(what, StringComparison.Ordinal));
        Assert.Empty(users);
    }

    [Fact]
    public void Names_that_were_probably_meant_are_told_in_one_place() =>
        Assert.Equal(
            ["Spelling.cs"],
            Sources("src")
                .Where(file => Literals(file).Any(text => text.Contains("did you mean", StringComparison.Ordinal)))
                .Select(Path.GetFileName)
        );

    /// <summary>Keys in backticks and commands belong to readers and the command line; a kind of measure declares its keys.</summary>
    [Fact]
    public void The_core_speaks_of_what_is_meant_and_not_of_how_it_is_written() =>
        Assert.DoesNotContain(
            Sources("src", "Entente").SelectMany(Literals),
            text =>
                (text.Contains('`', StringComparison.Ordinal) || text.Contains("entente ", StringComparison.Ordinal))
                && !Regex.IsMatch(text, @"^`\w+`( or `\w+`)?$")
        );

    private static IEnumerable<string> Sources(params string[] folder) =>
        Directory
            .EnumerateFiles(Path.Combine([Repository.Root, .. folder]), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    /// <summary>The texts of a file between quotation marks, a line at a time, comments apart.</summary>
    private static IEnumerable<string> Literals(string file) =>
        File.ReadLines(file)
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(line => Regex.Matches(line, "\"((?:[^\"\\\\]|\\\\.)*)\"").Select(m => m.Groups[1].Value));

    [Fact]
    public void Solvers_and_equations_do_not_know_each_other()
    {
        foreach (var solver in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Entente", "Numerics"), "*.cs"))
        {
            var text = File.ReadAllText(solver);
            Assert.DoesNotContain("CaliendoParro", text, StringComparison.Ordinal);
            Assert.DoesNotContain("World", text, StringComparison.Ordinal);
        }
        var equations = File.ReadAllText(Path.Combine(Repository.Root, "src", "Entente", "CaliendoParro", "Equations.cs"));
        Assert.DoesNotContain("Entente.Numerics", equations, StringComparison.Ordinal);
    }

    /// <summary>What each folder of the core may know of the others; the nouns at its root, all may.</summary>
    private static readonly Dictionary<string, string[]> Layers = new(StringComparer.Ordinal)
    {
        ["Numerics"] = [],
        ["Synthetic"] = ["Numerics"],
        ["Measures"] = [],
        ["Horizons"] = ["Measures"],
        ["Models"] = ["Numerics", "Measures", "Horizons"],
        ["Energy"] = ["Models"],
        ["Outcomes"] = ["Measures", "Horizons", "Models", "Energy"],
        ["CaliendoParro"] = ["Numerics", "Measures", "Horizons", "Models", "Outcomes"],
        // In full adjustment gravity is the model of Caliendo and Parro of one sector, whose equations certify it.
        ["Gravity"] = ["Numerics", "Measures", "Models", "CaliendoParro"],
        ["Scenarios"] = ["Measures", "Horizons", "Models", "Outcomes"],
        ["Uncertainty"] = ["Numerics", "Measures", "Horizons", "Models", "Outcomes", "Scenarios"],
        ["Batches"] = ["Numerics", "Measures", "Horizons", "Models", "Outcomes", "Scenarios", "Uncertainty"],
    };

    /// <summary>What each folder of the record may know of the others; none knows a model of trade.</summary>
    private static readonly Dictionary<string, string[]> RecordLayers = new(StringComparer.Ordinal)
    {
        ["Documents"] = [],
        ["Language"] = ["Attributions", "Assessments"],
        ["Attributions"] = ["Language"],
        ["Assessments"] = ["Attributions", "Language"],
        ["Training"] = ["Attributions", "Language", "Assessments"],
        ["Register"] = ["Attributions", "Documents"],
        ["Ledger"] = ["Assessments", "Attributions", "Documents", "Register"],
        ["Questions"] = ["Attributions", "Documents", "Ledger", "Register"],
        ["Models"] = [],
    };

    /// <summary>What each folder of the estimator may know of the others.</summary>
    private static readonly Dictionary<string, string[]> EstimationLayers = new(StringComparer.Ordinal)
    {
        ["Numerics"] = [],
        ["Projections"] = [],
        ["Plain"] = ["Numerics"],
        ["Fitting"] = ["Numerics", "Projections"],
        ["Separations"] = ["Numerics", "Projections", "Fitting"],
        ["Inference"] = ["Numerics", "Projections", "Fitting", "Separations"],
        ["Formulas"] = [],
        ["Elasticities"] = ["Numerics", "Inference"],
        ["GeneralEquilibrium"] = ["Numerics", "Inference"],
    };

    [Fact]
    public void Folders_of_the_estimator_depend_one_way()
    {
        var root = Path.Combine(Repository.Root, "src", "Entente.Estimation");
        var folders = Directory.GetDirectories(root).Select(folder => Path.GetFileName(folder)).Where(name => name is not ("bin" or "obj"));
        foreach (var folder in folders)
            foreach (var file in Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
                foreach (Match match in Regex.Matches(File.ReadAllText(file), @"using (?:static )?Entente\.Estimation\.(\w+)"))
                    Assert.True(
                        EstimationLayers[folder].Append(folder).Contains(match.Groups[1].Value),
                        $"{Path.GetFileName(file)} of {folder} knows {match.Value}"
                    );
    }

    [Fact]
    public void Folders_of_the_record_depend_one_way()
    {
        var root = Path.Combine(Repository.Root, "src", "Entente.Record");
        var folders = Directory.GetDirectories(root).Select(folder => Path.GetFileName(folder)).Where(name => name is not ("bin" or "obj"));
        Assert.Equal(RecordLayers.Keys.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
        foreach (var (folder, mayKnow) in RecordLayers)
            foreach (var file in Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
                foreach (Match match in Regex.Matches(File.ReadAllText(file), @"using (?:static )?Entente\.(\w+)(?:\.(\w+))?"))
                    Assert.True(
                        match.Groups[1].Value == "Data"
                            || (match.Groups[1].Value == "Record" && mayKnow.Append(folder).Contains(match.Groups[2].Value)),
                        $"{Path.GetFileName(file)} of {folder} knows {match.Value}"
                    );
    }

    [Fact]
    public void Folders_of_the_core_depend_one_way()
    {
        var core = Path.Combine(Repository.Root, "src", "Entente");
        string[] folders =
        [
            .. Directory.GetDirectories(core).Select(folder => Path.GetFileName(folder)).Where(name => name is not ("bin" or "obj")),
        ];
        Assert.Equal(Layers.Keys.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
        foreach (var (folder, mayKnow) in Layers)
            foreach (var file in Directory.EnumerateFiles(Path.Combine(core, folder), "*.cs", SearchOption.AllDirectories))
                Assert.All(
                    Mentioned().Matches(File.ReadAllText(file)),
                    match =>
                        Assert.True(
                            match.Groups[1].Value == folder
                                || (mayKnow.Contains(match.Groups[1].Value) && IsOpen(match.Groups[2].Value)),
                            $"{Path.GetFileName(file)} of {folder} knows {match.Value}"
                        )
                );
    }

    /// <summary>Kernels, searches and the plain reference are for their own model; derivatives are for all.</summary>
    private static bool IsOpen(string inner) => inner is not ("Kernels" or "Search" or "Plain");

    /// <summary>A namespace of the core with a folder, and one within it.</summary>
    [GeneratedRegex(@"(?:using(?: static)?|Entente\.CaliendoParro) ?Entente\.([A-Z]\w+)(?:\.([A-Z]\w+))?;")]
    private static partial Regex Mentioned();

    private static IEnumerable<string> Own(Assembly assembly) =>
        assembly
            .GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => name.StartsWith("Entente", StringComparison.OrdinalIgnoreCase))
            .Order();
}
