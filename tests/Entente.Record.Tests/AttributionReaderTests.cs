using Entente.Record.Assessments;
using Entente.Record.Attributions;
using Xunit;

namespace Entente.Record.Tests;

/// <summary>What must hold of statements read from any text, and the ways of attributing that the reader knows.</summary>
public sealed class AttributionReaderTests
{
    private static readonly AttributionReader Reader = new();

    [Fact]
    public void A_quotation_is_direct_and_its_pronoun_finds_the_person()
    {
        var text = "Maria Lopez, the minister of trade, visited Lima. \"We will not join the embargo,\" she said.";
        var one = Assert.Single(Reader.Read(text));
        Assert.Equal("she", Of(text, one.Source.Span));
        Assert.Equal(MentionKind.Pronoun, one.Source.Kind);
        Assert.Equal("Maria Lopez", Of(text, one.Source.Antecedent));
        Assert.Equal(AttributionKind.Direct, one.Kind);
        Assert.Equal("\"We will not join the embargo,\"", Of(text, Assert.Single(one.Content)));
    }

    [Fact]
    public void According_to_is_a_cue_of_two_words()
    {
        var text = "According to the ministry, exports fell by a third.";
        var one = Assert.Single(Reader.Read(text));
        Assert.Equal("According to", Of(text, one.Cue));
        Assert.Equal("the ministry", Of(text, one.Source.Span));
        Assert.Equal("exports fell by a third.", Of(text, Assert.Single(one.Content)));
    }

    [Theory]
    [InlineData("From Ankara's viewpoint, the tariff is a breach of trust.", "Ankara", "the tariff is a breach of trust.")]
    [InlineData("In the view of Ankara, the tariff is a breach of trust.", "Ankara", "the tariff is a breach of trust.")]
    public void A_viewpoint_is_a_belief(string text, string source, string content)
    {
        var one = Assert.Single(Reader.Read(text));
        Assert.Equal(source, Of(text, one.Source.Span));
        Assert.Equal(AttributionKind.Belief, one.Kind);
        Assert.Equal(content, Of(text, Assert.Single(one.Content)));
    }

    [Fact]
    public void A_denied_attribution_is_marked()
    {
        var text = "The president did not say whether the troops would leave.";
        Assert.True(Assert.Single(Reader.Read(text)).Negated);
    }

    [Fact]
    public void An_agency_carries_what_it_was_told()
    {
        var text = "The ambassador told the Reuters news agency that the talks had failed.";
        var one = Assert.Single(Reader.Read(text));
        Assert.Equal("The ambassador", Of(text, one.Source.Span));
        Assert.Equal("the Reuters news agency", Of(text, Assert.Single(one.Carriers).Span));
    }

    [Fact]
    public void Nested_sources_know_what_they_stand_in()
    {
        var text = "The minister said that the central bank believes that inflation will fall.";
        var read = Reader.Read(text);
        Assert.Equal(["said", "believes"], read.Select(a => Of(text, a.Cue)));
        Assert.Equal([null, 0], read.Select(a => a.Parent));
        Assert.Equal(AttributionKind.Belief, read[1].Kind);
    }

    [Fact]
    public void Verbs_that_do_not_attribute_are_left_alone() =>
        Assert.Empty(Reader.Read("The ship carried grain to Odessa. Workers repaired the bridge, and the market opened at nine."));

    [Theory]
    [InlineData("")]
    [InlineData("   \n\n\t ")]
    [InlineData("\"")]
    [InlineData("said")]
    [InlineData("\" said \" , said : \" \" ( said")]
    [InlineData("....!!!???---“”“”")]
    public void Odd_texts_are_read_without_fault(string text) => Check(text, Reader.Read(text));

    [Fact]
    public void Spans_lie_in_the_text_whatever_the_text()
    {
        var random = new Random(5);
        string[] pieces =
        [
            "said",
            "\"",
            "“",
            "”",
            ",",
            ".",
            " ",
            "\n",
            "the minister",
            "According to",
            "he",
            "that",
            "😀",
            "Serbia",
            "-",
            "(",
            ")",
            "n't",
            "did",
            "not",
            ":",
            "told",
            "Reuters",
            "sanctions",
            "’s",
            "view",
            "From",
            "as",
            "described",
            "is",
            "é",
            "\r\n",
            "reportedly",
            "Image",
        ];
        for (var round = 0; round < 200; round++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(1, 80)).Select(_ => pieces[random.Next(pieces.Length)] + (random.Next(3) == 0 ? "" : " "))
            );
            Check(text, Reader.Read(text));
        }
    }

    [Fact]
    public void Threads_read_the_same()
    {
        var text = string.Join(
            ' ',
            Enumerable.Repeat("The minister said that \"the embargo\" would fail. Analysts doubt that it will, she noted.", 20)
        );
        var one = Reader.Read(text);
        Parallel.For(
            0,
            8,
            _ =>
                Assert.Equal(
                    one.Select(a => (a.Source, a.Cue, a.Probability)),
                    Reader.Read(text).Select(a => (a.Source, a.Cue, a.Probability))
                )
        );
    }

    [Fact]
    public void A_long_line_without_a_stop_takes_time_in_proportion()
    {
        var text = string.Join(' ', Enumerable.Repeat("sanctions and gas for the minister who said so and", 4000));
        Check(text, Reader.Read(text));
    }

    [Theory]
    [InlineData("The government said it opposes any sanctions against Russia.", -1.0, "sanctions")]
    [InlineData("The government said it supports the sanctions against Russia.", 1.0, "sanctions")]
    public void A_stance_is_told_by_its_words(string text, double stance, string instrument)
    {
        var read = new Assessor().Assess(text, Assert.Single(Reader.Read(text)));
        Assert.Equal(stance, read.Stance);
        Assert.Equal(instrument, Of(text, read.Instrument));
        Assert.Equal("Russia", Of(text, read.TargetWords));
        Assert.Contains("sanctions", read.Topics.Keys);
        Assert.InRange(read.StanceProbability, 0.5, 1);
    }

    [Fact]
    public void What_takes_no_side_is_not_sure()
    {
        var text = "The mayor said that the bridge was painted green.";
        var read = new Assessor().Assess(text, Assert.Single(Reader.Read(text)));
        Assert.Null(read.Stance);
        Assert.Empty(read.Topics);
    }

    private static void Check(string text, IReadOnlyList<Attribution> read)
    {
        var assessor = Assessors.One;
        for (var i = 0; i < read.Count; i++)
        {
            var a = read[i];
            foreach (var span in a.Content.Concat(a.Hedges).Append(a.Source.Span).Concat(a.Carriers.Select(c => c.Span)))
            {
                Assert.InRange(span.Start, 0, text.Length - 1);
                Assert.InRange(span.Length, 1, text.Length - span.Start);
            }

            Assert.NotEmpty(a.Content);
            Assert.InRange(a.Probability, 0, 1);
            if (a.Parent is { } parent)
            {
                Assert.InRange(parent, 0, read.Count - 1);
                Assert.NotEqual(i, parent);
            }

            var assessed = assessor.Assess(text, a);
            Assert.All(assessed.Topics.Values, p => Assert.InRange(p, 0, 1));
            Assert.InRange(assessed.StanceProbability, 0, 1);
        }
    }

    private static string? Of(string text, TextSpan? span) => span is { } s ? s.Of(text).ToString() : null;

    private static class Assessors
    {
        public static readonly Assessor One = new();
    }
}
