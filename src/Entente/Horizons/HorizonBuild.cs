using System.Collections.Immutable;
using Entente.Measures;

namespace Entente.Horizons;

/// <summary>Turns a horizon and the settings on top of it into a world with its trade elasticities, and a behaviour.</summary>
internal sealed class HorizonBuild
{
    private const string EnergyTag = "energy";
    private const string PowerTag = "power";
    private const string ExtractionTag = "mining";

    private readonly World world;
    private readonly NameResolver names;
    private readonly Dictionary<string, double[]> values = new(StringComparer.Ordinal);
    private bool resourcesAreSet;

    private HorizonBuild(World world, NameResolver names, Func<HorizonParameter, double> value)
    {
        (this.world, this.names) = (world, names);
        foreach (var parameter in HorizonParameter.All)
            values[parameter.Name] = [.. Enumerable.Repeat(value(parameter), world.Sectors.Length)];
        FollowExtraction();
    }

    /// <summary>The values of a horizon with settings on top of it; faults go to <paramref name="names"/>.</summary>
    /// <param name="world">The world with the elasticities of the long run.</param>
    /// <param name="names">Finds sectors, collects faults.</param>
    /// <param name="horizon">The horizon.</param>
    /// <param name="settings">Values on top of it, later ones winning over earlier ones.</param>
    public static HorizonBuild Build(World world, NameResolver names, Horizon horizon, IEnumerable<ParameterSetting> settings)
    {
        var isKnown = HorizonParameter.Horizons.Contains(horizon.Name.Text);
        if (!isKnown)
            names.Report(horizon.Name.Place, $"unknown horizon '{horizon.Name}'", string.Join(", ", HorizonParameter.Horizons));
        var name = isKnown ? horizon.Name.Text : HorizonParameter.Horizons[^1];
        var build = new HorizonBuild(world, names, parameter => parameter.At(name));
        foreach (var setting in settings.Concat(horizon.Varied))
            build.Enter(setting);
        return build;
    }

    /// <summary>The values a part of the way from one known horizon to another, with settings on top of them.</summary>
    public static HorizonBuild Between(
        World world,
        NameResolver names,
        (string Horizon, string Next, double Part) stretch,
        IEnumerable<ParameterSetting> settings
    )
    {
        var build = new HorizonBuild(world, names, parameter => parameter.Between(stretch.Horizon, stretch.Next, stretch.Part));
        foreach (var setting in settings)
            build.Enter(setting);
        return build;
    }

    /// <summary>
    /// Every parameter by sector, in the order of <see cref="HorizonParameter.All"/>: what tells one build from another on the
    /// same world.
    /// </summary>
    public ImmutableArray<double> Values =>
        [.. HorizonParameter.All.SelectMany(parameter => values[parameter.Name]), resourcesAreSet ? 1 : 0];

    private void Enter(ParameterSetting setting)
    {
        var parameter = HorizonParameter.All.FirstOrDefault(p => p.Name == setting.Parameter.Text);
        if (parameter is null)
        {
            var known = HorizonParameter.All.Select(p => p.Name).ToList();
            names.Report(
                setting.Parameter.Place,
                $"unknown parameter '{setting.Parameter}'",
                Spelling.Nearest(setting.Parameter.Text, known) is null
                    ? $"one of {string.Join(", ", known)}"
                    : Spelling.Expected("a parameter of a horizon", setting.Parameter.Text, known)
            );
            return;
        }
        var sectors = names.Sectors([setting.Sectors]);
        if (!parameter.BySector && sectors.Length < world.Sectors.Length)
            names.Report(setting.Sectors.Place, $"'{setting.Parameter}' for some sectors", "one value for all");
        var canBeMobile = parameter.IsMobility;
        var range = FormattableString.Invariant($"a number from {parameter.Least} to {parameter.Most}");
        if (
            names.Require(
                (setting.Value >= parameter.Least && setting.Value <= parameter.Most)
                    || (canBeMobile && double.IsPositiveInfinity(setting.Value)),
                setting.Parameter.Place,
                setting.Parameter.Text,
                setting.Value,
                canBeMobile ? $"{range}, or without limit" : range,
                canBeMobile ? Remedy.Mobile : Remedy.None
            )
        )
        {
            foreach (var j in sectors)
                values[parameter.Name][j] = setting.Value;
            resourcesAreSet |= parameter.Name == "resource_mobility";
            if (parameter.Name == HorizonParameter.Extraction)
                FollowExtraction();
        }
    }

