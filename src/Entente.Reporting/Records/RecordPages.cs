using System.Collections.Immutable;
using Entente.Record.Ledger;
using Entente.Record.Questions;
using Entente.Reporting.Games;

namespace Entente.Reporting.Records;

/// <summary>Pages of the record: a document with its statements, and the claims of a report beside an answer. Each is one file.</summary>
public static class RecordPages
{
    /// <summary>Writes a document with its statements marked in the text.</summary>
    /// <param name="recorded">The document.</param>
    /// <param name="version">Version of the program.</param>
    /// <param name="path">The file.</param>
    public static void WriteDocument(RecordedDocument recorded, string version, string path)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        Write(typeof(DocumentPage), new() { [nameof(DocumentPage.Recorded)] = recorded, [nameof(DocumentPage.Version)] = version }, path);
    }

    /// <summary>Writes the claims of a report beside what is computed, observed or on record.</summary>
    /// <param name="recorded">The report.</param>
    /// <param name="proposed">The question.</param>
    /// <param name="answered">The answered game.</param>
    /// <param name="isUnseen">Whether nobody saw the question before it was asked.</param>
    /// <param name="path">The file.</param>
    /// <returns>The claims.</returns>
    public static ImmutableArray<Claim> WriteClaims(
        RecordedDocument recorded,
        ProposedGame proposed,
        GameRecord answered,
        bool isUnseen,
        string path
    )
    {
        ArgumentNullException.ThrowIfNull(proposed);
        var claims = new ClaimChecks(recorded, proposed, answered).All();
        Write(
            typeof(ClaimsPage),
            new()
            {
                [nameof(ClaimsPage.Recorded)] = recorded,
                [nameof(ClaimsPage.Question)] = proposed.Question,
                [nameof(ClaimsPage.Answered)] = answered,
                [nameof(ClaimsPage.Claims)] = claims,
                [nameof(ClaimsPage.IsUnseen)] = isUnseen,
            },
            path
        );
        return claims;
    }

    /// <summary>A verdict in words.</summary>
    public static string Words(ClaimVerdict verdict) =>
        verdict switch
        {
            ClaimVerdict.Supported => "supported",
            ClaimVerdict.Contradicted => "contradicted",
            _ => "not testable here",
        };

    private static void Write(Type page, Dictionary<string, object?> parameters, string path)
    {
        using var text = new StreamWriter(path);
        PageRenderer.Write(page, parameters, text);
    }
}
