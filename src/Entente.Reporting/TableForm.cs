namespace Entente.Reporting;

/// <summary>Which rows the large tables of a run have, those of flows and of energy, and how they are written.</summary>
public enum TableForm
{
    /// <summary>CSV with the rows that a case changes; a row that is not there is as it was.</summary>
    Changed,

    /// <summary>CSV with all rows.</summary>
    All,

    /// <summary>Parquet with all rows, as <c>flows.parquet</c> and <c>energy.parquet</c>; the small tables are CSV.</summary>
    Parquet,

    /// <summary>SDMX-CSV 2.0 with the rows that a case changes, as <c>countries.sdmx.csv</c> and so on.</summary>
    Sdmx,
}
