using System.Globalization;

namespace Entente.Measures;

/// <summary>
/// A partial effect on trade that a regression has found: at given prices and expenditure the flow is multiplied by exp(b), b being
/// the coefficient on log trade times the change of what it stands before. The cost that does so is multiplied by
/// exp(-b / theta_j), theta_j being the trade elasticity of the world the measure is applied to. Coefficients have errors, and are
/// drawn where draws are wanted: those of one estimate together.
/// </summary>
public sealed record EstimatedEffect : FlowMeasure
{
    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<EstimatedEffect>(
            "estimated",
            [
                .. FlowKeys(),
                MeasureKey.Estimate("none, where numbers are given"),
                MeasureKey.Word("term", "none, where there is no file"),
                MeasureKey.Number<EstimatedEffect>(
                    "coefficient",
                    "on log trade",
                    NumberRange.Finite,
                    (m, value) => m.With(value, m.Error),
                    "that of the file"
                ),
                MeasureKey.Fixed("standard_error", "of the coefficient", NumberRange.NotNegative, "that of the file"),
                MeasureKey.Number<EstimatedEffect>(
                    "change",
                    "of what it stands before",
                    NumberRange.Finite,
                    (m, value) => m with { Change = value },
                    "1"
                ),
                MeasureKey.Both,
            ],
            values => new EstimatedEffect
            {
                From = values.Words("from"),
                To = values.Words("to"),
                Sectors = values.Words("sectors"),
                Estimate = values.Estimate("file"),
                Term = values.Word("term"),
                Coefficient = values.Number("coefficient"),
                StandardError = values.Number("standard_error"),
                Change = values.Number("change") ?? 1,
                Both = values.Flag("both"),
            },
            (m, names) => m.Sentence(names),
            Actors
        );

    /// <summary>The estimate it is taken from; null: the numbers are given.</summary>
    public Estimate? Estimate { get; init; }

    /// <summary>The coefficient that is meant of the estimate.</summary>
    public Word? Term { get; init; }

    /// <summary>Coefficient on log trade; null: that of the estimate.</summary>
    public double? Coefficient { get; init; }

    /// <summary>Standard error of a coefficient that is given.</summary>
    public double? StandardError { get; init; }

    /// <summary>By how much the variable changes that the coefficient stands before.</summary>
    public double Change { get; init; } = 1;

    /// <summary>The coefficient, given or of the estimate; not a number where there is none.</summary>
    public double Effect => Coefficient ?? (Position is >= 0 and var at ? Estimate!.Values[at] : double.NaN);

    /// <summary>Its standard error.</summary>
    public double Error => Estimate is null ? StandardError ?? 0 : Position is >= 0 and var at ? Estimate.StandardError(at) : double.NaN;

    /// <summary>Position of its term in the estimate; -1 where it has none.</summary>
    public int Position => Estimate is { } estimate && Term is { } term ? estimate.Find(term.Text) : -1;

    /// <summary>Factor on the flow at given prices and expenditure, exp(b change).</summary>
    public double FlowFactor => Math.Exp(Effect * Change);

    /// <summary>The same effect with another coefficient in place of what it is taken from.</summary>
    /// <param name="coefficient">On log trade.</param>
    /// <param name="standardError">Its standard error.</param>
    public EstimatedEffect With(double coefficient, double standardError) =>
        this with
        {
            Coefficient = coefficient,
            StandardError = standardError,
            Estimate = null,
            Term = null,
        };

    protected override bool IsSound(NameResolver names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (Estimate is null)
            return Coefficient is null
                ? Fails(names, Place, "an estimated effect without a coefficient", "a coefficient, or an estimate with the name of one")
                : StandardError is null
                    ? Fails(names, Place, "a coefficient without its standard error", "its standard error; 0 where it is taken for sure")
                : Term is not null ? Fails(names, Term.Place, $"the name '{Term}' without an estimate", "an estimate that has it")
                : names.Require(NumberRange.Finite, Place, "coefficient", Coefficient.Value)
                    & names.Require(NumberRange.NotNegative, Place, "standard error", StandardError.Value);
        if (StandardError is not null || Coefficient is not null)
            return Fails(names, Place, "numbers beside an estimate", "one of them");
        if (Term is null)
            return Fails(names, Place, $"the estimate {Estimate.Name} without the name of a coefficient", "one of its coefficients");
        return Position >= 0
            || Fails(
                names,
                Term.Place,
                $"coefficient '{Term}', which {Estimate.Name} does not have",
                Spelling.OneOf(Term.Text, Estimate.Terms)
            );
    }

    protected override void Apply(ShockBuilder shock, NameResolver names, int n, int i, int j)
    {
        ArgumentNullException.ThrowIfNull(shock);
        shock.ReduceFlow(n, i, j, 1 - FlowFactor);
    }

    private static bool Fails(NameResolver names, Place? place, string found, string expected)
    {
        names.Report(place, found, expected);
        return false;
    }

    private string Sentence(MeasureNames names) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{MeasureNames.Percent(Math.Abs(1 - FlowFactor))} {(FlowFactor < 1 ? "less" : "more")} trade at given prices "
                + $"{names.Between(this)}: {names.Sectors(Sectors)} (estimated: coefficient {Effect:0.###}, standard error {Error:0.###}"
                + $"{(Change == 1 ? "" : $", times {Change:0.###}")}; as a cost of trade by the elasticity of each sector)"
        );
}