    /// <summary>Where things are taken from the ground value added and inputs are tied together by a number of their own.</summary>
    private void FollowExtraction()
    {
        for (var j = 0; j < world.Sectors.Length; j++)
            if (world.Sectors[j].Tags.Contains(ExtractionTag, StringComparer.Ordinal))
                values[HorizonParameter.ValueAdded][j] = values[HorizonParameter.Extraction][j];
    }

    /// <summary>The world with its trade elasticities at the horizon; the tables are shared.</summary>
    public World World() =>
        values["trade"].All(factor => factor == 1) && world.Networks is null
            ? world
            : world.WithThetas([
                .. world.Thetas.Select((theta, j) =>
                    world.Networks?.Carries(j) == true ? values["origins"][j] : theta * values["trade"][j]
                ),
            ]);

    /// <summary>How far everybody adjusts.</summary>
    /// <param name="apart">Whether factors are told apart even where they move freely: where one of them is accumulated.</param>
    public Behaviour Behaviour(bool apart = false)
    {
        var isPower = Power();
        var substitution = new Substitution
        {
            IsEnergy = [.. world.Sectors.Select(s => s.Tags.Contains(EnergyTag, StringComparer.Ordinal))],
            IsPower = isPower,
            Power = isPower.IsEmpty ? [] : [.. values["power"]],
            FinalPower = isPower.IsEmpty ? 1 : Single("power"),
            ValueAdded = [.. values["value_added"]],
            Energy = [.. values["energy"]],
            Fuels = [.. values["fuels"]],
            Inputs = [.. values["inputs"]],
            Factors = [.. values["factors"]],
            Final = Single("final"),
            FinalEnergy = Single("final_energy"),
            FinalFuels = Single("final_fuels"),
        };
        ImmutableArray<Mobility> factors =
        [
            .. world.Factors.Select(
                (factor, f) =>
                    Single(MobilityOf(factor, f)) is var kappa
                        ? new Mobility(kappa, Math.Max(f == 0 ? Single("wage_floor") : 0, double.IsInfinity(kappa) ? 0 : Single("idle")))
                        : default
            ),
        ];
        // What moves freely is one factor where capital moves too: it has had the time to follow labour.
        var together = !apart && factors.All(f => f.IsMobile && f.RealFloor == 0);
        var joined = !apart && !together && factors.Count(f => f.IsMobile) > 1 && factors.All(f => !f.IsMobile || f.RealFloor == 0);
        var (premium, rent) = (Single("line_premium"), Single("line_rent"));
        var lines = (premium, rent) == (Horizons.Behaviour.LongRun.LinePremium, Horizons.Behaviour.LongRun.LineRentToImporter);
        return substitution.IsCobbDouglas && together && (lines || world.Networks is null)
            ? Horizons.Behaviour.LongRun
            : new Behaviour
            {
                Substitution = substitution,
                Factors = together ? [] : factors,
                JoinsMobile = joined,
                LinePremium = premium,
                LineRentToImporter = rent,
            };
    }

    /// <summary>The parameter that says how a factor moves.</summary>
    private string MobilityOf(Factor factor, int f) =>
        f == 0 ? "labour_mobility"
        : factor.Name == Factor.Resources && (resourcesAreSet || world.Identity.ResourcesAreFixed) ? "resource_mobility"
        : "capital_mobility";

    /// <summary>Sectors that make power; empty where they are not several, and there is nothing to choose among.</summary>
    private ImmutableArray<bool> Power()
    {
        ImmutableArray<bool> isPower =
        [
            .. world.Sectors.Select(s =>
                s.Tags.Contains(PowerTag, StringComparer.Ordinal) && s.Tags.Contains(EnergyTag, StringComparer.Ordinal)
            ),
        ];
        return isPower.Count(yes => yes) > 1 ? isPower : [];
    }

    private double Single(string name) => values[name][0];
}
