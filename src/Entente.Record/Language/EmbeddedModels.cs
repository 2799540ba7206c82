using System.IO.Compression;
using Entente.Record.Attributions;

namespace Entente.Record.Language;

/// <summary>The models that the library carries.</summary>
internal static class EmbeddedModels
{
    private const string Attribution = "Entente.Record.Models.attribution.br";

    public static (TextAnalyser Analyser, AttributionModel Model) Attributions()
    {
        using var reader = Open(Attribution);
        return (TextAnalyser.Read(reader), AttributionModel.Read(reader));
    }

    public static TextAnalyser Analyser()
    {
        using var reader = Open(Attribution);
        return TextAnalyser.Read(reader);
    }

    private static BinaryReader Open(string name)
    {
        var stream = typeof(EmbeddedModels).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException("The library was built without its model " + name + ".");
        return new BinaryReader(new BrotliStream(stream, CompressionMode.Decompress));
    }
}
