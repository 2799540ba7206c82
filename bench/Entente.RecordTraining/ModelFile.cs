using System.IO.Compression;
using Entente.Record.Assessments;
using Entente.Record.Attributions;
using Entente.Record.Language;

namespace Entente.RecordTraining;

/// <summary>Models through their written form, whose weights are rounded.</summary>
internal static class ModelFile
{
    public static TextAnalyser Copy(TextAnalyser analyser) => Through(analyser.Write, TextAnalyser.Read);

    public static AttributionModel Copy(AttributionModel model) => Through(model.Write, AttributionModel.Read);

    public static ClassModel Copy(ClassModel model) => Through(model.Write, ClassModel.Read);

    /// <summary>Writes a model, compressed, where the library takes it from.</summary>
    public static void Write(string folder, string name, Action<BinaryWriter> write)
    {
        using var file = new BinaryWriter(new BrotliStream(File.Create(Path.Combine(folder, name)), CompressionLevel.SmallestSize));
        write(file);
    }

    private static T Through<T>(Action<BinaryWriter> write, Func<BinaryReader, T> read)
    {
        var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        write(writer);
        memory.Position = 0;
        return read(new BinaryReader(memory));
    }
}
