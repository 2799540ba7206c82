using System.Text.Json;
using Entente.Models;

namespace Entente.Data.Output;

/// <summary>How files and people see a status, e.g. <c>no_supplier</c>.</summary>
public static class StatusNames
{
    public static string Of(EquilibriumStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());

    /// <summary>The name of what is known of uniqueness.</summary>
    public static string Of(Uniqueness uniqueness) => JsonNamingPolicy.SnakeCaseLower.ConvertName(uniqueness.ToString());
}
