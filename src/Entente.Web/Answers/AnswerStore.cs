using System.Security.Cryptography;
using System.Text;
using Entente.Data.Runs;
using Entente.Models;
using Entente.Reporting;
using Entente.Web.Questions;
using Entente.Web.Serving;

namespace Entente.Web.Answers;

/// <summary>
/// Answers as <c>entente run</c> gives them, every search starting at the data, and the last of them, so that nothing is solved twice.
/// Several who ask the same wait for one answer; it is given up when the last of them has left. Safe from several threads.
/// </summary>
internal sealed class AnswerStore(Busy busy, Costs costs, ServeOptions options, Metrics metrics) : IDisposable
{
    /// <summary>Cases with an answer that are kept; one holds about ten megabytes.</summary>
    private const int MostKept = 40;

    private readonly SemaphoreSlim reading = new(Environment.ProcessorCount);
    private readonly Lock turn = new();
    private readonly LinkedList<(string Key, RunRecord Run)> kept = [];
    private readonly Dictionary<string, Work> atWork = new(StringComparer.Ordinal);

    /// <summary>What tells one question of one world from all others: the tag of its answer.</summary>
    public string Key(RunInput input, PageQuestion question) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{options.Version}\n{input.WorldHash}\n{input.ScenarioHash}\n{question.Query}"))
        )[..32];

    /// <summary>How long a question takes, as it is estimated.</summary>
    public TimeSpan Cost(RunInput input)
    {
        var ticks = input.Positions.Sum(position => costs.Of(input.Scenario.Cases[position].Horizon).Ticks);
        return TimeSpan.FromTicks(ticks);
    }

    /// <summary>What was read of a question, or what is wrong with it: that it takes longer than one may is a fault as well.</summary>
    public Checked<RunInput> Admitted(Checked<RunInput> read) =>
        read.Success && TooLong(read.Value.Positions.Length, Cost(read.Value)) is { } fault ? Checked<RunInput>.Invalid([fault]) : read;

    /// <summary>Why so many answers are not given at once; null: they are.</summary>
    /// <param name="answers">How many.</param>
    /// <param name="cost">How long they take, as it is estimated.</param>
    public Fault? TooLong(int answers, TimeSpan cost) =>
        cost > options.LongestWork
            ? new Fault(
                null,
                $"{answers} answers, which would take about {Seconds(cost)} s",
                $"fewer, of at most {Seconds(options.LongestWork)} s, or entente run"
            )
            : null;

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The answer, if it is there already.</summary>
    public RunRecord? Find(string key)
    {
        lock (turn)
        {
            if (kept.FirstOrDefault(one => one.Key == key) is not { Run: { } run } found)
                return null;
            kept.Remove(found);
            kept.AddLast(found);
            return run;
        }
    }

    /// <summary>
    /// Reads a program's question. No more are read at once than there are processors: of many that come together each is told to come
    /// again, before more of it is read than where it starts, as soon as those before it take too long and nobody has asked the same.
    /// </summary>
    /// <param name="library">Reads it.</param>
    /// <param name="question">The question.</param>
    /// <param name="cancellation">Ends the wait with <see cref="OperationCanceledException"/>.</param>
    /// <returns>What it starts from, or its faults; null: too much is asked at once.</returns>
    public async Task<Checked<RunInput>?> Read(Library library, PageQuestion question, CancellationToken cancellation)
    {
        await reading.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return library.Scenario(question) is { Success: true } scenario && IsNew(Key(scenario.Value, question)) && busy.SendsAway()
                ? null
                : Admitted(library.Input(question));
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>Whether it is neither answered nor being answered.</summary>
    private bool IsNew(string key)
    {
        lock (turn)
            if (atWork.ContainsKey(key))
                return false;
        return Find(key) is null;
    }

    /// <summary>Answers a question.</summary>
    /// <param name="input">What it starts from.</param>
    /// <param name="question">The question.</param>
    /// <param name="isPerson">Whether somebody looks at a page.</param>
    /// <param name="cancellation">Ends the wait with <see cref="OperationCanceledException"/>, and the work if nobody else waits.</param>
    /// <returns>The answer; null: too much is asked at once.</returns>
    public async Task<RunRecord?> Answer(RunInput input, PageQuestion question, bool isPerson, CancellationToken cancellation)
    {
        var key = Key(input, question);
        if (Find(key) is { } there)
            return there;
        var work = Join(key, input, question, isPerson);
        try
        {
            return await work.Run.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            Leave(key, work);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => reading.Dispose();

    private Work Join(string key, RunInput input, PageQuestion question, bool isPerson)
    {
        lock (turn)
        {
            if (atWork.TryGetValue(key, out var same) && !same.Stop.IsCancellationRequested)
            {
                same.Waiting++;
                if (isPerson)
                    busy.Hurry(same.Urgency);
                return same;
            }
            var work = new Work(new Urgency(isPerson));
            work.Run = Task.Run(() => Solve(key, input, question, work.Urgency, work.Stop.Token), CancellationToken.None);
            return atWork[key] = work;
        }
    }

    private void Leave(string key, Work work)
    {
        lock (turn)
        {
            if (--work.Waiting > 0)
                return;
            if (atWork.TryGetValue(key, out var mine) && mine == work)
                atWork.Remove(key);
        }
        work.Stop.Cancel();
    }

    private async Task<RunRecord?> Solve(string key, RunInput input, PageQuestion question, Urgency urgency, CancellationToken stop)
    {
        using var place = await busy.Enter(Cost(input), urgency, stop).ConfigureAwait(false);
        if (place is null)
            return null;
        var answers = ScenarioRun.Answer(input, new SolveOptions { Cancellation = stop }, threads: 1);
        stop.ThrowIfCancellationRequested();
        foreach (var answer in answers)
        {
            costs.Note(answer.Answer.Case.Horizon, answer.Time);
            metrics.Solved(answer.Answer.Case.Horizon.Name.Text, answer.Time);
        }
        var run = ScenarioRun.Record(input, answers, new SolveOptions(), options.Version, Arguments(question));
        Keep(key, run);
        return run;
    }

    private void Keep(string key, RunRecord run)
    {
        lock (turn)
        {
            kept.AddLast((key, run));
            for (var cases = kept.Sum(one => one.Run.Answers.Length); cases > MostKept && kept.Count > 1;)
            {
                cases -= kept.First!.Value.Run.Answers.Length;
                kept.RemoveFirst();
            }
        }
    }

    /// <summary>By which arguments the terminal would be asked the same; levers have none.</summary>
    private static System.Collections.Immutable.ImmutableArray<string> Arguments(PageQuestion question) =>
        [
            .. question.Horizons.IsEmpty ? [] : question.Horizons.Prepend("--horizon"),
            .. question.Set.IsEmpty ? [] : question.Set.Prepend("--set"),
        ];

    private sealed class Work(Urgency urgency)
    {
        public Urgency Urgency => urgency;

        public CancellationTokenSource Stop { get; } = new();

        public Task<RunRecord?> Run { get; set; } = null!;

        public int Waiting { get; set; } = 1;
    }
}
