using Entente.CaliendoParro;
using Entente.Data.Worlds;
using Entente.Models;
using Entente.Testing;
using Entente.WorldBuilding.Importing;
using Xunit;

namespace Entente.WorldBuilding.Tests;

/// <summary>Header array files, written here by the record layout of GEMPACK with invented numbers.</summary>
public sealed class HarFileTests : IDisposable
{
    private static readonly string[] Regions = ["srb", "eur", "xrw"];
    private static readonly string[] Goods = ["agr", "mfg", "otp"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Texts_integers_matrices_and_arrays_over_sets_are_read()
    {
        var path = folder.File("x.har");
        using (var har = new HarWriter(path))
        {
            har.Texts("H1", ["Serbia", "Europe"], 12);
            har.Integers(
                "YEAR",
                [
                    [2014, 2017],
                    [1, 2],
                ]
            );
            har.Reals(
                "MATX",
                [
                    [1.5f, 2.5f],
                    [3.5f, 4.5f],
                ]
            );
            har.Array("FULL", [("COMM", Goods), ("REG", Regions)], (k, r) => 10 * k + r);
            har.Sparse("SPSE", [("COMM", Goods), ("REG", Regions)], [(2, 7), (9, 8)]);
        }
        var file = HarFile.Read(path);

        Assert.Equal(["Serbia", "Europe"], file["H1"].Texts);
        Assert.Equal("2I", file["YEAR"].Type);
        Assert.Equal([2014.0, 1, 2017, 2], file["YEAR"].Values);
        Assert.Equal([1.5, 3.5, 2.5, 4.5], file["MATX"].Values);
        Assert.Equal(["COMM", "REG"], file["FULL"].Sets);
        Assert.Equal(Goods, file["FULL"].Elements[0]);
        Assert.Equal([0, 10, 20, 1, 11, 21, 2, 12, 22], file["FULL"].Values);
        Assert.Equal([0, 7, 0, 0, 0, 0, 0, 0, 8], file["SPSE"].Values);
    }

    [Theory, InlineData(11), InlineData(10)]
    public void A_gtap_data_base_becomes_a_world_that_runs(int version)
    {
        var path = folder.File("basedata.har");
        Gtap(path, version, []);
        var read = TableImport.Read(path, new ImportOptions { Title = "GTAP", Unit = "million USD" });
        Assert.Empty(read.Faults);
        var world = read.Value;

        Assert.Equal(["SRB", "EUR", "XRW"], world.Countries.Select(c => c.Code));
        Assert.Contains("GTAP: 3 regions, 3 commodities", read.Warnings);
        // Goods at f.o.b.; 10 % of it is the tariff, on c.i.f. that is 5 % above.
        Assert.Equal(Fob(1, 0, 1), world.Trade[0, 1, 1], 1e-4);
        Assert.Equal(0.1 * 1.05, world.Tariffs[0, 1, 1], 1e-6);
        // Transport: what is sold at home and abroad, and what is supplied to all trade.
        var margins = Enumerable
            .Range(0, 2)
            .Sum(j => Enumerable.Range(0, 3).Sum(i => Enumerable.Range(0, 3).Sum(n => i == n ? 0 : 0.05 * Fob(i, n, j))));
        Assert.Equal(margins, Enumerable.Range(0, 3).Sum(s => world.Output[s, 2]) - Enumerable.Range(0, 3).Sum(s => Home(s, 2)), 1e-3);
        WorldWriter.Write(world, folder.File("w"));
        var back = WorldFolder.Read(folder.File("w"));
        Assert.Empty(back.Faults);
        Assert.Equal(
            EquilibriumStatus.Converged,
            TradeModel.Solve(back.Value, Shocks.Embargo(back.Value, 0, [1]), Closure.Zero).Status
        );
    }

    [Fact]
    public void Damaged_files_and_missing_headers_are_told()
    {
        var path = folder.File("basedata.har");
        Gtap(path, 11, ["VCIF", "VST"]);
        Assert.Equal(
            ["no header VCIF; expected VCIF (GTAP 11) or VIWS (GTAP 10)", "no header VST; expected VST"],
            TableImport.Read(path, new ImportOptions()).Faults.Select(fault => $"{fault.Found}; expected {fault.Expected}")
        );
        Gtap(path, 11, []);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..500]);
        Assert.Contains("a damaged file", TableImport.Read(path, new ImportOptions()).Faults.Single().Found, StringComparison.Ordinal);
        File.WriteAllText(path, "this is not a header array file at all");
        Assert.Contains(
            "not a header array file",
            TableImport.Read(path, new ImportOptions()).Faults.Single().Found,
            StringComparison.Ordinal
        );
    }

    private static double Fob(int i, int n, int j) => i == n || j == 2 ? 0 : 4 + i + 0.5 * n + 0.1 * j;

    private static double Home(int n, int j) => 100 + 10 * n + j;

    private static double Imported(int n, int j) => Enumerable.Range(0, 3).Sum(i => 1.05 * 1.1 * Fob(i, n, j));

    /// <summary>
    /// Half of what is bought goes to firms, a third of that to each; of the rest, households take 60, government 20, investment
    /// 20 %.
    /// </summary>
    private static void Gtap(string path, int version, string[] without)
    {
        using var har = new HarWriter(path);
        (string, string[]) comm = ("COMM", Goods),
            acts = ("ACTS", Goods),
            reg = ("REG", Regions),
            marg = ("MARG", ["otp"]);
        string Name(string eleven, string ten) => version == 11 ? eleven : ten;
        void Put(string name, Action write)
        {
            if (!without.Contains(name))
                write();
        }
        Put("VDFB", () => har.Array(Name("VDFB", "VDFM"), [comm, acts, reg], (k, _, n) => 0.5 * Home(n, k) / 3));
        Put("VMFB", () => har.Array(Name("VMFB", "VIFM"), [comm, acts, reg], (k, _, n) => 0.5 * Imported(n, k) / 3));
        Put("VDPB", () => har.Array(Name("VDPB", "VDPM"), [comm, reg], (k, n) => (version == 11 ? 0.3 : 0.4) * Home(n, k)));
        Put("VMPB", () => har.Array(Name("VMPB", "VIPM"), [comm, reg], (k, n) => (version == 11 ? 0.3 : 0.4) * Imported(n, k)));
        Put("VDGB", () => har.Array(Name("VDGB", "VDGM"), [comm, reg], (k, n) => 0.1 * Home(n, k)));
        Put("VMGB", () => har.Array(Name("VMGB", "VIGM"), [comm, reg], (k, n) => 0.1 * Imported(n, k)));
        if (version == 11)
        {
            har.Array("VDIB", [comm, reg], (k, n) => 0.1 * Home(n, k));
            har.Array("VMIB", [comm, reg], (k, n) => 0.1 * Imported(n, k));
        }
        Put("VFOB", () => har.Array(Name("VFOB", "VXWD"), [comm, reg, reg], (j, i, n) => Fob(i, n, j)));
        Put("VCIF", () => har.Array(Name("VCIF", "VIWS"), [comm, reg, reg], (j, i, n) => 1.05 * Fob(i, n, j)));
        Put("VMSB", () => har.Array(Name("VMSB", "VIMS"), [comm, reg, reg], (j, i, n) => 1.05 * 1.1 * Fob(i, n, j)));
        var all = Enumerable.Range(0, 3).Sum(j => Enumerable.Range(0, 3).Sum(i => Enumerable.Range(0, 3).Sum(n => 0.05 * Fob(i, n, j))));
        Put("VST", () => har.Array("VST", [marg, reg], (_, s) => all * (s + 1) / 6));
        Put("VTWR", () => har.Array("VTWR", [marg, comm, reg, reg], (_, j, i, n) => 0.05 * Fob(i, n, j)));
    }
}
