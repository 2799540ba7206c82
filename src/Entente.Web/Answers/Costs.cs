using System.Collections.Concurrent;
using Entente.Horizons;

namespace Entente.Web.Answers;

/// <summary>How long an answer takes, by what like ones have taken. Safe from several threads.</summary>
internal sealed class Costs
{
    /// <summary>Before any has been seen: milliseconds of a case at a horizon on the default world, rounded up.</summary>
    private const double First = 60;

    /// <summary>The part of a new measurement in what is expected.</summary>
    private const double Weight = 0.2;

    private readonly ConcurrentDictionary<string, double> milliseconds = new(StringComparer.Ordinal);

    /// <summary>What answers at a horizon are expected to take.</summary>
    public TimeSpan Of(Horizon horizon, int cases = 1) =>
        TimeSpan.FromMilliseconds(cases * milliseconds.GetValueOrDefault(horizon.Name.Text, First));

    /// <summary>What answers at horizons are expected to take together.</summary>
    public TimeSpan Expected(IEnumerable<string> horizons) =>
        TimeSpan.FromMilliseconds(horizons.Sum(label => milliseconds.GetValueOrDefault(label.Split(' ')[0], First)));

    /// <summary>Why a job is not begun; null: it is.</summary>
    /// <param name="what">What it is made of, for people.</param>
    /// <param name="times">How often each of the horizons is answered.</param>
    /// <param name="horizons">The horizons.</param>
    /// <param name="most">What a job may take.</param>
    /// <param name="command">The command that answers it however long it takes.</param>
    public Fault? TooLong(string what, int times, IEnumerable<string> horizons, TimeSpan most, string command)
    {
        var cost = Expected(horizons) * times;
        return cost > most
            ? new Fault(
                null,
                FormattableString.Invariant($"{what}, which would take about {cost.TotalMinutes:0} minutes"),
                FormattableString.Invariant($"at most {most.TotalMinutes:0} minutes, or entente {command}")
            )
            : null;
    }

    /// <summary>Takes note of one.</summary>
    public void Note(Horizon horizon, TimeSpan took) =>
        milliseconds.AddOrUpdate(
            horizon.Name.Text,
            took.TotalMilliseconds,
            (_, before) => (1 - Weight) * before + Weight * took.TotalMilliseconds
        );
}
