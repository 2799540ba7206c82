using System.Collections.Frozen;
using System.Text.Json;
using Entente.Models;

namespace Entente.Data.Output;

/// <summary>How files and people see a status, e.g. <c>no_supplier</c>.</summary>
public static class StatusNames
{
    private static readonly FrozenDictionary<string, EquilibriumStatus> Statuses = Enum.GetValues<EquilibriumStatus>()
        .ToFrozenDictionary(Of);

    public static string Of(EquilibriumStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());

    /// <summary>The status of a name.</summary>
    /// <exception cref="KeyNotFoundException">It is the name of none.</exception>
    public static EquilibriumStatus Status(string name) => Statuses[name];

    /// <summary>The name of what is known of uniqueness.</summary>
    public static string Of(Uniqueness uniqueness) => JsonNamingPolicy.SnakeCaseLower.ConvertName(uniqueness.ToString());
}
