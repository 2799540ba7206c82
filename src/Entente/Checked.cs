using System.Collections.Immutable;

namespace Entente;

/// <summary>
/// The outcome of reading or checking an input: a value, or every fault found in it. Warnings go with either.
/// </summary>
/// <typeparam name="T">What the input describes.</typeparam>
public sealed class Checked<T>
    where T : class
{
    private readonly T? value;

    private Checked(T? value, ImmutableArray<Fault> faults, ImmutableArray<string> warnings) =>
        (this.value, Faults, Warnings) = (value, faults, warnings);

    /// <summary>All faults; empty when there is a value.</summary>
    public ImmutableArray<Fault> Faults { get; }

    /// <summary>Remarks that do not prevent the use of the value.</summary>
    public ImmutableArray<string> Warnings { get; }

    public bool Success => value is not null;

    /// <exception cref="FaultyInputException">The input has faults.</exception>
    public T Value => value ?? throw new FaultyInputException(Faults);

    public static Checked<T> Valid(T value, IEnumerable<string>? warnings = null) => new(value, [], [.. warnings ?? []]);

    /// <exception cref="ArgumentException">No fault is given.</exception>
    public static Checked<T> Invalid(IEnumerable<Fault> faults, IEnumerable<string>? warnings = null)
    {
        ImmutableArray<Fault> all = [.. faults];
        if (all.IsEmpty)
            throw new ArgumentException("An invalid input needs at least one fault.", nameof(faults));
        return new(null, all, [.. warnings ?? []]);
    }
}

/// <summary>An input was used although it has faults; carries all of them.</summary>
public sealed class FaultyInputException(ImmutableArray<Fault> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public ImmutableArray<Fault> Faults { get; } = faults;
}
