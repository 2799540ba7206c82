using Entente.Data.Worlds;
using Entente.Testing;
using Xunit;

namespace Entente.Data.Tests;

/// <summary>Every way a world folder can be wrong gives its own message, with file and line.</summary>
public sealed class MalformedWorldTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public MalformedWorldTests() => WorldWriter.Write(SmallWorld.Random(1, 3, 2), folder.File("w"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Missing_file()
    {
        File.Delete(Table("production"));
        Only("w/production.csv: no such file; expected production as .csv, .csv.gz or .parquet");
    }

    [Fact]
    public void Missing_folder() =>
        Assert.Equal(
            "x: no such folder; expected a world: a folder with world.yaml and its tables",
            WorldFolder.Read(folder.File("x"), "x").Faults.Single().ToString()
        );

    [Fact]
    public void Empty_file()
    {
        File.WriteAllText(Table("inputs"), "");
        Only("w/inputs.csv: an empty file; expected a table with the columns country, input, user, share");
    }

    [Fact]
    public void Wrong_header()
    {
        Line("trade", 1, "exporter,importer,sector,amount,tariff");
        Only(
            "w/trade.csv:1: header 'exporter,importer,sector,amount,tariff' without 'value'; expected the columns exporter, "
                + "importer, sector, value"
        );
    }

    [Fact]
    public void Negative_flow()
    {
        Line("trade", 4, "C0,C0,S1,-5,");
        var faults = Faults();
        Assert.Contains("w/trade.csv:4: a second row for C0 to C0 in S1, first at line 3; expected each once", faults);
        Line("trade", 4, "C1,C0,S0,-5,");
        Only("w/trade.csv:4: trade value -5 of C1 to C0 in S0; expected a finite number, 0 or more");
    }

    [Fact]
    public void Not_a_number()
    {
        Line("trade", 4, "C1,C0,S0,NaN,");
        Only("w/trade.csv:4: value NaN; expected a finite number");
        Line("trade", 4, "C1,C0,S0,12abc,");
        Only("w/trade.csv:4: value '12abc'; expected a number");
        Line("trade", 4, "C1,C0,S0,,");
        Only("w/trade.csv:4: an empty value; expected a number");
    }

    [Fact]
    public void Unknown_names()
    {
        Line("trade", 4, "C1,C9,SO,5,");
        Assert.Equal(
            [
                "w/trade.csv:4: unknown country 'C9'; expected one of the world; did you mean C0?",
                "w/trade.csv:4: unknown sector 'SO'; expected one of the world; did you mean S0?",
            ],
            Faults()
        );
    }

    [Fact]
    public void Factors_are_optional_and_every_fault_of_theirs_is_told()
    {
        File.WriteAllText(
            Table("factors"),
            "country,sector,factor,share\nall,S0,labour,0.6\nall,S0,capital,0.4\nall,S1,labour,1\nall,S1,capital,0\n"
                + "C1,S0,labour,0.7\nC1,S0,capital,0.3\n"
        );
        var world = WorldFolder.Read(folder.File("w"), "w").Value;
        Assert.Equal(["labour", "capital"], world.Factors.Select(f => f.Name));
        Assert.Equal((0.6, 0.7, 0.3), (world.Factors[0].Shares[0, 0], world.Factors[0].Shares[1, 0], world.Factors[1].Shares[1, 0]));

        Line("factors", 2, "all,S9,labour,0.6");
        Assert.Contains("w/factors.csv:2: unknown sector 'S9'; expected one of the world; did you mean S0?", Faults());
        Line("factors", 2, "all,S0,labour,0.5");
        Assert.Contains("w/factors.csv:2: factor shares of C0 S0 add up to 0.9; expected 1", Faults());
        Line("factors", 2, "all,S0,labour,-0.6");
        Assert.Contains("w/factors.csv:2: share -0.6 of labour in C0 S0; expected between 0 and 1", Faults());
        Line("factors", 2, "all,S0,labour,most");
        Assert.Contains("w/factors.csv:2: share 'most'; expected a number", Faults());
        Line("factors", 2, "C7,S0,labour,0.6");
        Assert.Contains("w/factors.csv:2: unknown country 'C7'; expected one of the world; did you mean C0?", Faults());
        Line("factors", 2, "all,S0,capital,0.4");
        Assert.Contains("w/factors.csv:3: a second row for capital in S0, first at line 2; expected each once", Faults());
    }

    [Fact]
    public void Input_shares_adding_up_to_less()
    {
        var lines = File.ReadAllLines(Table("inputs"));
        var at = Array.FindIndex(lines, line => line.StartsWith("C2,S0,S0,", StringComparison.Ordinal));
        var other = Array.FindIndex(lines, line => line.StartsWith("C2,S1,S0,", StringComparison.Ordinal));
        Line("inputs", at + 1, "C2,S0,S0,0.3");
        Line("inputs", other + 1, "C2,S1,S0,0.4");
        Only($"w/inputs.csv:{at + 1}: input shares of C2 S0 add up to 0.7; expected 1");
    }

    [Fact]
    public void Theta_zero()
    {
        Line("sectors", 3, "S1,Sector 1,services,0");
        Only("w/sectors.csv:3: theta 0 of sector S1; expected a finite number above 0");
    }

    [Fact]
    public void Duplicate_code()
    {
        Line("countries", 3, "C0,Again");
        Assert.Contains("w/countries.csv:3: country C0 for the second time, first at line 2; expected each code once", Faults());
    }

    [Fact]
    public void Share_above_one()
    {
        Line("production", 3, "C0,S1,1.5");
        Only("w/production.csv:3: value-added share 1.5 of C0 S1; expected between 0 and 1");
    }

    [Fact]
    public void Missing_production()
    {
        var lines = File.ReadAllLines(Table("production")).ToList();
        lines.RemoveAt(2);
        File.WriteAllLines(Table("production"), lines);
        Only("w/production.csv: no row for C0 S1, which sells; expected a row for every sector that sells");
    }

    [Fact]
    public void Damaged_row()
    {
        Line("trade", 4, "C1,C0,S0");
        Only("w/trade.csv:4: 3 fields; expected 5, as in the header");
    }

    [Fact]
    public void Negative_final_demand_names_country_and_sector()
    {
        // All that C0 makes it makes of S0, more than it buys.
        Line("production", 2, "C0,S0,0");
        Line("production", 3, "C0,S1,0.1");
        var inputs = File.ReadAllLines(Table("inputs")).Where(line => !line.StartsWith("C0,", StringComparison.Ordinal));
        File.WriteAllLines(Table("inputs"), [.. inputs, "C0,S0,S0,1", "C0,S0,S1,1"]);
        Assert.Contains(
            Faults(),
            fault =>
                fault.Contains(": final demand -", StringComparison.Ordinal) && fault.Contains("of C0 for S0", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(
        "C1,C0,S0,-5,imputed,",
        ":2: quantity -5 of C1 to C0 in S0; expected a finite number of terajoules above 0; no row where there is nothing"
    )]
    [InlineData("C1,C0,S0,NaN,imputed,", ":2: quantity NaN; expected a finite number")]
    [InlineData("C1,C0,S0,,imputed,", ":2: an empty quantity; expected a number")]
    [InlineData("C9,C0,S0,5,imputed,", ":2: unknown country 'C9'; expected one of the world; did you mean C0?")]
    [InlineData("C1,C0,S9,5,imputed,", ":2: unknown sector 'S9'; expected one of the world; did you mean S0?")]
    [InlineData("C1,C0,S0,5,guessed,", ":2: status 'guessed'; expected observed, derived or imputed")]
    [InlineData(
        "C1,C0,S0,0,imputed,",
        ":2: quantity 0 of C1 to C0 in S0; expected a finite number of terajoules above 0; no row where there is nothing"
    )]
    [InlineData("C1,C0,S0,5,imputed,\nC1,C0,S0,6,imputed,", ":3: a second quantity of C1 to C0 in S0; expected each once")]
    public void Quantities_of_energy_that_make_no_sense(string rows, string fault)
    {
        File.WriteAllText(Table("energy"), $"exporter,importer,sector,quantity,status,source\n{rows}\n");
        Only($"w/energy.csv{fault}");
    }

    [Theory]
    [InlineData(
        "C0,C1,S0,-5,imputed,",
        ":2: capacity -5 of C1 to C0 in S0; expected a finite number of terajoules above 0; no row where there is no line"
    )]
    [InlineData("C0,C9,S0,5,imputed,", ":2: unknown country 'C9'; expected one of the world; did you mean C0?")]
    [InlineData("C0,C1;C9,S0,5,imputed,", ":2: unknown country 'C9'; expected one of the world; did you mean C0?")]
    [InlineData("C0,C1,S0,5,guessed,", ":2: status 'guessed'; expected observed, derived or imputed")]
    [InlineData("C0,C1,S0,,imputed,", ":2: an empty capacity_tj; expected a number")]
    [InlineData("C0,C0,S0,5,imputed,", ":2: capacity of C0 to C0 in S0; expected an importer that is not its own exporter")]
    [InlineData("C0,all,S0,5,imputed,\nC0,all,S0,6,imputed,", ":3: a second capacity of all to C0 in S0; expected each once")]
    [InlineData("C0,C1,gas,5,imputed,", ":2: capacity for 'gas'; expected the code of a sector, or a tag that sectors have")]
    public void Capacities_that_make_no_sense(string rows, string fault)
    {
        File.WriteAllText(Table("energy"), "exporter,importer,sector,quantity,status\nC0,C0,S0,5,imputed\n");
        File.WriteAllText(Table("networks"), $"importer,exporter,sector,capacity_tj,status,source\n{rows}\n");
        Only($"w/networks.csv{fault}");
    }

    [Fact]
    public void Resources_are_fixed_or_mobile()
    {
        File.AppendAllText(Path.Combine(Path.GetDirectoryName(Table("energy"))!, "world.yaml"), "resources: stuck\n");
        Assert.Contains(Faults(), fault => fault.EndsWith("resources 'stuck'; expected fixed or mobile", StringComparison.Ordinal));
    }

    [Fact]
    public void A_quantity_of_energy_where_nothing_is_traded()
    {
        File.WriteAllLines(
            Table("trade"),
            File.ReadAllLines(Table("trade")).Where(line => !line.StartsWith("C1,C0,S0,", StringComparison.Ordinal))
        );
        File.WriteAllText(Table("energy"), "exporter,importer,sector,quantity,status\nC0,C0,S0,5,imputed\nC1,C0,S0,5,imputed\n");
        Assert.Contains(
            "w/energy.csv:3: quantity 5 of C1 to C0 in S0, where nothing is traded; expected a quantity only where there is a value",
            Faults()
        );
    }

    [Fact]
    public void The_same_table_twice()
    {
        File.Copy(Table("trade"), Table("trade") + ".gz");
        Only("w/trade.csv.gz: the same table as trade.csv; expected one of them");
    }

    [Fact]
    public void A_typo_in_a_key_of_world_yaml()
    {
        File.WriteAllText(Path.Combine(folder.File("w"), "world.yaml"), "title: A world\nyaer: 2014\n");
        Only(
            "w/world.yaml:2: unknown key 'yaer'; expected one of title, year, unit, sources, groups, resources, notes; did you mean year?"
        );
    }

    [Theory, InlineData("2014.7"), InlineData("1e12"), InlineData("soon")]
    public void A_year_that_is_none(string year)
    {
        File.WriteAllText(Path.Combine(folder.File("w"), "world.yaml"), $"title: A world\nyear: {year}\n");
        Only($"w/world.yaml:2: year '{year}'; expected a whole number");
    }

    [Fact]
    public void Groups_that_would_mislead()
    {
        File.WriteAllText(
            Path.Combine(folder.File("w"), "world.yaml"),
            "title: A world\ngroups:\n  C0: [C1]\n  all: [C1]\n  some: [C1, C7]\n"
        );
        Assert.Equal(
            [
                "w/world.yaml:3: group 'C0', which has the name of a country; expected a name of its own",
                "w/world.yaml:4: group 'all', which has the name of the group of all countries; expected a name of its own",
            ],
            Faults()
        );
        Assert.Contains(
            "w/world.yaml:5: group 'some' names C7, which the world does not have",
            WorldFolder.Read(folder.File("w"), "w").Warnings
        );
    }

    [Fact]
    public void A_table_of_nothing_but_its_header()
    {
        File.WriteAllText(Table("countries"), "country,name\n");
        Only("w/countries.csv: no country; expected at least one row");
    }

    [Fact]
    public void World_yaml_that_is_no_yaml()
    {
        File.WriteAllText(Path.Combine(folder.File("w"), "world.yaml"), "title: [A world\nyear: 2014\n");
        Assert.StartsWith("w/world.yaml:1: not YAML", Assert.Single(Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_all_files_come_at_once()
    {
        Line("trade", 4, "C1,C0,S0,NaN,");
        Line("production", 3, "C0,S1,x");
        Line("sectors", 3, "S1,Sector 1,services,zero");
        File.Delete(Table("inputs"));
        Assert.Equal(
            [
                "w/sectors.csv:3: theta 'zero'; expected a number",
                "w/trade.csv:4: value NaN; expected a finite number",
                "w/production.csv:3: value_added_share 'x'; expected a number",
                "w/inputs.csv: no such file; expected inputs as .csv, .csv.gz or .parquet",
            ],
            Faults()
        );
    }

    [Fact]
    public void Numbers_out_of_range_come_with_the_faults_of_files()
    {
        Line("sectors", 2, "S0,Sector 0,goods,-4");
        Line("trade", 4, "C1,C0,S0,-5,");
        Line("trade", 5, "C1,C0,S9,5,");
        File.WriteAllLines(Table("production"), File.ReadAllLines(Table("production")).Where((_, line) => line != 2));
        Assert.Equal(
            [
                "w/trade.csv:4: trade value -5 of C1 to C0 in S0; expected a finite number, 0 or more",
                "w/trade.csv:5: unknown sector 'S9'; expected one of the world; did you mean S0?",
                "w/production.csv: no row for C0 S1, which sells; expected a row for every sector that sells",
                "w/sectors.csv:2: theta -4 of sector S0; expected a finite number above 0",
            ],
            Faults()
        );
    }

    [Theory]
    [InlineData("figures,all,0.1,cell,derived", ":2: table 'figures'; expected one of trade, home, exports, imports, value_added, ")]
    [InlineData("trade,all,0.1,cells,derived", ":2: an error common to 'cells'; expected one of cell, pair, country, partner, ")]
    [InlineData("trade,all,0.1,cell,guessed", ":2: status 'guessed'; expected observed, derived or imputed")]
    [InlineData("trade,all,-1,cell,derived", ":2: spread -1; expected a standard deviation of a logarithm, from 0 to 3")]
    [InlineData("trade,S9,0.1,cell,derived", ":2: unknown sector 'S9'; expected a sector or tag of this world")]
    [InlineData("home,all,0.1,pair,derived", ":2: an error common to 'pair' of this table; expected one of cell, country, sector, all")]
    [InlineData(
        "exports,goods,0.1,country,derived\nimports,all,0.1,country,derived",
        ":3: totals over sectors that hold S0, which is in other totals too; expected each sector in one set of totals"
    )]
    public void Uncertainty_that_means_nothing(string rows, string fault)
    {
        File.WriteAllText(Table("uncertainty"), $"table,sectors,spread,common,status\n{rows}\n");
        Assert.StartsWith($"w/uncertainty.csv{fault}", Assert.Single(Faults()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("S0,1,0.1,0\nS1,{1},0.1,0", ":2: theta 1 of S0; expected ")]
    [InlineData("S0,{0},0.1,0.2\nS1,{1},0.1,0", ":2: common spread 0.2 of S0; expected from 0 to the whole spread")]
    [InlineData("S0,{0},9,0\nS1,{1},0.1,0", ":2: spread 9 of S0; expected a standard deviation of a logarithm, from 0 to 3")]
    [InlineData("S0,{0},0.1,0\nS0,{0},0.1,0\nS1,{1},0.1,0", ":3: a second elasticity of S0; expected each once")]
    [InlineData("S0,{0},0.1,0", ":2: no spread for S1; expected a row for every sector")]
    public void Elasticities_that_mean_nothing(string rows, string fault)
    {
        var thetas = SmallWorld.Random(1, 3, 2).Thetas.Select(theta => FormattableString.Invariant($"{theta:R}")).ToArray();
        var text = rows.Replace("{0}", thetas[0], StringComparison.Ordinal).Replace("{1}", thetas[1], StringComparison.Ordinal);
        File.WriteAllText(Table("elasticities"), $"sector,theta,spread,common\n{text}\n");
        Assert.StartsWith($"w/elasticities.csv{fault}", Assert.Single(Faults()), StringComparison.Ordinal);
    }

    private string Table(string table) => Path.Combine(folder.File("w"), table + ".csv");

    private void Line(string table, int number, string text)
    {
        var lines = File.ReadAllLines(Table(table));
        lines[number - 1] = text;
        File.WriteAllLines(Table(table), lines);
    }

    private string[] Faults() => [.. WorldFolder.Read(folder.File("w"), "w").Faults.Select(fault => fault.ToString())];

    private void Only(string fault) => Assert.Equal(fault, Assert.Single(Faults()));
}
