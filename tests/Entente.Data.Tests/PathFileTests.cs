using Entente.Data.Scenarios;
using Entente.Measures;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Data.Tests;

/// <summary>Paths of years and measures phased in, as people write them, sound and otherwise.</summary>
public sealed class PathFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_path_is_read_with_its_phases()
    {
        var theCase = Read(
            """
            title: Years
            cases:
              - name: a
                path: { years: 7, discount: 0.03, perpetuity: false, depreciation: 0.06, horizons: { 1: short, 3: long } }
                measures:
                  - { kind: capital_loss, country: C0, share: 0.2, foreign_owned: 0.5, profit_tax: 0.1, from_year: 2, phase: [0.5, 1] }
                  - { kind: productivity, country: C0, factor: 0.9, from_year: 3 }
            """
        ).Value.Cases[0];
        var path = theCase.Path!;
        Assert.Equal((7, 0.03, false, 0.06), (path.Years, path.Discount, path.Perpetuity, path.Depreciation));
        Assert.Equal([(1, "short"), (3, "long")], path.Horizons.Select(h => (h.Year, h.Name.Text)));
        var loss = Assert.IsType<CapitalLoss>(theCase.Measures[0]);
        Assert.Equal((0.2, 0.5, 0.1), (loss.Share, loss.ForeignOwned, loss.ProfitTax));
        Assert.Equal([0, 0.5, 1, 1], Enumerable.Range(1, 4).Select(loss.Phase!.At));
        Assert.Equal([0, 0, 1], Enumerable.Range(1, 3).Select(theCase.Measures[1].Phase!.At));
    }

    [Fact]
    public void What_is_not_said_is_as_documented()
    {
        var path = Read("title: Years\ncases: [{ name: a, path: { years: 7, discount: 0.03 } }]\n").Value.Cases[0].Path!;
        Assert.True(path.Perpetuity);
        Assert.Null(path.Depreciation);
        Assert.Equal(CasePath.Default, path.Horizons);
        Assert.Null(Read("title: Years\ncases: [{ name: a }]\n").Value.Cases[0].Path);
    }

    [Fact]
    public void Faults_come_all_at_once_with_their_lines()
    {
        var faults = Read(
            """
            title: Years
            cases:
              - name: a
                path:
                  yaers: 7
                  discount: much
                  horizons:
                    first: short
                measures:
                  - { kind: productivity, country: C0, factor: 0.9, from_year: soon, phase: [half] }
            """
        ).Faults.Select(fault => $"{fault.Place!.Line}: {fault.Found}");
        Assert.Equal(
            [
                "10: from_year 'soon'",
                "10: phase 'half'",
                "5: no 'years'",
                "5: unknown key 'yaers'",
                "6: discount 'much'",
                "8: year 'first'",
            ],
            faults.Order(StringComparer.Ordinal)
        );
    }

    private Checked<Scenario> Read(string text)
    {
        File.WriteAllText(folder.File("s.yaml"), text);
        return ScenarioFile.Read(folder.File("s.yaml"), "s.yaml");
    }
}
