using System.IO.Compression;
using System.Text;
using Entente.Data.Scenarios;
using Entente.Data.Worlds;
using Entente.WorldBuilding.Importing;

namespace Entente.Testing.Wild;

/// <summary>
/// Small sound inputs of every reader, damaged at random. Whatever stands in a file, its reader answers with a value or
/// with faults, in bounded memory: it never throws, and no message carries control characters.
/// </summary>
public sealed class ReaderFuzz : IDisposable
{
    private const long MostAllocated = 1_000_000_000;

    private static readonly string[] Wild =
    [
        "", "\0", "-1", "1e308", "NaN", "1,5", "\"", "\n", ";", "\t", "9999999999", "é", "\u001b[2J", "=1+1",
    ];

    private readonly TemporaryFolder folder = new();
    private readonly List<(string File, byte[] Bytes)> inputs = [];

    /// <summary>Writes the sound inputs.</summary>
    public ReaderFuzz()
    {
        Text("figaro.csv", Figaro);
        Text(
            "icio.csv",
            ",AUS_01T03,ROW_01T03,AUS_HFCE,ROW_P33,TOTAL\nAUS_01T03,10,2,60,1,73\nROW_01T03,1,20,5,80,106\nVALU,60,80,0,0,0\n"
        );
        Text(
            "wiod.csv",
            "IndustryCode,IndustryDescription,Country,RNr,Year,AUS1,ROW1,AUS57,ROW57,TOT\n"
                + "A,x,AUS,1,2014,10,1,60,5,76\nA,x,ROW,1,2014,1,15,5,80,101\n"
        );
        Text("baci.trade.csv", "t,i,j,k,v,q\n2023,SRB,DEU,010121,10.5,1\n2023,DEU,SRB,010121,20,NA\n");
        Text(
            "comtrade.trade.csv",
            "refYear,reporterISO,flowCode,partnerISO,cmdCode,primaryValue\n2023,SRB,X,DEU,TOTAL,4\n2023,SRB,M,DEU,01,7\n"
        );
        Text(
            "s.yaml",
            "title: a\nworld: world-2014\ngroups: { g: [A, B] }\ncases:\n"
                + "  - name: b\n    measures:\n      - { kind: tariff, by: A, on: B, rate: 0.1 }\n"
        );
        Add("exio.zip", Zip([("x/Z.txt", ExioZ), ("x/Y.txt", ExioY)]));
        Add("book.xlsx", Zip([("xl/worksheets/sheet1.xml", Sheet)]));
        Add(
            "basedata.har",
            [.. Record("VDFB"), .. Record("    REFULL" + new string(' ', 70) + "\u0001\0\0\0\u0002\0\0\0"), .. Record("    \u0001\0\0\0")]
        );
        WorldWriter.Write(SmallWorld.Random(1, 3, 2), folder.File("w"), compress: true);
        foreach (var table in Directory.EnumerateFiles(folder.File("w")))
            inputs.Add((Path.Combine("w", Path.GetFileName(table)), File.ReadAllBytes(table)));
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Damages one input and reads it.</summary>
    /// <param name="seed">Which input and which damage; the same seed is the same file.</param>
    /// <returns>What went wrong; null where the reader did as it should.</returns>
    public string? Round(int seed)
    {
        var random = new Random(seed);
        var (file, sound) = inputs[random.Next(inputs.Count)];
        var damaged = Damage(file, sound, random);
        var path = folder.File(file);
        File.WriteAllBytes(path, damaged);
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var faults = Read(path);
            var wrong = faults.FirstOrDefault(f => f.Found.Length == 0 || f.ToString().Any(char.IsControl) || f.ToString().Length > 2000);
            if (wrong is not null)
                return $"seed {seed}, {file}: a message that cannot be printed: {wrong.Expected}";
            return GC.GetAllocatedBytesForCurrentThread() - before is > MostAllocated and var bytes
                ? $"seed {seed}, {file}: {bytes} bytes"
                : null;
        }
        catch (Exception e)
        {
            return $"seed {seed}, {file}: {e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n')[0].Trim()}";
        }
        finally
        {
            File.WriteAllBytes(path, sound);
        }
    }

