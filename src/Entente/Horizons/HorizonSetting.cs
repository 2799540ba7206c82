namespace Entente.Horizons;

/// <summary>A value of a parameter at one horizon in place of that of <see cref="HorizonParameter"/>; settings win over it.</summary>
/// <param name="Horizon"><c>short</c>, <c>medium</c> or <c>long</c>.</param>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Value">The value, for all sectors.</param>
public sealed record HorizonSetting(string Horizon, string Parameter, double Value)
{
    /// <summary>The values at a horizon, as settings.</summary>
    internal static IEnumerable<ParameterSetting> At(string horizon, IEnumerable<HorizonSetting> values) =>
        values.Where(v => v.Horizon == horizon).Select(v => new ParameterSetting(new(v.Parameter, null), new("all", null), v.Value));
}
