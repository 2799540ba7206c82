using System.Collections.Immutable;
using System.Globalization;
using Entente.Data.Tables;

namespace Entente.Data.Worlds;

/// <summary>Reads the tables of one world folder, keeping the line of every datum for messages.</summary>
internal sealed class WorldReader(string folder, string name, FaultList faults)
{
    private Axis countries = new("country", [], []);
    private Axis sectors = new("sector", [], []);
    private Grid trade = Grid.Empty;
    private Grid tariffs = Grid.Empty;
    private Grid valueAdded = Grid.Empty;
    private Grid inputs = Grid.Empty;
    private Grid? final;
    private readonly List<(string Name, Grid Shares)> factors = [];
    private readonly List<(EnergyRow Row, int Line)> energy = [];
    private readonly List<(NetworkRow Row, int Line)> networks = [];
    private readonly UncertaintyReader uncertainty = new();
    private readonly Dictionary<string, string> files = new(StringComparer.Ordinal);

    public Checked<World> Read()
    {
        if (ReadTables() is not var (identity, countryList, sectorList, tables))
            return faults.Failed<World>();
        var world = World.Create(identity, countryList, sectorList, tables);
        faults.Add(world.Faults);
        faults.Warn(world.Warnings.Select(warning => $"{name}: {warning}"));
        return faults.With(() => world.Value);
    }

    /// <summary>Reads all tables; null where anything is wrong with the files, whatever the accounts may say.</summary>
    public (WorldIdentity Identity, ImmutableArray<Country> Countries, ImmutableArray<Sector> Sectors, WorldTables Tables)? ReadTables()
    {
        var identity = WorldIdentityFile.Read(
            Path.Combine(folder, WorldFolder.IdentityFile),
            $"{name}/{WorldFolder.IdentityFile}",
            faults,
            out var groups
        );
        var countryList = ReadCountries();
        CheckGroups(groups);
        var sectorList = ReadSectors();
        var (n, j) = (countries.Count, sectors.Count);
        (trade, tariffs) = (new Grid(n * n * j), new Grid(n * n * j));
        (valueAdded, inputs) = (new Grid(n * j), new Grid(n * j * j));
        var (plainTrade, plainInputs) = (Plain("trade"), Plain("inputs"));
        // The two are most of a world, and a core is free for the other one.
        var others = Task.Run(() => TryInputs(plainInputs));
        if (!TryTrade(plainTrade))
            ReadTrade();
        ReadProduction();
        if (!others.GetAwaiter().GetResult())
            ReadInputs();
        ReadFinal();
        ReadFactors();
        ReadEnergy();
        ReadNetworks();
        ReadUncertainty();
        var tables = new WorldTables
        {
            Trade = new Cube(n, n, j, trade.Values),
            Tariffs = new Cube(n, n, j, tariffs.Values),
            ValueAddedShares = new Table(n, j, valueAdded.Values),
            InputShares = new Cube(n, j, j, inputs.Values),
            FinalShares = final is null ? null : new Table(n, j, final.Values),
            Factors = [.. factors.Select(f => new Factor(f.Name, new Table(n, j, f.Shares.Values)))],
            Energy = [.. energy.Select(e => e.Row)],
            Networks = [.. networks.Select(e => e.Row)],
            Uncertainty = uncertainty.Uncertainty,
            Locate = Locate,
        };
        if (!faults.Any)
            return (identity!, countryList, sectorList, tables);
        // What the files got right is checked all the same, so that a second reading brings no news.
        if (countries.IsSound && sectors.IsSound)
            faults.Add(World.CheckCells(identity ?? new WorldIdentity { Title = name }, countryList, sectorList, tables));
        return null;
    }

    private ImmutableArray<Country> ReadCountries()
    {
        var (list, lines) = (new List<Country>(), new List<int>());
        using var rows = Open("countries", ["country", "name"], ["population"]);
        while (rows?.Read() == true)
        {
            list.Add(new Country(rows.Text(0).ToString(), rows.Text(1).ToString()) { Population = Population(rows) });
            lines.Add(rows.Line);
        }
        countries = Axis.Read("country", [.. list.Select(c => c.Code)], lines, rows?.Name, faults);
        return [.. list];
    }

    /// <summary>Inhabitants; null where the table has no such column or an empty cell.</summary>
    private double? Population(TableRows rows)
    {
        const int column = 2;
        if (rows.Text(column).IsEmpty || rows.Number(column, "population") is not { } people)
            return null;
        if (people > 0 && double.IsFinite(people))
            return people;
        faults.Add(rows.Place, $"population {people.ToString(CultureInfo.InvariantCulture)}", "a number above 0, or an empty cell");
        return null;
    }

