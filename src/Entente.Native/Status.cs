namespace Entente.Native;

/// <summary>How a call ended, as <c>entente.h</c> has it; numbers never change their meaning.</summary>
internal enum Status
{
    /// <summary>It did what was asked.</summary>
    Done = 0,

    /// <summary>What was given has faults: a name nobody knows, a key that is none, a damaged world. The message has one a line.</summary>
    Faults = 1,

    /// <summary>A handle that is none, is closed, or is one of another kind.</summary>
    Handle = 2,

    /// <summary>A pointer that is null where it may not be, or a length below zero.</summary>
    Argument = 3,

    /// <summary>There is not enough memory.</summary>
    Memory = 4,

    /// <summary>The library is at fault; the message says what was thrown.</summary>
    Internal = 5,
}

/// <summary>Ends a call with a status and a message.</summary>
internal sealed class CallException(Status status, string message) : Exception(message)
{
    public Status Status { get; } = status;

    /// <summary>The value, or the end of the call with every fault.</summary>
    public static T ValueOf<T>(Checked<T> read)
        where T : class => read.Success ? read.Value : throw new CallException(Status.Faults, string.Join('\n', read.Faults));
}
