using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using Entente.Data.Tables;
using Entente.Positions.IdealPoints;
using Entente.Positions.Joining;
using Entente.Positions.TrackRecord;
using Entente.Positions.Votes;

namespace Entente.Positions.Shipped;

/// <summary>
/// What comes along: roll calls, ideal points estimated from them, facts of record. Each table is read when it is first asked for.
/// </summary>
public sealed class ShippedPositions
{
    /// <summary>File of roll calls.</summary>
    internal const string RollCallFile = "roll-calls.csv.gz";

    /// <summary>File of ideal points.</summary>
    internal const string PointFile = "ideal-points.csv.gz";

    /// <summary>File of the vote of 2 March 2022.</summary>
    internal const string EmergencyFile = "es11.csv";

    /// <summary>File of the cases of joining.</summary>
    internal const string JoiningFile = "joining.csv";

    /// <summary>Topics whose ideal points come along.</summary>
    public static ImmutableArray<string> PointTopics { get; } = ["all", "east", "sanctions"];

    private readonly Lazy<RollCalls> rolls = new(() => PackedRollCalls.Read(Open(RollCallFile)));
    private readonly Lazy<ImmutableArray<(string Topic, IdealPointRow Row)>> points = new(() => [.. Points()]);
    private readonly Lazy<ImmutableArray<Alignment>> alignments = new(() => [.. ReadAlignments()]);
    private readonly Lazy<ImmutableArray<Adoption>> adoptions = new(() => [.. ReadAdoptions()]);
    private readonly Lazy<ImmutableSortedDictionary<string, string>> emergency = new(ReadEmergency);
    private readonly Lazy<ImmutableArray<JoiningCase>> joining = new(() => [.. ReadJoining()]);

    /// <summary>Roll calls of the General Assembly, sessions 46 to 78.</summary>
    public RollCalls RollCalls => rolls.Value;

    /// <summary>Shares of declarations joined.</summary>
    public ImmutableArray<Alignment> Alignments => alignments.Value;

    /// <summary>Who took up the measures of 2014 and 2022.</summary>
    public ImmutableArray<Adoption> Adoptions => adoptions.Value;

    /// <summary>The vote on resolution ES-11/1 of 2 March 2022 by state: <c>yes</c>, <c>abstain</c>, <c>no</c>, <c>absent</c>.</summary>
    public ImmutableSortedDictionary<string, string> EmergencyVote => emergency.Value;

    /// <summary>Who was asked to join, what was known before, and whether it did.</summary>
    public ImmutableArray<JoiningCase> JoiningCases => joining.Value;

    /// <summary>Ideal points of a topic: <c>all</c>, <c>east</c> or <c>sanctions</c>.</summary>
    public ImmutableArray<IdealPointRow> PointsOf(string topic) =>
        [.. points.Value.Where(point => point.Topic == topic).Select(point => point.Row)];

    private static Stream Open(string name) =>
        typeof(ShippedPositions).Assembly.GetManifestResourceStream("Entente.Positions.data." + name)
        ?? throw new InvalidDataException($"{name} does not come with this build");

    private static IEnumerable<CsvTable> Rows(string name)
    {
        Stream stream = Open(name);
        if (name.EndsWith(".gz", StringComparison.Ordinal))
            stream = new GZipStream(stream, CompressionMode.Decompress);
        using var table = new CsvTable(new StreamReader(stream));
        while (table.Read())
            yield return table;
    }

    private static double Number(CsvTable row, int column) => row.TryNumber(column, out var value) ? value : double.NaN;

    private static Confidence Of(ReadOnlySpan<char> text) => text is "read" ? Confidence.Read : Confidence.Recalled;

    private static IEnumerable<(string, IdealPointRow)> Points() =>
        Rows(PointFile)
            .Select(row =>
                (
                    row.Text(0).ToString(),
                    new IdealPointRow(
                        row.Text(1).ToString(),
                        (int)Number(row, 2),
                        Number(row, 3),
                        Number(row, 4),
                        (int)Number(row, 5)
                    )
                )
            );

    private static IEnumerable<Alignment> ReadAlignments() =>
        Rows("alignment.csv")
            .Select(row => new Alignment(
                row.Text(0).ToString(),
                row.Text(1).ToString(),
                Number(row, 2),
                Number(row, 3),
                Number(row, 4),
                Of(row.Text(5)),
                row.Text(6).ToString()
            ));

    private static IEnumerable<Adoption> ReadAdoptions() =>
        Rows("adoption.csv")
            .Select(row => new Adoption(
                row.Text(0).ToString(),
                int.Parse(row.Text(1), CultureInfo.InvariantCulture),
                row.Text(2).ToString(),
                Of(row.Text(3)),
                row.Text(4).ToString(),
                row.Text(5).ToString()
            ));

    private static ImmutableSortedDictionary<string, string> ReadEmergency() =>
        Rows(EmergencyFile)
            .Select(row => KeyValuePair.Create(row.Text(0).ToString(), row.Text(1).ToString()))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static IEnumerable<JoiningCase> ReadJoining() =>
        Rows(JoiningFile)
            .Select(row => new JoiningCase(
                row.Text(1).ToString(),
                (int)Number(row, 0),
                row.Text(2) is "yes",
                row.Text(3) is "yes",
                Number(row, 4),
                Number(row, 5),
                Number(row, 6)
            ));
}
