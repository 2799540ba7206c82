namespace Entente.Data;

/// <summary>
/// Collects the faults and warnings of one reading, the first few hundred, the rest being counted; and where it is wanted what
/// was read.
/// </summary>
internal sealed class FaultList(FilesRead? read = null)
{
    /// <summary>Faults kept; a file that is wrong in every cell has millions.</summary>
    public const int Most = 500;

    private int left;
    private readonly List<Fault> faults = [];
    private readonly List<string> warnings = [];

    /// <summary>Where the hashes of files go; null where nobody wants them.</summary>
    public FilesRead? Read { get; } = read;

    public bool Any => faults.Count > 0;

    public int Count => faults.Count + left;

    /// <summary>Whether so much is wrong that a reader may stop.</summary>
    public bool Full => faults.Count >= Most;

    public void Add(Place? place, string found, string expected) =>
        Keep(new Fault(place, Quoted.Short(found), Quoted.Short(expected)));

    public void Add(IEnumerable<Fault> more)
    {
        foreach (var fault in more)
            Keep(fault);
    }

    public void Warn(string warning) => warnings.Add(warning);

    public void Warn(IEnumerable<string> more) => warnings.AddRange(more);

    /// <summary>Reports a name nobody knows, with the one that was probably meant.</summary>
    public void Unknown(Place place, string what, ReadOnlySpan<char> name, IEnumerable<string> known)
    {
        Add(place, $"unknown {what} '{name}'", Spelling.Expected("one of the world", name.ToString(), known));
    }

    private void Keep(Fault fault)
    {
        if (Full)
            left++;
        else
            faults.Add(fault);
    }

    /// <summary>The value if nothing was wrong.</summary>
    public Checked<T> With<T>(Func<T> value)
        where T : class => Any ? Failed<T>() : Checked<T>.Valid(value(), warnings);

    /// <summary>The faults, file by file as they came up, each file from top to bottom, what was found twice once.</summary>
    public Checked<T> Failed<T>()
        where T : class
    {
        var files = faults.Select(fault => fault.Place?.File).Distinct().ToList();
        var sorted = faults.Distinct().OrderBy(fault => files.IndexOf(fault.Place?.File)).ThenBy(fault => fault.Place?.Line);
        return Checked<T>.Invalid(
            Full ? sorted.Append(new Fault(null, $"reading stopped at {Most} faults; more may follow", "fewer")) : sorted,
            warnings
        );
    }
}
