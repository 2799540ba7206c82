using Entente.Web.Questions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Data.Sqlite;

namespace Entente.Web.Saved;

/// <summary>The moves of each page, one desk each, so that two pages do not undo each other's.</summary>
public sealed partial class ScenarioStore
{
    /// <summary>Most letters of the key of a desk.</summary>
    private const int MostDesk = 64;

    /// <summary>A key for a page that has none.</summary>
    public static string NewDesk() => Drawn();

    /// <summary>Takes note of a move; what was undone before it can no longer be done again.</summary>
    /// <param name="desk">The key of the page.</param>
    /// <param name="question">The question that the move has led to.</param>
    /// <returns>Whether it is kept: not where it leads to where one is, or the file cannot take it.</returns>
    public bool Move(string desk, PageQuestion question)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(question);
        if (desk.Length is 0 or > MostDesk || question.Query.Length > SavedQuestion.MostQuery)
            return false;
        lock (turn)
            try
            {
                using var transaction = connection.BeginTransaction(deferred: false);
                var state = StateOf(desk);
                if (state is { } now && QuestionOf(now.Standing) == question)
                    return false;
                var id = NextMove();
                Insert(id, desk, state?.Standing, id, id, question);
                transaction.Commit();
                return true;
            }
            catch (SqliteException)
            {
                return false;
            }
    }

    /// <summary>Undoes the last move of a page.</summary>
    /// <returns>The question that stands from now on; null: there is nothing to undo.</returns>
    public PageQuestion? Undo(string desk) => Stepped(desk, state => BeforeOf(state.Standing));

    /// <summary>Does the last move again that was undone.</summary>
    /// <returns>The question that stands from now on; null: there is nothing to do again.</returns>
    public PageQuestion? Redo(string desk) => Stepped(desk, NextOf);

    /// <summary>Whether the last move of a page can be undone, and whether one can be done again.</summary>
    public (bool Undo, bool Redo) Steps(string desk)
    {
        ArgumentNullException.ThrowIfNull(desk);
        lock (turn)
            return StateOf(desk) is { } state ? (BeforeOf(state.Standing) is not null, state.Standing != state.Furthest) : (false, false);
    }

    private PageQuestion? Stepped(string desk, Func<(long Standing, long Furthest), long?> step)
    {
        ArgumentNullException.ThrowIfNull(desk);
        lock (turn)
            try
            {
                using var transaction = connection.BeginTransaction(deferred: false);
                if (StateOf(desk) is not { } state || step(state) is not { } standing)
                    return null;
                Insert(NextMove(), desk, null, standing, state.Furthest, null);
                transaction.Commit();
                return QuestionOf(standing);
            }
            catch (SqliteException)
            {
                return null;
            }
    }

    private (long Standing, long Furthest)? StateOf(string desk)
    {
        using var command = Command("SELECT standing, furthest FROM moves WHERE desk = $desk ORDER BY id DESC LIMIT 1", ("$desk", desk));
        using var row = command.ExecuteReader();
        return row.Read() ? (row.GetInt64(0), row.GetInt64(1)) : null;
    }

    private long? BeforeOf(long move)
    {
        using var command = Command("SELECT before FROM moves WHERE id = $id", ("$id", move));
        return command.ExecuteScalar() as long?;
    }

    /// <summary>The move after the one that stands, on the way to the furthest.</summary>
    private long? NextOf((long Standing, long Furthest) state)
    {
        for (long? at = state.Furthest; at is { } move && move != state.Standing; at = BeforeOf(move))
            if (BeforeOf(move) == state.Standing)
                return move;
        return null;
    }

    private PageQuestion? QuestionOf(long move)
    {
        using var command = Command("SELECT scenario, query FROM moves WHERE id = $id", ("$id", move));
        using var row = command.ExecuteReader();
        if (!row.Read())
            return null;
        var read = Read(row.GetString(0), row.GetString(1));
        return read.Success ? read.Value : null;
    }

    /// <summary>A question as it was written.</summary>
    internal static Checked<PageQuestion> Read(string scenario, string query) =>
        PageQuestion.Read(scenario, QueryHelpers.ParseQuery(query));

    private long NextMove()
    {
        using var command = Command("SELECT coalesce(max(id), 0) + 1 FROM moves");
        return (long)command.ExecuteScalar()!;
    }

    private void Insert(long id, string desk, long? before, long standing, long furthest, PageQuestion? question) =>
        Run(
            "INSERT INTO moves VALUES ($id, $desk, $before, $standing, $furthest, $scenario, $query, $added)",
            ("$id", id),
            ("$desk", desk),
            ("$before", before),
            ("$standing", standing),
            ("$furthest", furthest),
            ("$scenario", question?.Scenario),
            ("$query", question?.Query),
            ("$added", Written(clock.GetUtcNow()))
        );
}
