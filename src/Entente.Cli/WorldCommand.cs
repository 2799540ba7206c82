using System.CommandLine;
using System.Globalization;
using Entente.Data;
using Entente.Data.Worlds;
using Entente.Energy;
using Entente.WorldBuilding;

namespace Entente.Cli;

/// <summary><c>entente world</c>: lists, shows, checks and makes worlds.</summary>
internal static class WorldCommand
{
    public static Command Create(Catalogue catalogue)
    {
        var command = new Command("world", "Worlds: the data a scenario is answered on.")
        {
            List(catalogue),
            OnWorld(catalogue, "show", "Show what a world holds.\n\nExample:\n  entente world show world-2023", Show),
            OnWorld(
                catalogue,
                "check",
                "Check a world against every accounting identity.\n\nExample:\n  entente world check my-world",
                Check
            ),
            Gains(catalogue),
            EnergyCommand.Create(catalogue),
            Build(),
            SyntheticCommand.Create(),
        };
        foreach (var making in WorldMaking.Create(catalogue))
            command.Add(making);
        return command;
    }

    private static Command List(Catalogue catalogue)
    {
        var command = new Command("list", "List the worlds that come with the program.\n\nExample:\n  entente world list");
        command.SetAction(_ =>
        {
            foreach (var name in catalogue.Worlds)
            {
                var identity = WorldFolder.ReadIdentity(catalogue.FindWorld(name, AppContext.BaseDirectory).Value.Path, name);
                Console.WriteLine(identity.Success ? $"{name,-16} {identity.Value.Title}" : $"{name,-16} {identity.Faults[0]}");
            }
        });
        return command;
    }

    private static Command Gains(Catalogue catalogue)
    {
        var json = new Option<bool>("--json") { Description = "Print JSON instead of a table" };
        var command = OnWorld(
            catalogue,
            "gains",
            "What each country gains from trade, by the formula of Costinot and Rodriguez-Clare (2014) and by solving its "
                + "autarky.\n\nExample:\n  entente world gains world-2023",
            (world, name, parsed, cancellation) => GainsCommand.Run(world, name, parsed.GetValue(json), cancellation)
        );
        command.Add(json);
        return command;
    }

    private static Command OnWorld(Catalogue catalogue, string name, string description, Func<World, string, int> action) =>
        OnWorld(catalogue, name, description, (world, called, _, _) => action(world, called));

    private static Command OnWorld(
        Catalogue catalogue,
        string name,
        string description,
        Func<World, string, ParseResult, CancellationToken, int> action
    )
    {
        var world = new Argument<string>("WORLD") { Description = "A world folder, or the name of one that comes with the program" };
        world.CompletionSources.Add(_ => catalogue.Worlds.Select(w => new System.CommandLine.Completions.CompletionItem(w)));
        var command = new Command(name, description) { world };
        command.SetAction((parsed, cancellation) => Task.FromResult(Act(parsed, cancellation)));
        return command;

        int Act(ParseResult parsed, CancellationToken cancellation)
        {
            var folder = catalogue.FindWorld(parsed.GetRequiredValue(world), Directory.GetCurrentDirectory());
            if (!folder.Success)
                return Screen.Faults(folder.Faults);
            var read = WorldFolder.Read(folder.Value.Path, folder.Value.Name);
            Screen.Warnings(read.Warnings);
            return read.Success ? action(read.Value, folder.Value.Name, parsed, cancellation) : Screen.Faults(read.Faults);
        }
    }

    private static int Show(World world, string name)
    {
        var identity = world.Identity;
        Console.WriteLine($"{identity.Title} ({name})");
        Console.WriteLine(Text($"{world.Countries.Length} countries, {world.Sectors.Length} sectors, {identity.Year}, {identity.Unit}"));
        Console.WriteLine(Text($"value added {world.TotalValueAdded:#,0}"));
        Console.WriteLine();
        for (var n = 0; n < world.Countries.Length; n++)
            Console.WriteLine(
                Text($"{world.Countries[n].Code,-5}{world.Countries[n].Name,-28} value added {world.ValueAdded[n],14:#,0}  deficit ")
                    + Text($"{world.Deficits[n],12:#,0}")
            );
        Console.WriteLine();
        for (var j = 0; j < world.Sectors.Length; j++)
            Console.WriteLine(
                Text($"{world.Sectors[j].Code,-16}{world.Sectors[j].Name,-60} theta {world.Sectors[j].Theta,7:0.00}  ")
                    + Text($"{string.Join(' ', world.Sectors[j].Tags)}")
            );
        Console.WriteLine();
        foreach (var (group, members) in identity.Groups)
            Console.WriteLine($"{group}: {string.Join(' ', members)}");
        foreach (var source in identity.Sources)
            Console.WriteLine($"source: {source.Name} ({source.Licence}): {source.What}");
        return CommandLine.Done;
    }

    private static int Check(World world, string name)
    {
        Console.WriteLine($"{name}: sound; {world.Countries.Length} countries, {world.Sectors.Length} sectors");
        foreach (var gap in IdentityGap.Of(world))
            Console.WriteLine(Text($"  {gap.Identity,-42} {gap.Largest,8:0.0e0}  {gap.Where}"));
        if (world.Energy is { } energy)
            foreach (var (n, c, share) in EnergyBalance.Of(world).PassedOn())
                Console.WriteLine(
                    Text($"  passed on: {world.Countries[n].Code} sells abroad {share:0 %} of the ")
                        + $"{world.Sectors[energy.Carriers[c]].Code} that it buys there, and less at home; flows are to be by origin"
                );
        foreach (var line in world.Networks?.Lines.Where(line => line.Excess > 0) ?? [])
            Console.WriteLine(
                Text($"  above capacity: {line.Name(world)}, {line.Used:#,0} TJ in the data, {line.Row.Capacity:#,0} by networks.csv; ")
                    + "the data hold"
            );
        return CommandLine.Done;
    }

    private static Command Build()
    {
        var recipe = new Argument<string>("RECIPE") { Description = "The recipe.yaml of a world" };
        var raw = new Option<string>("--raw")
        {
            Description = "Folder of the raw tables",
            Required = true,
            HelpName = "DIR",
        };
        var output = new Option<string>("--out")
        {
            Description = "Where the world shall appear; default: the folder of the recipe",
            HelpName = "DIR",
        };
        var command = new Command(
            "build",
            "Build a world from raw tables by its recipe.\n\nExample:\n"
                + "  entente world build worlds/world-2014/recipe.yaml --raw raw --out my-world"
        )
        {
            recipe,
            raw,
            output,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(recipe);
            var target = parsed.GetValue(output) ?? Path.GetDirectoryName(Path.GetFullPath(path))!;
            // A world with its recipe beside it was built, and is built again.
            if (!File.Exists(Path.Combine(target, "recipe.yaml")) && WorldMaking.WhyNot(target) is { } code)
                return code;
            var built = WorldBuild.Run(path, parsed.GetRequiredValue(raw), target, Progress.Step);
            Progress.Clear();
            Screen.Warnings(built.Warnings);
            if (!built.Success)
                return Screen.Faults(built.Faults);
            Console.WriteLine(
                $"{target}: {built.Value.World.Countries.Length} countries, {built.Value.World.Sectors.Length} sectors; see check.md"
            );
            return CommandLine.Done;
        });
        return command;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
