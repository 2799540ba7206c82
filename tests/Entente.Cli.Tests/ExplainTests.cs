using System.Diagnostics;
using System.Text.Json;
using Entente.CaliendoParro;
using Entente.Data.Worlds;
using Entente.Measures;
using Entente.Models;
using Entente.Testing;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary><c>entente explain</c> as a user meets it.</summary>
public sealed class ExplainTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ExplainTests()
    {
        WorldWriter.Write(SmallWorld.Random(1, 4, 2), folder.File("w"));
        File.WriteAllText(
            folder.File("s.yaml"),
            """
            title: Two measures
            world: w
            focus: [C1]
            groups: { both: [C1, C2] }
            cases:
              - name: tariff
                measures:
                  - { kind: tariff, by: C1, on: C0, rate: 0.4 }
              - name: embargo
                measures:
                  - { kind: embargo, from: C0, to: C1, both: true }
              - name: short
                horizon: short
                measures:
                  - { kind: tariff, by: C1, on: C0, rate: 0.4 }
              - name: limited
                measures:
                  - { kind: quantity_limit, from: C0, to: C1, sectors: all, share: 0.7 }
              - name: shared
                measures:
                  - { kind: tariff, by: C1, on: C0, rate: 0.4 }
                  - { kind: burden_sharing, members: both }
            """
        );
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_carries_a_change_adds_up_to_what_run_says_it_is()
    {
        var (code, output, error) = Program.Run(folder.Path, "explain", "s.yaml", "--json");
        Assert.Equal(0, code);
        Assert.Contains(
            "shared: derivatives do not cover burden sharing; left out",
            error,
            StringComparison.Ordinal
        );
        Assert.Equal(0, Program.Run(folder.Path, "run", "s.yaml", "--case", "tariff", "embargo", "short", "limited").Code);
        var rows = File.ReadAllLines(folder.File("out/s/countries.csv")).Select(row => row.Split(',')).ToList();

        using var answer = JsonDocument.Parse(output);
        Assert.Equal("C1", answer.RootElement.GetProperty("country").GetString());
        Assert.Equal(
            ["logarithm", "weight", "logarithm", "logarithm"],
            answer.RootElement.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("approximation_by").GetString())
        );
        foreach (var explained in answer.RootElement.GetProperty("cases").EnumerateArray())
        {
            var exact = double.Parse(
                rows.Single(r => r[0] == explained.GetProperty("case").GetString()!.Split(',')[0] && r[1] == "C1")[2],
                System.Globalization.CultureInfo.InvariantCulture
            );
            Assert.Equal(100 * Math.Log(1 + exact / 100), explained.GetProperty("exact").GetDouble(), 1e-7);
            Assert.Equal(
                explained.GetProperty("exact").GetDouble(),
                explained.GetProperty("flows").EnumerateArray().Sum(f => f.GetProperty("adds").GetDouble()),
                1e-5
            );
            Assert.Equal(
                explained.GetProperty("exact").GetDouble(),
                explained.GetProperty("sectors").EnumerateObject().Sum(f => f.Value.GetDouble()),
                1e-5
            );
        }
    }

    [Fact]
    public void A_person_reads_tables()
    {
        var (code, output, error) = Program.Run(folder.Path, "explain", "s.yaml", "--case", "embargo", "--country", "C0", "--top", "1");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("embargo: real income of Country 0", output, StringComparison.Ordinal);
        Assert.Contains("to second order", output, StringComparison.Ordinal);
        Assert.Contains("not attributed", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Levers_of_a_group_are_ranked()
    {
        var (code, output, error) = Program.Run(folder.Path, "explain", "s.yaml", "--target", "C0", "--by", "both", "--json");
        Assert.Equal((0, ""), (code, error));
        using var answer = JsonDocument.Parse(output);
        var flows = answer.RootElement[0].GetProperty("flows").EnumerateArray().ToList();
        Assert.NotEmpty(flows);
        Assert.All(flows, f => Assert.True(f.GetProperty("target_loss").GetDouble() > 0));
        Assert.All(flows, f => Assert.Equal(f.GetProperty("own_loss").GetDouble() <= 0, f.GetProperty("gains").GetBoolean()));
        Assert.All(flows, f => Assert.True(f.GetProperty("value").GetDouble() > 0));
        Assert.DoesNotContain("no own loss", Program.Run(folder.Path, "explain", "s.yaml", "--target", "C0").Out, StringComparison.Ordinal);
        Assert.Contains(
            "that of both together",
            Program.Run(folder.Path, "explain", "s.yaml", "--target", "C0", "--by", "both", "--case", "tariff").Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Interrupted_it_says_so_with_130()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a signal");
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [Program.Dll, "explain", "serbia-2023"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        // What is left out is said before the work begins, which takes seconds.
        Assert.StartsWith("note: ", process.StandardError.ReadLine(), StringComparison.Ordinal);
        Program.Interrupt(process);
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.EndsWith("interrupted" + Environment.NewLine, error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", error, StringComparison.Ordinal);
        Assert.Equal(130, process.ExitCode);
    }

    [Fact]
    public void Parts_flows_and_productivities_add_up_with_lump_sums()
    {
        File.WriteAllText(
            folder.File("p.yaml"),
            """
            title: All instruments
            world: w
            focus: [C1]
            cases:
              - name: all
                measures:
                  - { kind: tariff, by: C1, on: C0, rate: 0.4 }
                  - { kind: productivity, country: C2, factor: 0.9 }
                  - { kind: transfer, from: C1, to: C2, amount: 1 }
            """
        );
        var (code, output, error) = Program.Run(folder.Path, "explain", "p.yaml", "--json");
        Assert.Equal((0, ""), (code, error));
        using var answer = JsonDocument.Parse(output);
        var explained = answer.RootElement.GetProperty("cases")[0];
        var (parts, lumps) = (explained.GetProperty("parts"), explained.GetProperty("lump_sums").GetDouble());
        var (flows, productivity) = (Sum(explained.GetProperty("flows")), Sum(explained.GetProperty("productivity")));
        var attributed = explained.GetProperty("attributed").GetDouble();
        Assert.NotEqual(0, lumps);
        Assert.NotEqual(0, productivity);
        Assert.All(explained.GetProperty("productivity").EnumerateArray(), p => Assert.Equal("C2", p.GetProperty("country").GetString()));
        Assert.Equal(lumps, parts.GetProperty("lump_sums").GetDouble());
        Assert.Equal(productivity, parts.GetProperty("productivity").GetDouble(), 1e-10);
        Assert.Equal(attributed, flows + productivity + lumps, 1e-10);
        Assert.Equal(attributed, parts.EnumerateObject().Sum(p => p.Value.GetDouble()), 1e-10);
        Assert.Equal(attributed, lumps + explained.GetProperty("sectors").EnumerateObject().Sum(p => p.Value.GetDouble()), 1e-10);
        Assert.Equal(explained.GetProperty("exact").GetDouble(), attributed + explained.GetProperty("remainder").GetDouble(), 1e-10);

        static double Sum(JsonElement rows) => rows.EnumerateArray().Sum(row => row.GetProperty("adds").GetDouble());
    }

    [Fact]
    public void A_case_at_several_horizons_is_explained_at_each()
    {
        File.WriteAllText(
            folder.File("h.yaml"),
            File.ReadAllText(folder.File("s.yaml")).Replace("horizon: short", "horizon: [short, long]", StringComparison.Ordinal)
        );
        var (code, output, error) = Program.Run(folder.Path, "explain", "h.yaml", "--case", "short", "--json");
        Assert.Equal((0, ""), (code, error));
        using var answer = JsonDocument.Parse(output);
        Assert.Equal(
            ["short, short run", "short, long run"],
            answer.RootElement.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("case").GetString())
        );

        var (long_, asked, _) = Program.Run(folder.Path, "explain", "s.yaml", "--case", "short", "--horizon", "long", "--json");
        Assert.Equal(0, long_);
        using var same = JsonDocument.Parse(asked);
        Assert.Equal(
            answer.RootElement.GetProperty("cases")[1].GetProperty("exact").GetDouble(),
            same.RootElement.GetProperty("cases")[0].GetProperty("exact").GetDouble(),
            1e-9
        );
    }

    [Fact]
    public void A_scenario_of_gravity_is_refused()
    {
        var (code, output, error) = Program.Run(folder.Path, "explain", "gravity-example");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("a scenario of structural gravity", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Levers_are_ranked_after_cases_that_have_no_way_to_them()
    {
        File.AppendAllLines(
            folder.File("s.yaml"),
            ["", "  - { name: later, after: tariff, measures: [{ kind: tariff, by: C2, on: C0, rate: 0.2 }] }"]
        );
        Assert.Contains(
            "case 'later' with cases after another",
            Program.Run(folder.Path, "explain", "s.yaml", "--case", "later").Error,
            StringComparison.Ordinal
        );
        var (code, output, error) = Program.Run(folder.Path, "explain", "s.yaml", "--case", "later", "--target", "C0");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("after later", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Countries_cut_off_under_the_share_closure_are_refused_by_name()
    {
        // A country that is cut off cannot have a deficit.
        var balanced = TradeModel.Solve(SmallWorld.Random(1, 4, 2), Shock.None, Closure.Zero, new SolveOptions { Tolerance = 1e-12 });
        WorldWriter.Write(WorldAfter.Of(balanced).Value, folder.File("balanced"));
        File.WriteAllText(
            folder.File("c.yaml"),
            """
            title: Alone
            world: balanced
            closure: share
            focus: [C1]
            cases:
              - name: alone
                measures:
                  - { kind: embargo, from: C0, to: [C1, C2, C3], both: true }
            """
        );
        var (code, output, error) = Program.Run(folder.Path, "explain", "c.yaml", "--case", "alone", "--target", "C1");
        Assert.DoesNotContain("Exception", error, StringComparison.Ordinal);
        Assert.Contains("countries cut off from each other under the share closure", error, StringComparison.Ordinal);
        Assert.Equal((2, ""), (code, output));
    }

    [Theory]
    [InlineData("--country C9", "unknown country 'C9' of --country")]
    [InlineData("--target C9 --by nobody", "unknown country 'C9' of --target", "unknown country or group 'nobody'")]
    [InlineData("--target C1 --by both", "--target C1 among those of --by both")]
    [InlineData("--by both --country C9", "--by both without --target", "unknown country 'C9' of --country")]
    [InlineData("--case shared --country C9", "case 'shared' with burden sharing", "unknown country 'C9'")]
    [InlineData("--country C0 --target C0", "--country C0 beside --target")]
    [InlineData("--case tariff --contry C0", "unknown option '--contry'", "did you mean --country?")]
    [InlineData("--target C0 --horizon long", "--horizon with --target and no --case")]
    [InlineData("--least 0.1", "--least without --target")]
    [InlineData("--target C0 --least abc", "--least expects a number from 0 to 1, not 'abc'")]
    [InlineData("--case none", "unknown case 'none'")]
    [InlineData("--top 0", "--top expects a whole number of at least 1, not '0'")]
    public void Bad_questions_are_refused_with_every_fault(string arguments, params string[] faults)
    {
        var (code, output, error) = Program.Run(folder.Path, ["explain", "s.yaml", .. arguments.Split(' ')]);
        Assert.Equal(2, code);
        Assert.DoesNotContain("real income of", output, StringComparison.Ordinal);
        Assert.All(faults, fault => Assert.Contains(fault, error, StringComparison.Ordinal));
    }
}
