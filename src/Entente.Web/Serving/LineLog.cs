using Microsoft.Extensions.Logging;

namespace Entente.Web.Serving;

/// <summary>What the framework reports as an error, a line each.</summary>
internal sealed class LineLog(Action<string> write) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose() { }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (IsEnabled(logLevel))
            write($"{formatter(state, exception)}{(exception is null ? "" : $": {exception}")}");
    }
}
