namespace Entente.Reporting.Sections;

/// <summary>
/// A sector and what is said of it, in per cent. A class, as queries over classes are compiled ahead and those over tuples are
/// not.
/// </summary>
/// <param name="Sector">Position of the sector.</param>
/// <param name="Percent">A change or a contribution.</param>
internal sealed record SectorChange(int Sector, double Percent);