    private void CheckGroups(ImmutableArray<(Word Name, ImmutableArray<Word> Members)> groups)
    {
        if (!countries.IsSound)
            return;
        foreach (var (group, members) in groups)
        {
            if (group.Text == "all" || countries.Has(group.Text))
                faults.Add(
                    group.Place,
                    $"group '{group}', which has the name of {(group.Text == "all" ? "the group of all countries" : "a country")}",
                    "a name of its own"
                );
            // Worlds are made of one another, and a group may name a country that a smaller world has not.
            foreach (var member in members.Where(member => !countries.Has(member.Text)))
                faults.Warn($"{member.Place}: group '{group}' names {member}, which the world does not have");
        }
    }

    private ImmutableArray<Sector> ReadSectors()
    {
        var (list, lines) = (new List<Sector>(), new List<int>());
        using var rows = Open("sectors", ["sector", "name", "theta"], ["tags"]);
        while (rows?.Read() == true)
        {
            var tags = rows.Text(3).ToString().Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            list.Add(new Sector(rows.Text(0).ToString(), rows.Text(1).ToString(), [.. tags], rows.Number(2, "theta") ?? 1));
            lines.Add(rows.Line);
        }
        sectors = Axis.Read("sector", [.. list.Select(s => s.Code)], lines, rows?.Name, faults);
        return [.. list];
    }

    /// <summary>A large table for the quick reader; null where anything else is at fault already, or it is not for it.</summary>
    private PlainTable? Plain(string table) =>
        !faults.Any && countries.IsSound && sectors.IsSound && WorldFolder.Find(folder, name, table, true, new FaultList()) is { } file
            ? PlainTable.Open(Path.Combine(folder, file), faults.Read)
            : null;

    private bool TryTrade(PlainTable? table)
    {
        var (n, j) = (countries.Count, sectors.Count);
        PlainKey[] keys =
        [
            new("exporter", countries.Codes, j),
            new("importer", countries.Codes, n * j),
            new("sector", sectors.Codes, 1),
        ];
        if (table?.TryRead(keys, ["value", "tariff"], [trade.Values, tariffs.Values], trade.Lines) == true)
            return true;
        (trade, tariffs) = (new Grid(n * n * j), new Grid(n * n * j));
        return false;
    }

    private bool TryInputs(PlainTable? table)
    {
        var j = sectors.Count;
        PlainKey[] keys =
        [
            new("country", countries.Codes, j * j),
            new("input", sectors.Codes, j),
            new("user", sectors.Codes, 1),
        ];
        if (table?.TryRead(keys, ["share"], [inputs.Values], inputs.Lines) == true)
            return true;
        inputs = new Grid(countries.Count * j * j);
        return false;
    }

    private void ReadTrade()
    {
        using var rows = Open("trade", ["exporter", "importer", "sector", "value"], ["tariff"]);
        while (rows?.Read() == true)
        {
            var (i, n, j) = (countries.Find(rows, 0, faults), countries.Find(rows, 1, faults), sectors.Find(rows, 2, faults));
            var (value, tariff) = (rows.Number(3, "value"), rows.Number(4, "tariff", 0));
            if (i < 0 || n < 0 || j < 0)
                continue;
            var at = (n * countries.Count + i) * sectors.Count + j;
            trade.Set(at, value ?? 0, rows, $"{countries.Code(i)} to {countries.Code(n)} in {sectors.Code(j)}", faults);
            tariffs.Values[at] = tariff ?? 0;
        }
    }

    private void ReadProduction()
    {
        var before = faults.Count;
        using var rows = Open("production", ["country", "sector", "value_added_share"], []);
        while (rows?.Read() == true)
        {
            var (n, j, share) = (countries.Find(rows, 0, faults), sectors.Find(rows, 1, faults), rows.Number(2, "value_added_share"));
            if (n >= 0 && j >= 0)
                valueAdded.Set(n * sectors.Count + j, share ?? 0, rows, $"{countries.Code(n)} {sectors.Code(j)}", faults);
        }
        // A row at fault is there all the same, and must not be missed as well.
        if (rows is not null && faults.Count == before && countries.IsSound && sectors.IsSound)
            ReportMissingProduction(rows.Name);
    }

