using System.Collections.Immutable;
using Entente.Horizons;
using Entente.Measures;

namespace Entente.Models;

/// <summary>What a model is asked: a world, what changes in it, and how everybody adjusts.</summary>
public sealed record ModelQuestion
{
    /// <summary>The data, as the model sees them.</summary>
    public required World World { get; init; }

    /// <summary>What changes; <see cref="Shock.None"/> asks for the world itself.</summary>
    public required Shock Shock { get; init; }

    /// <summary>What happens to deficits.</summary>
    public required Closure Closure { get; init; }

    /// <summary>How far producers, households and factors can adjust.</summary>
    public Behaviour Behaviour { get; init; } = Behaviour.LongRun;

    /// <summary>The equilibrium whose real incomes burden sharing compares with; null: the world.</summary>
    public Equilibrium? Reference { get; init; }

    /// <summary>How to solve.</summary>
    public SolveOptions Options { get; init; } = new();
}

/// <summary>
/// A model of trade: it sees a world in its own way, says what it cannot answer, and finds equilibria. Immutable and
/// safe from several threads. Whoever asks need not know which model it is.
/// </summary>
public abstract class Model
{
    /// <summary>Its name in scenario files and on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Its name within a sentence.</summary>
    public abstract string Title { get; }

    /// <summary>What it is and how it is set, for reports.</summary>
    public abstract string Description { get; }

    /// <summary>What happens to deficits where nobody says so.</summary>
    public virtual Closure DefaultClosure => Closure.Fixed;

    /// <summary>
    /// Whether it knows horizons and their parameters, and worlds that a case has led to; else the long run of the data only.
    /// </summary>
    public virtual bool HasHorizons => false;

    /// <summary>Whether exact derivatives of its outcomes can be had.</summary>
    public virtual bool HasDerivatives => false;

    /// <summary>Whether its parameters can be swept, each search starting from a neighbour's answer.</summary>
    public virtual bool IsSweepable => false;

    /// <summary>The world the model brings along, fitted to data of its own; null: it is asked about a world it is given.</summary>
    public virtual World? OwnWorld => null;

    /// <summary>What the costs of trade of its own world were fitted to; null where they were not.</summary>
    public virtual CostDeterminants? Determinants => null;

    /// <summary>Tables it adds to the outputs of a run.</summary>
    public virtual ImmutableArray<CountryTable> Tables => [];

    /// <summary>A world as the model sees it.</summary>
    /// <returns>The world, or all that keeps the model from seeing it.</returns>
    public virtual Checked<World> See(World world) => Checked<World>.Valid(world);

    /// <summary>The model with the names it was given found in a world; faults go to <paramref name="names"/>.</summary>
    public virtual Model In(NameResolver names) => this;

    /// <summary>Why it cannot be asked under a closure; null: it can.</summary>
    public virtual Fault? Refusal(Closure closure) => null;

    /// <summary>Why it cannot answer a measure; null: it can.</summary>
    public virtual Fault? Refusal(Measure measure) => null;

    /// <summary>
    /// How sure a converged answer of this model is beyond its residuals; null where the model cannot say. Takes a linear solve.
    /// </summary>
    public virtual Certificate? Certify(Equilibrium answer) => null;

    /// <summary>Finds the equilibrium that a question asks for.</summary>
    /// <returns>The equilibrium, or the named reason why there is none.</returns>
    /// <exception cref="ArgumentException">A part of the question does not fit the world, or the model does not know it.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public abstract Equilibrium Solve(ModelQuestion question);
}

/// <summary>A table of one row a country that a model adds to the outputs of a run.</summary>
/// <param name="Name">Name of the file, without ending.</param>
/// <param name="Columns">Names of the columns behind case and country.</param>
/// <param name="Row">The numbers of the country at a position, from the equilibria before and after.</param>
public sealed record CountryTable(
    string Name,
    ImmutableArray<string> Columns,
    Func<Equilibrium, Equilibrium, int, ImmutableArray<double>> Row
);
