namespace Entente.Data;

/// <summary>Collects the faults and warnings of one reading, and where it is wanted what was read.</summary>
internal sealed class FaultList(FilesRead? read = null)
{
    private readonly List<Fault> faults = [];
    private readonly List<string> warnings = [];

    /// <summary>Where the hashes of files go; null where nobody wants them.</summary>
    public FilesRead? Read { get; } = read;

    public bool Any => faults.Count > 0;

    public int Count => faults.Count;

    public void Add(Place? place, string found, string expected) => faults.Add(new Fault(place, found, expected));

    public void Add(IEnumerable<Fault> more) => faults.AddRange(more);

    public void Warn(string warning) => warnings.Add(warning);

    public void Warn(IEnumerable<string> more) => warnings.AddRange(more);

    /// <summary>Reports a name nobody knows, with the one that was probably meant.</summary>
    public void Unknown(Place place, string what, ReadOnlySpan<char> name, IEnumerable<string> known)
    {
        Add(place, $"unknown {what} '{name}'", Spelling.Expected("one of the world", name.ToString(), known));
    }

    /// <summary>The value if nothing was wrong.</summary>
    public Checked<T> With<T>(Func<T> value)
        where T : class => Any ? Failed<T>() : Checked<T>.Valid(value(), warnings);

    /// <summary>The faults, file by file as they came up, each file from top to bottom.</summary>
    public Checked<T> Failed<T>()
        where T : class
    {
        var files = faults.Select(fault => fault.Place?.File).Distinct().ToList();
        return Checked<T>.Invalid(faults.OrderBy(fault => files.IndexOf(fault.Place?.File)).ThenBy(fault => fault.Place?.Line), warnings);
    }
}
