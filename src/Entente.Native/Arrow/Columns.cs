namespace Entente.Native.Arrow;

/// <summary>The columns of a table, all of one length.</summary>
internal sealed class Columns : List<Column>;
