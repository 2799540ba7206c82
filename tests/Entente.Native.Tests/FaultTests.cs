using System.Text;
using Entente.Testing;
using Xunit;

namespace Entente.Native.Tests;

/// <summary>Whatever is given, a call ends with a status and a message.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly Api api = new();
    private readonly SmallQuestion small = new();

    public void Dispose() => small.Dispose();

    [Fact]
    public void The_interface_has_a_version()
    {
        Assert.Equal(1, api.Abi);
        Assert.StartsWith("0.1.0", api.Version, StringComparison.Ordinal);
        var header = File.ReadAllText(Path.Combine(Repository.Root, "src", "Entente.Native", "include", "entente.h"));
        Assert.Contains("#define ENTENTE_ABI 1\n", header, StringComparison.Ordinal);
        // R builds packages from their own folder alone.
        Assert.Equal(header, File.ReadAllText(Path.Combine(Repository.Root, "r", "entente", "src", "entente.h")));
    }

    [Theory]
    [InlineData("world-2032", "world-2032: no such world; expected a folder, or one of world-2014")]
    [InlineData("", "no such world; expected")]
    [InlineData(null, "name is null")]
    public void Worlds_nobody_knows(string? name, string message)
    {
        var opened = api.OpenWorld(name);
        Assert.Equal(0, opened.Handle);
        Assert.Equal(name is null ? Status.Argument : Status.Faults, opened.Status);
        Assert.StartsWith(message, opened.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "scenario:1: text that is no JSON from here on; expected sound JSON")]
    [InlineData("[]", "scenario:1: no keys; expected keys and values")]
    [InlineData("{\n\"title\": \"x\",\n\"cases\": [}", "scenario:3: text that is no JSON from here on; expected sound JSON")]
    [InlineData("{\"title\": \"\\ud800\"}", "scenario:1: a text with half a character; expected whole characters")]
    [InlineData("{\"scenario\": \"nobody's\"}", "nobody's: no such scenario; expected a file, or one of")]
    [InlineData("{\"scenario\": \"small\", \"title\": \"t\"}", "scenario:1: unknown key 'title'; expected")]
    [InlineData("{\"scenario\": {}}", "scenario:1: a list or mapping under 'scenario'; expected")]
    [InlineData("{\"title\": \"a\",\n\"title\": \"b\", \"cases\": [{\"name\": \"c\"}]}", "scenario:2: key 'title' for the second time;")]
    [InlineData(
        "{\"title\": \"a\", \"cases\": [{\"name\": \"c\",\n\"measures\": [{\"kind\": \"tarif\"}]}]}",
        "scenario:2: unknown kind 'tarif'; expected"
    )]
    public void Questions_at_fault(string question, string message)
    {
        var world = api.OpenWorld(small.World).Handle;
        var answer = api.Answer(world, question);
        Assert.Equal((Status.Faults, 0), (answer.Status, answer.Handle));
        Assert.StartsWith(message, answer.Message, StringComparison.Ordinal);
        api.Close(world);
    }

    [Fact]
    public void Faults_of_question_and_options_come_together_a_line_each()
    {
        var world = api.OpenWorld(small.World).Handle;
        var answer = api.Answer(
            world,
            SmallQuestion.Json.Replace("\"C2\"", "\"C9\"", StringComparison.Ordinal),
            """{ "tolerence": 1, "threads": 0, "tolerance": 2, "model": "none", "horizon": [] }"""
        );
        Assert.Equal(Status.Faults, answer.Status);
        var lines = answer.Message.Split('\n');
        Assert.Contains(lines, line => line.Contains("'C9'", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("options:1: unknown key 'tolerence'", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("options:1: threads 0; expected above 0", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("options:1: tolerance 2; expected above 0", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("options:1: model 'none'", StringComparison.Ordinal));
        api.Close(world);
    }

    [Fact]
    public void Deep_and_broken_texts_do_no_harm()
    {
        var world = api.OpenWorld(small.World).Handle;
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 100_000));
        Assert.Equal(Status.Faults, api.Answer(world, deep).Status);
        var answer = api.Answer(world, [.. "{\"title\": \""u8, 0xC3, 0x28, .. "\"}\0"u8], null);
        Assert.Equal((Status.Faults, "question: bytes that are no UTF-8; expected text in UTF-8"), (answer.Status, answer.Message));
        Assert.Equal(Status.Faults, api.OpenArchive(Encoding.ASCII.GetBytes("no zip")).Status);
        Assert.Equal(Status.Argument, api.OpenArchive([]).Status);
        var half = small.Archive();
        Assert.Equal(Status.Faults, api.OpenArchive(half[..(half.Length / 2)]).Status);
        api.Close(world);
    }

    [Fact]
    public void Handles_and_pointers_that_are_none()
    {
        var world = api.OpenWorld(small.World).Handle;
        var answer = api.Answer(world, SmallQuestion.Json, """{ "cases": "tariff" }""").Handle;
        Assert.All(api.Nothing(world, answer), status => Assert.Equal(Status.Argument, status));
        Assert.Equal(Status.Handle, api.DescribeWorld(answer).Status);
        Assert.Equal(Status.Handle, api.DescribeAnswer(world).Status);
        Assert.Equal(Status.Handle, api.Answer(answer, SmallQuestion.Json).Status);
        Assert.Equal(Status.Faults, api.Fetch(answer, "contries", out var message));
        Assert.Equal(
            "table 'contries'; expected one of cases, countries, sectors, flows, energy; did you mean countries?",
            message
        );
        Assert.Equal(Status.Done, api.Close(world));
        Assert.Equal(Status.Handle, api.Close(world));
        Assert.Equal(Status.Handle, api.Answer(world, SmallQuestion.Json).Status);
        Assert.Equal(Status.Handle, api.DescribeWorld(0).Status);
        Assert.Equal(Status.Handle, api.DescribeWorld(long.MinValue).Status);
        api.Close(answer);
    }
}
