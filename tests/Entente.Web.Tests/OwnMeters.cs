using System.Diagnostics.Metrics;

namespace Entente.Web.Tests;

/// <summary>Meters of a test alone.</summary>
internal sealed class OwnMeters : IMeterFactory
{
    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        return new Meter(options);
    }

    public void Dispose() { }
}
