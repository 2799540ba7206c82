namespace Entente.Measures;

/// <summary>Quantities that may be said as a share, in the unit of the world or in terajoules.</summary>
internal static class Sized
{
    /// <summary>The one number that is given and its name; null, with a report, where it is not exactly one.</summary>
    public static (string What, double Value)? One(
        NameResolver names,
        Place? place,
        string what,
        double? share,
        double? amount,
        double? quantity
    )
    {
        var given = new (string What, double? Value)[] { ("share", share), ("amount", amount), ("quantity", quantity) }
            .Where(size => size.Value is not null)
            .Select(size => (size.What, size.Value!.Value))
            .ToList();
        if (given.Count == 1)
            return given[0];
        names.Report(
            place,
            given.Count == 0
                ? $"{what} without a size"
                : $"{what} with {string.Join(" and ", given.Select(size => $"{(size.What == "amount" ? "an" : "a")} {size.What}"))}",
            "either a share, an amount or a quantity in terajoules",
            Remedy.OneSize
        );
        return null;
    }

    /// <summary>What terajoules of a flow are worth at its producer price; null, with a report, where the world does not know.</summary>
    public static double? Value(World world, NameResolver names, Place? place, string what, int n, int i, int j, double terajoules) =>
        Carrier(world, names, place, what, j) is { } c ? terajoules * world.Energy!.UnitValue(n, i, c) : null;

    /// <summary>
    /// What terajoules of a good cost its users at home, of all origins together; null, with a report, where the world does not
    /// know.
    /// </summary>
    public static double? Value(World world, NameResolver names, Place? place, string what, int n, int j, double terajoules)
    {
        if (Carrier(world, names, place, what, j) is not { } c)
            return null;
        var use = Enumerable.Range(0, world.Countries.Length).Sum(i => world.Energy!.Quantities[n, i, c]);
        return terajoules * world.Expenditure[n, j] / use;
    }

    private static int? Carrier(World world, NameResolver names, Place? place, string what, int j)
    {
        if (world.Energy?.Carrier(j) is >= 0 and var c)
            return c;
        names.Report(
            place,
            $"{what} in terajoules on {world.Sectors[j].Code}, of which the world has no physical quantities",
            "a world with quantities of energy for the sector, or an amount in the unit of the world",
            Remedy.EnergyOrAmount
        );
        return null;
    }
}
