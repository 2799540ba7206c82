using System.Globalization;
using Entente.Measures;

namespace Entente.Web.Questions;

/// <summary>The numbers of measures, by the keys that may change them.</summary>
internal static class MeasureNumber
{
    /// <summary>The number under a key that may be varied; null where the measure has none there.</summary>
    public static double? Of(Measure measure, MeasureKey key)
    {
        // Records name their numbers as scenario files do, in capitals: a key without such a property would be found by the tests.
        var property = measure.GetType().GetProperty(PropertyOf(key));
        return property?.GetValue(measure) switch
        {
            double value when double.IsFinite(value) => value,
            _ => null,
        };
    }

    /// <summary>The name of the property of a key: <c>ShareOfIncome</c> of <c>share_of_income</c>.</summary>
    public static string PropertyOf(MeasureKey key) =>
        string.Concat(key.Name.Split('_').Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]));
}
