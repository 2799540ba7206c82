using System.Collections.Immutable;
using Entente.CaliendoParro;
using Entente.Gravity;
using Entente.Models;

namespace Entente;

/// <summary>
/// The models that come with Entente, as scenarios and the command line name them. Any other <see cref="Model"/> can be given in
/// code.
/// </summary>
public static class KnownModels
{
    /// <summary>All, each as it is set where nobody says otherwise; the default first.</summary>
    public static ImmutableArray<Model> All { get; } = [TradeModel.Instance, GravityModel.Default];

    /// <summary>The model that answers where nobody names one.</summary>
    public static Model Default => All[0];

    /// <summary>The names, the default first.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(model => model.Name)];

    /// <summary>The model of a name; null: there is none.</summary>
    public static Model? Find(string name) => All.FirstOrDefault(model => model.Name == name);
}
