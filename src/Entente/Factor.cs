namespace Entente;

/// <summary>A factor of production: labour, capital, natural resources.</summary>
/// <param name="Name">Name, unique within the world.</param>
/// <param name="Shares">lambda_nj: its share in the value added of sector j of country n; from 0 to 1, adding up to 1 over factors.</param>
public sealed record Factor(string Name, Table Shares)
{
    /// <summary>The name of the factor that is natural resources: what is in the ground, and the ground.</summary>
    public const string Resources = "resources";

    /// <summary>The name of the factor that is capital: what is invested and can be lost.</summary>
    public const string Capital = "capital";
}
