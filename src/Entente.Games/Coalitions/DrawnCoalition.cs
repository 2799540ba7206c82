using System.Collections.Immutable;
using Entente.Games.Files;

namespace Entente.Games.Coalitions;

/// <summary>The coalition of one drawn game at one horizon: what was solved of it, and all coalitions.</summary>
internal sealed class DrawnCoalition
{
    private DrawnCoalition(CoalitionTable solved, CoalitionTable all, EqualisingTransfers transfers) =>
        (Solved, All, Transfers) = (solved, all, transfers);

    /// <summary>Coalitions that were solved.</summary>
    public CoalitionTable Solved { get; }

    /// <summary>All coalitions: those solved where all are, else as they are carried over.</summary>
    public CoalitionTable All { get; }

    /// <summary>The transfers after which all lose alike; empty where there are none.</summary>
    public EqualisingTransfers Transfers { get; }

    /// <summary>How many numbers are kept of a draw.</summary>
    public static int Length(CoalitionTable data, int target, ImmutableArray<int> asked) =>
        Told(data, target).Length * (1 + asked.Length) + 3 * data.Members.Length;

    /// <summary>
    /// The numbers that are kept: incomes of the countries told, their real incomes by coalition, and what is received, before and after,
    /// by bloc; with the reason where there are none.
    /// </summary>
    /// <param name="table">The coalitions solved of the drawn game.</param>
    /// <param name="target">Position of the target.</param>
    /// <param name="asked">The coalitions.</param>
    public static KeptNumbers Numbers(CoalitionTable table, int target, ImmutableArray<int> asked)
    {
        if (table.WithoutAnswer is { IsEmpty: false } without)
            return Nothing(table, target, asked, without[0]);
        var told = Told(table, target);
        var transfers = CoalitionAnswer.Equalise(table);
        return new KeptNumbers(
            "",
            [
                .. told.Select(n => table.Incomes[n]),
                .. from coalition in asked from n in told select table.RealIncome(coalition, n),
                .. transfers.Trouble.Length == 0
                    ? [.. transfers.Received, .. transfers.Before, .. transfers.After]
                    : Enumerable.Repeat(double.NaN, 3 * table.Members.Length),
            ]
        );
    }

    /// <summary>Numbers of a draw without an answer.</summary>
    public static KeptNumbers Nothing(CoalitionTable data, int target, ImmutableArray<int> asked, string why) =>
        new(why, [.. Enumerable.Repeat(double.NaN, Length(data, target, asked))]);

    /// <summary>The coalition of a draw from the numbers kept; null where it has no answer.</summary>
    /// <param name="data">All coalitions in the data.</param>
    /// <param name="target">Position of the target.</param>
    /// <param name="asked">The coalitions that were solved.</param>
    /// <param name="kept">The numbers.</param>
    public static DrawnCoalition? Of(CoalitionTable data, int target, ImmutableArray<int> asked, KeptNumbers kept)
    {
        var (told, numbers, players) = (Told(data, target), kept.Numbers, data.Members.Length);
        if (double.IsNaN(numbers[0]))
            return null;
        var incomes = data.Incomes.ToBuilder();
        for (var t = 0; t < told.Length; t++)
            incomes[told[t]] = numbers[t];
        var whole = incomes.ToImmutable();
        var places = asked.Select((coalition, at) => (coalition, at)).ToDictionary(p => p.coalition, p => p.at);
        var position = told.Select((n, t) => (n, t)).ToDictionary(p => p.n, p => p.t);
        var solved = TableOf(SolvedIncome);
        var all = asked.Length == data.Everybody + 1 ? solved : TableOf(new CarriedCoalitions(data, SolvedIncome).RealIncome);
        var shared = numbers[^(3 * players)..];
        return new DrawnCoalition(
            solved,
            all,
            double.IsNaN(shared[0])
                ? new EqualisingTransfers([], [], [], "no equilibrium")
                : new EqualisingTransfers(shared[..players], shared[players..(2 * players)], shared[(2 * players)..], "")
        );

        double SolvedIncome(int coalition, int country) => numbers[told.Length * (1 + places[coalition]) + position[country]];

        CoalitionTable TableOf(Func<int, int, double> realIncome) =>
            new(data.Baseline, data.Members, [])
            {
                Incomes = whole,
                Keeping = (coalition, _) =>
                {
                    var hats = Enumerable.Repeat(double.NaN, whole.Length).ToArray();
                    foreach (var n in told)
                        hats[n] = realIncome(coalition, n);
                    return [new Play(ImmutableArray.Create(hats), "", "", 0)];
                },
            };
    }

    /// <summary>Countries whose real incomes are needed: the target and those of the blocs.</summary>
    private static ImmutableArray<int> Told(CoalitionTable table, int target) =>
        [
            .. table
                .Members.SelectMany(member => member.Countries.Select(table.Baseline.World.Country))
                .Append(target)
                .Distinct()
                .Order(),
        ];
}
