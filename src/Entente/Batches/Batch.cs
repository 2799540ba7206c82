using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Entente.Models;

namespace Entente.Batches;

/// <summary>
/// Many questions across the cores, in chunks of a fixed size. A chunk is answered by one thread in an order fixed
/// beforehand, each question starting from its nearest neighbour, so that the answers are the same to the last bit
/// whatever the number of threads, and a chunk answered another day is the same as well.
/// </summary>
/// <typeparam name="TAnswer">What is kept of an answer.</typeparam>
/// <typeparam name="TStart">What a neighbour can start from; kept only while one may need it.</typeparam>
public sealed class Batch<TAnswer, TStart>
    where TStart : class
{
    private readonly int count;
    private readonly int chunkSize;

    /// <param name="count">Number of questions.</param>
    /// <param name="chunkSize">Questions in a chunk, but for the last.</param>
    public Batch(int count, int chunkSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkSize, 1);
        (this.count, this.chunkSize) = (count, chunkSize);
    }

    /// <summary>Where each question lies; asked from several threads.</summary>
    public required Func<int, BatchPlace> Place { get; init; }

    /// <summary>
    /// Answers a question from a start, null being the hub's, and from what those before it in its chunk have left; asked from several
    /// threads. The answer depends on nothing else.
    /// </summary>
    public required Func<int, TStart?, SearchTrails, (TAnswer Answer, TStart? Start)> Answer { get; init; }

    /// <summary>Number of chunks.</summary>
    public int Chunks => (int)(((long)count + chunkSize - 1) / chunkSize);

    /// <summary>Answers chunks.</summary>
    /// <param name="chunks">Those wanted, each once.</param>
    /// <param name="done">
    /// Receives each chunk with its answers in the order of the questions, on the thread that answered it, in no particular
    /// order.
    /// </param>
    /// <param name="options">Threads and cancellation.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; chunks that were done have been handed over.</exception>
    public void Run(IEnumerable<int> chunks, Action<int, ImmutableArray<TAnswer>> done, BatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(done);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1, nameof(options));
        int[] wanted = [.. chunks];
        var next = -1;
        Exception? failure = null;
        var workers = Enumerable
            .Range(0, Math.Min(options.Threads, wanted.Length))
            .Select(_ => new Thread(Work) { IsBackground = true })
            .ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);

        void Work()
        {
            try
            {
                while (
                    Volatile.Read(ref failure) is null
                    && !options.Stop.IsCancellationRequested
                    && Interlocked.Increment(ref next) is var at
                    && at < wanted.Length
                )
                    done(wanted[at], Solve(wanted[at], options.Cancellation));
            }
            catch (Exception e)
            {
                // Thrown again where the batch was started, once all threads have ended.
                Interlocked.CompareExchange(ref failure, e, null);
            }
        }
    }

    /// <summary>Answers all questions, in their order.</summary>
    /// <exception cref="OperationCanceledException">It was stopped or cancelled.</exception>
    public ImmutableArray<TAnswer> All(BatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var answers = new ImmutableArray<TAnswer>[Chunks];
        Run(Enumerable.Range(0, Chunks), (chunk, part) => answers[chunk] = part, options);
        options.Stop.ThrowIfCancellationRequested();
        return [.. answers.SelectMany(part => part)];
    }

    private ImmutableArray<TAnswer> Solve(int chunk, CancellationToken cancellation)
    {
        var first = chunk * chunkSize;
        var steps = WarmStarts.Plan([.. Enumerable.Range(first, Math.Min(chunkSize, count - first)).Select(Place)]);
        var (answers, starts, needed) = (new TAnswer[steps.Length], new TStart?[steps.Length], new int[steps.Length]);
        foreach (var step in steps.Where(s => s.From >= 0))
            needed[step.From]++;
        var trails = new SearchTrails();
        foreach (var step in steps)
        {
            cancellation.ThrowIfCancellationRequested();
            var (answer, start) = Answer(first + step.Question, step.From < 0 ? null : starts[step.From], trails);
            answers[step.Question] = answer;
            starts[step.Question] = needed[step.Question] > 0 ? start : null;
            if (step.From >= 0 && --needed[step.From] == 0)
                starts[step.From] = null;
        }
        return ImmutableArray.Create(answers);
    }
}