    /// <summary>A sector that produces must say what with: a missing row would read as a sector without value added.</summary>
    private void ReportMissingProduction(string file)
    {
        for (var i = 0; i < countries.Count; i++)
            for (var j = 0; j < sectors.Count; j++)
                if (valueAdded.Lines[i * sectors.Count + j] == 0 && Sells(i, j))
                    faults.Add(
                        new Place(file),
                        $"no row for {countries.Code(i)} {sectors.Code(j)}, which sells",
                        "a row for every sector that sells"
                    );
    }

    private bool Sells(int i, int j) =>
        Enumerable.Range(0, countries.Count).Any(n => trade.Values[(n * countries.Count + i) * sectors.Count + j] > 0);

    private void ReadInputs()
    {
        using var rows = Open("inputs", ["country", "input", "user", "share"], []);
        while (rows?.Read() == true)
        {
            var (n, k, j) = (countries.Find(rows, 0, faults), sectors.Find(rows, 1, faults), sectors.Find(rows, 2, faults));
            var share = rows.Number(3, "share");
            if (n >= 0 && k >= 0 && j >= 0)
                inputs.Set(
                    (n * sectors.Count + k) * sectors.Count + j,
                    share ?? 0,
                    rows,
                    $"{countries.Code(n)} {sectors.Code(k)} in {sectors.Code(j)}",
                    faults
                );
        }
    }

    private void ReadFinal()
    {
        using var rows = Open("final", ["country", "sector", "share"], [], isRequired: false);
        if (rows is null)
            return;
        final = new Grid(countries.Count * sectors.Count);
        while (rows.Read())
        {
            var (n, j, share) = (countries.Find(rows, 0, faults), sectors.Find(rows, 1, faults), rows.Number(2, "share"));
            if (n >= 0 && j >= 0)
                final.Set(n * sectors.Count + j, share ?? 0, rows, $"{countries.Code(n)} {sectors.Code(j)}", faults);
        }
    }

    /// <summary>A row may hold for one country, or for all that have none of their own.</summary>
    private void ReadFactors()
    {
        using var rows = Open("factors", ["sector", "factor", "share"], ["country"], isRequired: false);
        if (rows is null)
            return;
        var forAll = new List<(string Name, Grid Shares)>();
        while (rows.Read())
        {
            var (j, factor, share, country) = (
                sectors.Find(rows, 0, faults),
                rows.Text(1).ToString(),
                rows.Number(2, "share"),
                rows.Text(3).ToString()
            );
            if (country is "" or "all")
            {
                if (j >= 0)
                    Of(forAll, factor, sectors.Count).Set(j, share ?? 0, rows, $"{factor} in {sectors.Code(j)}", faults);
            }
            else if (countries.Find(rows, 3, faults) is >= 0 and var n && j >= 0)
                Of(factors, factor, countries.Count * sectors.Count)
                    .Set(n * sectors.Count + j, share ?? 0, rows, $"{factor} in {countries.Code(n)} {sectors.Code(j)}", faults);
        }
        foreach (var (factor, shares) in forAll)
            Of(factors, factor, countries.Count * sectors.Count).Complete(shares, sectors.Count);
        // In the order in which the file names them.
        factors.Sort((a, b) => a.Shares.Lines.Where(l => l > 0).Min().CompareTo(b.Shares.Lines.Where(l => l > 0).Min()));
    }

    private void ReadEnergy()
    {
        using var rows = Open("energy", ["exporter", "importer", "sector", "quantity", "status"], ["source"], isRequired: false);
        while (rows?.Read() == true)
        {
            var (i, n, j) = (countries.Find(rows, 0, faults), countries.Find(rows, 1, faults), sectors.Find(rows, 2, faults));
            var (quantity, status) = (rows.Number(3, "quantity"), EnergyText.Status(rows.Text(4)));
            if (status is null)
                faults.Add(rows.Place, $"status '{rows.Text(4)}'", "observed, derived or imputed");
            if (i >= 0 && n >= 0 && j >= 0 && status is { } known && quantity is { } terajoules)
                energy.Add((new EnergyRow(n, i, j, terajoules, known, rows.Text(5).ToString()), rows.Line));
        }
    }

    private void ReadNetworks()
    {
        using var rows = Open("networks", ["importer", "exporter", "sector", "capacity_tj", "status"], ["source"], isRequired: false);
        while (rows?.Read() == true)
        {
            var (importers, exporters) = (Several(rows, 0), rows.Text(1) is "all" ? [] : Several(rows, 1));
            var (capacity, status) = (rows.Number(3, "capacity_tj"), EnergyText.Status(rows.Text(4)));
            if (status is null)
                faults.Add(rows.Place, $"status '{rows.Text(4)}'", "observed, derived or imputed");
            if (importers is { } buyers && exporters is { } sellers && status is { } known && capacity is { } terajoules)
                networks.Add(
                    (
                        new NetworkRow(buyers, sellers, rows.Text(2).ToString(), terajoules, known, rows.Text(5).ToString()),
                        rows.Line
                    )
                );
        }
    }

