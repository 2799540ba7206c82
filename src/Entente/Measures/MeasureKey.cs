using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>What stands under a key of a measure.</summary>
public enum MeasureKeyType
{
    /// <summary>A country code, a group's name, <c>all</c>, or a list of these.</summary>
    Countries,

    /// <summary>A sector code, a tag, <c>all</c>, or a list of these.</summary>
    Sectors,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>A word of the author's.</summary>
    Word,

    /// <summary>A table beside the scenario with one row a flow.</summary>
    FlowTable,

    /// <summary>A file beside the scenario with the coefficients of a regression and their covariance.</summary>
    Estimate,
}

/// <summary>A key of a kind of measure, as readers, sweeps and documents need to know it.</summary>
/// <param name="Name">The key.</param>
/// <param name="Type">What stands under it.</param>
public sealed record MeasureKey(string Name, MeasureKeyType Type)
{
    /// <summary>Whether it must be there.</summary>
    public bool Required { get; private init; }

    /// <summary>What holds where it is not there, in words; empty where nothing does.</summary>
    public string Default { get; private init; } = "";

    /// <summary>The words of a choice, the default first.</summary>
    public ImmutableArray<string> Choices { get; private init; } = [];

    /// <summary>Which numbers make sense; null where it is no number.</summary>
    public NumberRange? Range { get; private init; }

    /// <summary>Unit of a number, or what a table's fourth column is; empty where there is none.</summary>
    public string Unit { get; private init; } = "";

    /// <summary>
    /// The measure with another number under the key, in place of numbers that exclude it; null where a sweep may not vary it.
    /// </summary>
    public Func<Measure, double, Measure>? With { get; private init; }

    /// <summary>Countries that act or are acted upon.</summary>
    public static MeasureKey Countries(string name, string? otherwise = null) =>
        new(name, MeasureKeyType.Countries) { Required = otherwise is null, Default = otherwise ?? "" };

    /// <summary>Sectors; all of them unless said, or required.</summary>
    public static MeasureKey Sectors(bool required = false) =>
        new("sectors", MeasureKeyType.Sectors) { Required = required, Default = required ? "" : "all" };

    /// <summary>Sectors; those of a tag unless said.</summary>
    public static MeasureKey SectorsTagged(string tag) => new("sectors", MeasureKeyType.Sectors) { Default = tag };

    /// <summary>A number that a sweep may vary.</summary>
    /// <typeparam name="T">The measure.</typeparam>
    /// <param name="name">The key.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="range">Which numbers make sense.</param>
    /// <param name="with">Sets it.</param>
    /// <param name="otherwise">What holds where it is not there, in words; null: it must be.</param>
    public static MeasureKey Number<T>(string name, string unit, NumberRange range, Func<T, double, T> with, string? otherwise = null)
        where T : Measure =>
        new(name, MeasureKeyType.Number)
        {
            Unit = unit,
            Range = range,
            Required = otherwise is null,
            Default = otherwise ?? "",
            With = (measure, value) => with((T)measure, value),
        };

    /// <summary>A number that a sweep may not vary.</summary>
    /// <param name="name">The key.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="range">Which numbers make sense.</param>
    /// <param name="otherwise">What holds where it is not there, in words; null: it must be.</param>
    public static MeasureKey Fixed(string name, string unit, NumberRange range, string? otherwise = null) =>
        new(name, MeasureKeyType.Number)
        {
            Unit = unit,
            Range = range,
            Required = otherwise is null,
            Default = otherwise ?? "",
        };

    /// <summary>Whether the reverse direction is meant too.</summary>
    public static MeasureKey Both { get; } = new("both", MeasureKeyType.Flag) { Default = "false" };

    /// <summary>One of a few words, the first where nothing is said.</summary>
    public static MeasureKey Choice(string name, params ImmutableArray<string> choices) =>
        new(name, MeasureKeyType.Choice) { Choices = choices, Default = choices[0] };

    /// <summary>A word that must be there.</summary>
    public static MeasureKey Word(string name) => new(name, MeasureKeyType.Word) { Required = true };

    /// <summary>A word that may be left out.</summary>
    /// <param name="name">The key.</param>
    /// <param name="otherwise">What holds where it is not there, in words.</param>
    public static MeasureKey Word(string name, string otherwise) => new(name, MeasureKeyType.Word) { Default = otherwise };

    /// <summary>An estimate in a file, which may be left out.</summary>
    /// <param name="otherwise">What holds where it is not there, in words.</param>
    public static MeasureKey Estimate(string otherwise) => new("file", MeasureKeyType.Estimate) { Default = otherwise };

    /// <summary>A table of flows with a column of numbers.</summary>
    public static MeasureKey FlowTable(string column, NumberRange range) =>
        new("file", MeasureKeyType.FlowTable)
        {
            Required = true,
            Unit = column,
            Range = range,
        };
}