    private System.Collections.Immutable.ImmutableArray<Fault> Read(string path) =>
        path.EndsWith(".trade.csv", StringComparison.Ordinal) ? BilateralFile.Read(path, null).Faults
        : path.EndsWith("s.yaml", StringComparison.Ordinal) ? ScenarioFile.Read(path, "s.yaml").Faults
        : Path.GetDirectoryName(path) == folder.File("w") ? WorldFolder.Read(folder.File("w"), "w").Faults
        : TableImport.Read(path, new ImportOptions { Repair = path.Length % 2 == 0 }).Faults;

    private static byte[] Damage(string file, byte[] sound, Random random)
    {
        if (random.Next(3) > 0 && (file.EndsWith(".zip", StringComparison.Ordinal) || file.EndsWith(".xlsx", StringComparison.Ordinal)))
        {
            using var zip = new ZipArchive(new MemoryStream(sound));
            return Zip([.. zip.Entries.Select(e => (e.FullName, Latin(Damage("", Bytes(e.Open()), random))))]);
        }
        if (random.Next(3) > 0 && file.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
                gzip.Write(Damage("", Bytes(new GZipStream(new MemoryStream(sound), CompressionMode.Decompress)), random));
            return packed.ToArray();
        }
        var bytes = sound.ToList();
        for (var times = random.Next(1, 4); times > 0 && bytes.Count > 1; times--)
        {
            var (at, length) = (random.Next(bytes.Count), 1 + random.Next(Math.Min(40, bytes.Count)));
            length = Math.Min(length, bytes.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Wild[random.Next(Wild.Length)]));
                    break;
            }
        }
        return [.. bytes];
    }

    private const string Figaro =
        "rowLabels,AT_A01,AT_C10,DE_A01,DE_C10,AT_P3_S14,DE_P3_S14\nAT_A01,10,20,1,2,60,5\nAT_C10,20,40,2,3,90,6\n"
        + "DE_A01,1,2,15,20,5,80\nDE_C10,2,3,20,60,6,150\n";

    private const string ExioZ = "region\t\tAT\tDE\nsector\t\ta\ta\nregion\tsector\t\t\nAT\ta\t10\t2\nDE\ta\t1\t20\n";
    private const string ExioY = "region\t\tAT\tDE\ncategory\t\tF\tF\nregion\tsector\t\t\nAT\ta\t60\t5\nDE\ta\t5\t80\n";

    private const string Sheet =
        "<worksheet><sheetData><row r=\"1\"><c r=\"C1\" t=\"str\"><v>AUS</v></c><c r=\"D1\" t=\"str\"><v>AUS</v></c><c r=\"E1\" "
        + "t=\"str\"><v>AUS</v></c></row>"
        + "<row r=\"2\"><c r=\"C2\" t=\"str\"><v>c1</v></c><c r=\"D2\" t=\"str\"><v>c2</v></c><c r=\"E2\" t=\"str\"><v>F1</v></c></row>"
        + "<row r=\"3\"><c r=\"A3\" t=\"str\"><v>AUS</v></c><c r=\"B3\" t=\"str\"><v>c1</v></c><c r=\"C3\"><v>1</v></c><c "
        + "r=\"D3\"><v>2</v></c><c r=\"E3\"><v>9</v></c></row>"
        + "<row r=\"4\"><c r=\"A4\" t=\"str\"><v>AUS</v></c><c r=\"B4\" t=\"str\"><v>c2</v></c><c r=\"C4\"><v>1</v></c><c "
        + "r=\"D4\"><v>2</v></c><c r=\"E4\"><v>9</v></c></row></sheetData></worksheet>";

    private void Text(string file, string text) => Add(file, Encoding.UTF8.GetBytes(text));

    private void Add(string file, byte[] bytes)
    {
        File.WriteAllBytes(folder.File(file), bytes);
        inputs.Add((file, bytes));
    }

    private static byte[] Record(string text) =>
        [.. BitConverter.GetBytes(text.Length), .. Encoding.Latin1.GetBytes(text), .. BitConverter.GetBytes(text.Length)];

    private static string Latin(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    private static byte[] Bytes(Stream stream)
    {
        using (stream)
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
    }

    private static byte[] Zip((string Name, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.Latin1.GetBytes(text));
            }
        return bytes.ToArray();
    }
}