    private void ReadUncertainty()
    {
        using (
            var rows = Open(
                "uncertainty",
                ["table", "sectors", "spread", "common", "status"],
                ["country", "partner", "basis"],
                isRequired: false
            )
        )
            uncertainty.Cells(rows, faults);
        using (var rows = Open("elasticities", ["sector", "theta", "spread"], ["common", "sets", "source"], isRequired: false))
            uncertainty.Elasticities(rows, sectors, faults);
    }

    /// <summary>One code, or several between semicolons; null where one is not known.</summary>
    private ImmutableArray<int>? Several(TableRows rows, int column)
    {
        ImmutableArray<int> found = [.. rows.Text(column).ToString().Split(';').Select(code => countries.Find(rows, code, faults))];
        return found.Contains(-1) ? null : found;
    }

    private static Grid Of(List<(string Name, Grid Shares)> list, string name, int cells)
    {
        if (list.FirstOrDefault(f => f.Name == name) is { Shares: { } known })
            return known;
        list.Add((name, new Grid(cells)));
        return list[^1].Shares;
    }

    private TableRows? Open(string table, string[] required, string[] optional, bool isRequired = true)
    {
        var file = WorldFolder.Find(folder, name, table, isRequired, faults);
        return file is null ? null : TableRows.Open(Path.Combine(folder, file), $"{name}/{file}", required, optional, faults);
    }

    private Place? Locate(WorldPart part, int first, int second, int third) =>
        part switch
        {
            WorldPart.Countries => At("countries", countries.Line(first)),
            WorldPart.Sectors => At("sectors", sectors.Line(first)),
            WorldPart.Trade => At("trade", trade.Lines[(first * countries.Count + second) * sectors.Count + third]),
            WorldPart.ValueAddedShares => At("production", valueAdded.Lines[first * sectors.Count + second]),
            WorldPart.InputShares => At("inputs", LineOfInputs(first, second, third)),
            WorldPart.Factors => At("factors", factors[third].Shares.Lines[first * sectors.Count + second]),
            WorldPart.Energy => At("energy", energy[first].Line),
            WorldPart.Networks => At("networks", networks[first].Line),
            WorldPart.Uncertainty => At("uncertainty", uncertainty.LineOfCells(first)),
            WorldPart.Elasticities => At("elasticities", uncertainty.LineOfElasticities(first)),
            WorldPart.FinalShares => At("final", final!.Lines[first * sectors.Count + second]),
            _ => null,
        };

    /// <summary>The line of an input share, or of the first share of that user where the share has no row.</summary>
    private int LineOfInputs(int n, int k, int j)
    {
        var own = inputs.Lines[(n * sectors.Count + k) * sectors.Count + j];
        if (own > 0)
            return own;
        var all = Enumerable
            .Range(0, sectors.Count)
            .Select(other => inputs.Lines[(n * sectors.Count + other) * sectors.Count + j])
            .Where(line => line > 0);
        return all.DefaultIfEmpty(0).Min();
    }

    private Place At(string table, int line)
    {
        // The checks ask for the place of every row before they know whether anything is wrong with it.
        if (!files.TryGetValue(table, out var file))
            files[table] = file = $"{name}/{WorldFolder.Find(folder, name, table, false, new FaultList()) ?? table + ".csv"}";
        return new(file, line);
    }

    /// <summary>The cells of one table and the line each was read from, 0 where it was not.</summary>
    private sealed class Grid(int cells)
    {
        public static Grid Empty { get; } = new(0);

        public double[] Values { get; } = new double[cells];

        public int[] Lines { get; } = new int[cells];

        /// <summary>Takes over what holds for all countries where one has nothing of its own.</summary>
        public void Complete(Grid row, int length)
        {
            for (var at = 0; at < Values.Length; at++)
                if (Lines[at] == 0)
                    (Values[at], Lines[at]) = (row.Values[at % length], row.Lines[at % length]);
        }

        public void Set(int at, double value, TableRows rows, FormattableString what, FaultList faults)
        {
            if (Lines[at] != 0)
            {
                faults.Add(rows.Place, $"a second row for {FormattableString.Invariant(what)}, first at line {Lines[at]}", "each once");
                return;
            }
            Values[at] = value;
            Lines[at] = rows.Line;
        }
    }
}
