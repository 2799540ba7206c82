using System.Globalization;
using System.IO.Compression;
using Entente.Data.Tables;
using Entente.Positions.Votes;

namespace Entente.Positions.Shipped;

/// <summary>
/// Roll calls in few bytes: a line for each resolution with one letter for each state (<c>y a n x</c>, a point for nothing), the states
/// on the first line. CSV under gzip.
/// </summary>
internal static class PackedRollCalls
{
    /// <summary>Longest title kept; bridges need no more.</summary>
    private const int LongestTitle = 80;

    public static void Write(RollCalls rolls, string path)
    {
        using var stream = new GZipStream(File.Create(path), CompressionLevel.SmallestSize);
        using var text = new StreamWriter(stream) { NewLine = "\n" };
        text.WriteLine("resolution,session,date,topics,title,votes");
        text.WriteLine($"states,,,,,{string.Join(' ', rolls.States)}");
        for (var r = 0; r < rolls.Resolutions.Length; r++)
        {
            var resolution = rolls.Resolutions[r];
            var title = resolution.Title.Replace('"', '\'');
            title = title.Length > LongestTitle ? title[..LongestTitle] : title;
            text.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{resolution.Id},{resolution.Session},{resolution.Date:yyyy-MM-dd},{string.Join(' ', resolution.Topics)},"
                        + $"\"{title}\",{string.Concat(rolls.On(r).ToArray().Select(Letter))}"
                )
            );
        }
    }

    public static RollCalls Read(Stream stream)
    {
        using var table = new CsvTable(new StreamReader(new GZipStream(stream, CompressionMode.Decompress)));
        table.Read();
        string[] states = table.Text(5).ToString().Split(' ');
        var resolutions = new List<Resolution>();
        var votes = new List<Vote>();
        while (table.Read())
        {
            resolutions.Add(
                new Resolution(
                    table.Text(0).ToString(),
                    int.Parse(table.Text(1), CultureInfo.InvariantCulture),
                    table.Text(2).IsEmpty ? null : DateOnly.ParseExact(table.Text(2), "yyyy-MM-dd", CultureInfo.InvariantCulture),
                    table.Text(4).ToString(),
                    [.. table.Text(3).ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)]
                )
            );
            foreach (var letter in table.Text(5))
                votes.Add(Of(letter));
        }
        return new RollCalls([.. states], [.. resolutions], [.. votes]);
    }

    private static char Letter(Vote vote) =>
        vote switch
        {
            Vote.Yes => 'y',
            Vote.Abstain => 'a',
            Vote.No => 'n',
            Vote.Absent => 'x',
            _ => '.',
        };

    private static Vote Of(char letter) =>
        letter switch
        {
            'y' => Vote.Yes,
            'a' => Vote.Abstain,
            'n' => Vote.No,
            'x' => Vote.Absent,
            '.' => Vote.None,
            _ => throw new InvalidDataException($"vote '{letter}'"),
        };
}
