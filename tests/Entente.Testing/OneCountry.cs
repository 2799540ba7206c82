namespace Entente.Testing;

/// <summary>A country by itself with one good made of labour and capital alone: what happens to it has closed forms.</summary>
internal static class OneCountry
{
    /// <summary>What it makes in a year.</summary>
    public const double Income = 100;

    /// <summary>The country C0, with the share of capital in value added.</summary>
    public static World World(double capital) =>
        Entente
            .World.Create(
                new WorldIdentity { Title = "One country", Unit = "million USD" },
                [new Country("C0", "Country 0")],
                [new Sector("S0", "Sector 0", ["goods"], 4)],
                new WorldTables
                {
                    Trade = Cube.Create(1, 1, 1, (_, _, _) => Income),
                    Tariffs = Cube.Create(1, 1, 1, (_, _, _) => 0),
                    ValueAddedShares = Table.Filled(1, 1, 1),
                    InputShares = Cube.Create(1, 1, 1, (_, _, _) => 1),
                    Factors = [new Factor("labour", Table.Filled(1, 1, 1 - capital)), new Factor("capital", Table.Filled(1, 1, capital))],
                }
            )
            .Value;
}
