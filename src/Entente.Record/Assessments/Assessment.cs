using Entente.Record.Attributions;

namespace Entente.Record.Assessments;

/// <summary>What an attributed statement is about and which side it takes.</summary>
/// <param name="Topics">Probabilities by code of the codebook, calibrated; those below a threshold left out; none means not sure.</param>
/// <param name="Instrument">The words that name the instrument (sanctions, gas, ...); none where none is named.</param>
/// <param name="TargetWords">The words that name whom the action is aimed at; none where none is named.</param>
/// <param name="Stance">Where the source stands toward the target action: -1 against, 0 neutral, 1 for; none where not sure.</param>
/// <param name="StanceProbability">The probability of the sign of the stance, calibrated.</param>
public sealed record Assessment(
    IReadOnlyDictionary<string, double> Topics,
    TextSpan? Instrument,
    TextSpan? TargetWords,
    double? Stance,
    double StanceProbability
);

/// <summary>Tells topic and stance of attributed statements. Safe to share between threads.</summary>
public interface IAssessor
{
    /// <summary>The assessment of one statement of a text.</summary>
    /// <param name="text">The text as stored.</param>
    /// <param name="statement">One of the statements read from it.</param>
    Assessment Assess(string text, Attribution statement);
}
