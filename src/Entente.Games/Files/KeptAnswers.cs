using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Entente.Data.Output;

namespace Entente.Games.Files;

/// <summary>Numbers that were computed once.</summary>
/// <param name="Text">What is to be said beside them; any text.</param>
/// <param name="Numbers">The numbers, to the last bit; may be empty.</param>
public sealed record KeptNumbers(string Text, ImmutableArray<double> Numbers);

/// <summary>
/// Answers to a game as they come, in a file of the output: a run that ends in any way goes on from what is there. A line is an answer,
/// with a hash over it and over all that the answers are computed from; one that is torn or damaged, or of other inputs, does not count
/// and is computed again. Answers of other inputs lie in files of their own. Held until disposed of; safe from several threads.
/// </summary>
public sealed class KeptAnswers : IDisposable
{
    /// <summary>The folder within an output.</summary>
    public const string Folder = "answers";

    /// <summary>The file by which an output is known to hold answers, for people.</summary>
    public const string Mark = Folder + "/about.txt";

    private const string About = """
        Answers to games as they were computed, a file for each game, world, tolerance and version of the program. The same command
        goes on from them. They may be deleted; then they are computed again.

        """;

    private const int HashLength = 16;

    private readonly ConcurrentDictionary<string, KeptNumbers> known = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly FileStream stream;
    private readonly string identity;

    private KeptAnswers(FileStream stream, string identity, string name) => (this.stream, this.identity, Name) = (stream, identity, name);

    /// <summary>Name of the file within the output.</summary>
    public string Name { get; }

    /// <summary>Answers that earlier runs left.</summary>
    public int Before { get; private set; }

    /// <summary>Answers there are.</summary>
    public int Count => known.Count;

    /// <summary>Opens the answers of some inputs in an output, which appears where it is not there.</summary>
    /// <param name="output">Folder of the output.</param>
    /// <param name="input">The game and its world.</param>
    /// <param name="tolerance">Largest residual accepted.</param>
    /// <param name="version">Version of the program.</param>
    /// <returns>
    /// The answers, with a warning where lines were damaged; or why they are not to be had: another process is at work there.
    /// </returns>
    /// <exception cref="IOException">The place cannot be written.</exception>
    public static Checked<KeptAnswers> Open(string output, GameInput input, double tolerance, string version)
    {
        ArgumentNullException.ThrowIfNull(input);
        var identity = string.Create(CultureInfo.InvariantCulture, $"{input.GameHash} {input.WorldHash} {tolerance:R} {version}");
        return Open(output, identity);
    }

    internal static Checked<KeptAnswers> Open(string output, string identity)
    {
        var name = $"{Folder}/{HashOf(identity, "")}.tsv";
        var place = Path.Combine(OutputPlace.Of(output), Folder);
        Directory.CreateDirectory(place);
        File.WriteAllText(Path.Combine(OutputPlace.Of(output), Mark), About);
        FileStream stream;
        try
        {
            var path = Path.Combine(OutputPlace.Of(output), name);
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (HeldFile.IsHeld(e))
        {
            return Checked<KeptAnswers>.Invalid([
                new Fault(
                    new Place(output),
                    "a game that is being answered into this folder",
                    "one at a time: wait until it ends, or take another --out"
                ),
            ]);
        }
        var kept = new KeptAnswers(stream, identity, name);
        var damaged = kept.Read();
        return Checked<KeptAnswers>.Valid(
            kept,
            damaged == 0 ? [] : [$"{Path.Combine(output, name)}: {damaged} damaged lines, whose answers are computed again"]
        );
    }

    /// <summary>Takes the answers of the same inputs that lie in another output: a share that another machine answered.</summary>
    /// <param name="output">The other output.</param>
    /// <returns>
    /// These answers with the others, and a warning where lines were damaged; or why they are not taken: there are none of these inputs,
    /// or one is another than is here, to the last bit.
    /// </returns>
    public Checked<KeptAnswers> Join(string output)
    {
        var file = Path.Combine(OutputPlace.Of(output), Name);
        if (!File.Exists(file))
            return Wrong("no answers to this game on this world, at this tolerance and of this version", "the folder of a share of it");
        var damaged = 0;
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (IOException e) when (HeldFile.IsHeld(e))
        {
            return Wrong("a share that is still being answered", "its end");
        }
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            if (Sound(line) is not var (key, answer))
                damaged++;
            else if (Find(key) is not { } here)
                Add(key, answer);
            else if (Line(key, here) != Line(key, answer))
                return Wrong($"another answer to '{key}' than is here", "the same to the last bit, as machines of one kind give it");
        return Checked<KeptAnswers>.Valid(
            this,
            damaged == 0 ? [] : [$"{file}: {damaged} damaged lines, whose answers are computed again"]
        );

        Checked<KeptAnswers> Wrong(string found, string expected) =>
            Checked<KeptAnswers>.Invalid([new Fault(new Place(output), found, expected)]);
    }

    /// <summary>An answer; null where it was not computed yet.</summary>
    public KeptNumbers? Find(string key) => known.GetValueOrDefault(key);

    /// <summary>Keeps an answer; it is in the file when this returns.</summary>
    /// <param name="key">What it answers; one line, without tabs.</param>
    /// <param name="answer">The answer.</param>
    public void Add(string key, KeptNumbers answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var line = Line(key, answer);
        var bytes = Encoding.UTF8.GetBytes($"{HashOf(identity, line)}\t{line}\n");
        lock (gate)
        {
            if (!known.TryAdd(key, answer))
                return;
            stream.Write(bytes);
            stream.Flush();
        }
    }

    /// <summary>Lets another process take the file.</summary>
    public void Dispose() => stream.Dispose();

    /// <summary>Reads what is there; how many lines are damaged. A torn end, which a kill leaves, is cut off and no damage.</summary>
    private int Read()
    {
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        stream.SetLength(end);
        stream.Position = end;
        var damaged = 0;
        foreach (var line in Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            if (Sound(line) is var (key, answer))
                known[key] = answer;
            else
                damaged++;
        Before = known.Count;
        return damaged;
    }

    /// <summary>What a line says; null where its hash is not that of it and of what the answers are computed from.</summary>
    private (string Key, KeptNumbers Answer)? Sound(string line) =>
        line.Length > HashLength && HashOf(identity, line[(HashLength + 1)..]) == line[..HashLength]
            ? Parsed(line[(HashLength + 1)..])
            : null;

    private static string Line(string key, KeptNumbers answer) =>
        string.Join(
            '\t',
            [
                key,
                answer.Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
                    .Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal),
                // The shortest text that gives the same bits again.
                .. answer.Numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)),
            ]
        );

    private static (string Key, KeptNumbers Answer)? Parsed(string line)
    {
        var cells = line.Split('\t');
        if (cells.Length < 2)
            return null;
        var numbers = new double[cells.Length - 2];
        for (var k = 0; k < numbers.Length; k++)
            if (!double.TryParse(cells[k + 2], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[k]))
                return null;
        return (cells[0], new KeptNumbers(Unescaped(cells[1]), ImmutableArray.Create(numbers)));
    }

    private static string Unescaped(string text)
    {
        var plain = new StringBuilder();
        for (var k = 0; k < text.Length; k++)
            plain.Append(
                text[k] != '\\' || ++k == text.Length ? text[Math.Min(k, text.Length - 1)]
                : text[k] == 't' ? '\t'
                : text[k] == 'r' ? '\r'
                : text[k] == 'n' ? '\n'
                : text[k]
            );
        return plain.ToString();
    }

    private static string HashOf(string identity, string line) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{identity}\n{line}")))[..HashLength];
}
