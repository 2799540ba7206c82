using System.IO.Compression;
using Entente.Record.Assessments;
using Entente.Record.Attributions;

namespace Entente.Record.Language;

/// <summary>The models that the library carries.</summary>
internal static class EmbeddedModels
{
    private static readonly Lazy<(TextAnalyser, AttributionModel)> Shared = new(() =>
    {
        using var reader = Open("Entente.Record.Models.attribution.br");
        return (TextAnalyser.Read(reader), AttributionModel.Read(reader));
    });

    /// <summary>What all readers share: immutable, and too large to have twice.</summary>
    public static (TextAnalyser Analyser, AttributionModel Model) Attributions => Shared.Value;

    /// <summary>Polarity toward a target, trained on NewsMTSC.</summary>
    public static ClassModel PolarityModel()
    {
        using var reader = Open("Entente.Record.Models.polarity.br");
        return ClassModel.Read(reader);
    }

    /// <summary>Topics, with event types trained on PLOVER's gold sentences.</summary>
    public static TopicModel Topics()
    {
        using var reader = Open("Entente.Record.Models.events.br");
        return TopicModel.Read(reader);
    }

    private static BinaryReader Open(string name)
    {
        var stream =
            typeof(EmbeddedModels).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException("The library was built without its model " + name + ".");
        return new BinaryReader(new BrotliStream(stream, CompressionMode.Decompress));
    }
}
