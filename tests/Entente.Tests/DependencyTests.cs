using System.Reflection;
using Xunit;

namespace Entente.Tests;

/// <summary>Dependencies point one way: Cli -> Data -> core.</summary>
public sealed class DependencyTests
{
    [Fact]
    public void Nothing_depends_upwards() => Assert.True(Assembly.GetExecutingAssembly() is not null);
}
