using System.Collections.Immutable;
using Entente.Measures;
using Entente.Testing;
using Xunit;

namespace Entente.Tests;

/// <summary>What a world says to a country it does not have.</summary>
public sealed class CountryCodesTests
{
    [Theory]
    [InlineData("IRN", "one the world has; Iran is inside ROW in this world and can be carved out of it", Remedy.CountryOfItsOwn)]
    [InlineData("YUG", "one the world has", Remedy.None)]
    [InlineData("RS", "one the world has; did you mean SRB?", Remedy.None)]
    [InlineData("serbia", "one the world has; did you mean SRB?", Remedy.None)]
    [InlineData("DEV", "one the world has; did you mean DEU?", Remedy.None)]
    public void A_country_of_a_measure_that_the_world_does_not_know(string word, string expected, Remedy remedy)
    {
        var names = new NameResolver(ExampleRun.World(), ImmutableSortedDictionary<string, ImmutableArray<Word>>.Empty);
        Assert.Empty(names.Countries([new Word(word)]));
        var fault = Assert.Single(names.Faults);
        Assert.Equal(($"unknown country or group '{word}'", expected, remedy), (fault.Found, fault.Expected, fault.Remedy));
    }

    [Fact]
    public void Where_there_is_no_rest_of_the_world_a_country_is_none_of_it()
    {
        var names = new NameResolver(SmallWorld.Random(1, 3, 2), ImmutableSortedDictionary<string, ImmutableArray<Word>>.Empty);
        names.Countries([new Word("IRN")]);
        Assert.Equal(
            "unknown country or group 'IRN'; expected one the world has; Iran is none of them",
            Assert.Single(names.Faults).ToString()
        );
    }
}
