using Entente.Games.Bargaining;
using Entente.Testing;
using Xunit;

namespace Entente.Games.Tests;

/// <summary>Bargaining problems of textbooks; Kalai and Smorodinsky (1975), Nash (1950), Binmore, Rubinstein and Wolinsky (1986).</summary>
public sealed class BargainingTests
{
    private static readonly Frontier Split = Frontier.OfPoints((0, 1), (1, 0));

    /// <summary>Names and solutions stand in the file; the sets are made below, since the file says them in words.</summary>
    public static TheoryData<string, double[], double[], double[]> Problems
    {
        get
        {
            var problems = new TheoryData<string, double[], double[], double[]>();
            foreach (
                var line in File.ReadLines(Path.Combine(Reference.Folder("game"), "coop", "bargaining_textbook.csv")).Skip(1)
            )
            {
                // The set is the one cell with commas in it, between quotation marks where it has any; what follows has none but a note.
                var cells = Cells(line);
                double Value(int at) => double.Parse(cells[at], System.Globalization.CultureInfo.InvariantCulture);
                problems.Add(cells[0], [Value(3), Value(4)], [Value(5), Value(6)], [Value(7), Value(8)]);
            }
            return problems;
        }
    }

    private static List<string> Cells(string line)
    {
        var (cells, inside, cell) = (new List<string>(), false, "");
        foreach (var c in line + ",")
            if (c == '"')
                inside = !inside;
            else if (c == ',' && !inside)
            {
                cells.Add(cell);
                cell = "";
            }
            else
                cell += c;
        return cells;
    }

    private static BargainingProblem Problem(string name) =>
        name switch
        {
            "split" => new(Split, (0, 0)),
            "split_disagreement" => new(Split, (0.2, 0)),
            // u1^2 + 4 u2^2 <= 4, by angle.
            "ellipse" => new(Frontier.OfCurve(t => (2 * Math.Sin(t * Math.PI / 2), Math.Cos(t * Math.PI / 2))), (0, 0)),
            "risk_averse" => new(Frontier.OfCurve(x => (Math.Sqrt(x), 1 - x)), (0, 0)),
            "ks_small" => new(Frontier.OfPoints((0, 0), (1, 0), (0, 1), (0.75, 0.75)), (0, 0)),
            "ks_large" => new(Frontier.OfPoints((0, 0), (1, 0), (0, 1), (1, 0.7)), (0, 0)),
            _ => throw new ArgumentException(name),
        };

    [Theory]
    [MemberData(nameof(Problems))]
    public void Textbook_problems_have_their_solutions(string name, double[] nash, double[] kalaiSmorodinsky, double[] egalitarian)
    {
        var problem = Problem(name);
        Same(nash, problem.Nash(), 1e-9);
        Same(kalaiSmorodinsky, problem.KalaiSmorodinsky(), 1e-12);
        Same(egalitarian, problem.Egalitarian(), 1e-12);
    }

    private static void Same(double[] expected, Agreement? found, double tolerance)
    {
        Assert.Equal(expected[0], found!.Value.First, tolerance);
        Assert.Equal(expected[1], found.Value.Second, tolerance);
    }

    [Fact]
    public void Weights_divide_a_sum_and_patience_gives_weight()
    {
        Same([0.7, 0.3], Problem("split").Nash(0.7), 1e-9);
        // The first is three times as patient.
        Same([0.75, 0.25], Problem("split").Rubinstein(0.01, 0.03), 1e-9);
    }

    [Fact]
    public void An_outside_option_binds_where_it_is_better_and_does_nothing_else()
    {
        Same([0.5, 0.5], Problem("split").Rubinstein(0.01, 0.01, (0.2, 0)), 1e-9);
        Same([0.8, 0.2], Problem("split").Rubinstein(0.01, 0.01, (0.8, 0)), 1e-9);
    }

    [Fact]
    public void Nothing_to_agree_on_is_no_agreement()
    {
        var apart = new BargainingProblem(Split, (0.8, 0.5));
        Assert.Null(apart.Zone);
        Assert.Null(apart.Nash());
        Assert.Null(apart.KalaiSmorodinsky());
        Assert.Null(apart.Egalitarian());
        Assert.Null(apart.Rubinstein(0.01, 0.01));
    }
}
