using Entente.Measures;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Door;

/// <summary>What many questions hold in memory.</summary>
public sealed class ManyQuestionsTests
{
    [Fact]
    public void A_question_holds_its_measures_and_no_table_of_the_world()
    {
        var world = SmallWorld.Random(1, 40, 10);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var questions = Enumerable
            .Range(0, 10_000)
            .Select(q => new Question(
                [
                    new Tariff
                    {
                        By = ["C1"],
                        On = ["C0"],
                        Rate = 1e-5 * q,
                    },
                ]
            ))
            .ToList();
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)questions.Count;
        // A dense table of the world would be 128,000 bytes.
        Assert.InRange(each, 0, 1000);
        GC.KeepAlive(questions);
        GC.KeepAlive(world);
    }
}
