namespace Entente.Measures;

/// <summary>A determinant of trade costs set to another value: an agreement joined or left, a common currency.</summary>
public sealed record GravityCovariate : FlowMeasure
{
    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<GravityCovariate>(
            "gravity_covariate",
            [
                MeasureKey.Word("variable"),
                MeasureKey.Countries("from"),
                MeasureKey.Countries("to"),
                MeasureKey.Both,
                MeasureKey.Fixed("value", "that of the variable", NumberRange.Finite),
            ],
            values => new GravityCovariate
            {
                Variable = values.Word("variable") ?? "",
                From = values.Words("from"),
                To = values.Words("to"),
                Value = values.Number("value") ?? 0,
                Both = values.Flag("both"),
            },
            (m, names) =>
                $"{MeasureNames.Spaced(m.Variable.Text)} set to {m.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)} "
                + $"{names.Between(m)}",
            Actors
        );

    /// <summary>The variable; one that the flows of the world were fitted to.</summary>
    public required Word Variable { get; init; }

    /// <summary>Its new value.</summary>
    public required double Value { get; init; }

    public override void Apply(ShockBuilder shock, NameResolver names)
    {
        if (shock.Determinants is null)
            names.Report(
                Variable.Place ?? Place,
                $"variable '{Variable}' in a world that was not fitted to any",
                "flows that gravity was fitted to",
                Remedy.FittedFlows
            );
        else if (Position(shock) < 0)
            names.Report(
                Variable.Place ?? Place,
                $"unknown variable '{Variable}'",
                Spelling.OneOf(Variable.Text, shock.Determinants.Variables)
            );
        else
            base.Apply(shock, names);
    }

    protected override bool IsSound(NameResolver names) =>
        names.Require(NumberRange.Finite, Place, "value", Value);

    protected override void Apply(ShockBuilder shock, NameResolver names, int n, int i, int j) =>
        shock.SetCovariate(n, i, Position(shock), Value);

    private int Position(ShockBuilder shock) => shock.Determinants!.Variables.IndexOf(Variable.Text);
}
