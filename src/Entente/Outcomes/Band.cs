namespace Entente.Outcomes;

/// <summary>How far an outcome of one case is spread over draws of what is not known for sure. Immutable.</summary>
/// <param name="Case">Label of the case, as in <c>countries.csv</c>.</param>
/// <param name="Country">Code of the country; empty where the outcome is of no country.</param>
/// <param name="Outcome">Name of the outcome, such as <c>real_income_pct</c>.</param>
/// <param name="Low">The 5 per cent quantile over draws, in the unit of the outcome.</param>
/// <param name="Median">The median over draws.</param>
/// <param name="High">The 95 per cent quantile over draws.</param>
/// <param name="Draws">Draws that had an equilibrium.</param>
/// <param name="WithoutAnswer">Draws that had none; counted, in no quantile.</param>
public sealed record Band(
    string Case,
    string Country,
    string Outcome,
    double Low,
    double Median,
    double High,
    int Draws,
    int WithoutAnswer
);
