using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Tables;
using Entente.Data.Worlds;

namespace Entente.WorldBuilding;

/// <summary>
/// How sure a world is of its figures: <c>uncertainty.csv</c> of the recipe, in which a word such as <c>:carved</c> stands for the
/// countries that came about so; and the spread of published sets of elasticities.
/// </summary>
internal sealed record RecipeSpreads
{
    private const string FileName = "uncertainty.csv";

    /// <summary>Folder of the recipe's tables.</summary>
    public required string Folder { get; init; }

    /// <summary>Folder of the tables that recipes share.</summary>
    public required string Policy { get; init; }

    /// <summary>Codes of the sectors, in their order.</summary>
    public required ImmutableArray<string> Sectors { get; init; }

    /// <summary>Codes of countries by how they came about: table, carved, ...</summary>
    public required ILookup<string, string> CountriesByKind { get; init; }

    /// <summary>Reads what the recipe says of spreads.</summary>
    /// <param name="raw">Folder of the raw tables.</param>
    /// <param name="thetas">The elasticities of the world.</param>
    /// <param name="faults">Receives faults.</param>
    public WorldUncertainty Read(string raw, double[] thetas, FaultList faults)
    {
        var reader = new UncertaintyReader();
        using (
            var rows = TableRows.Open(
                Path.Combine(Folder, FileName),
                FileName,
                ["table", "sectors", "spread", "common", "status"],
                ["country", "partner", "basis"],
                faults
            )
        )
            reader.Cells(rows, faults);
        return new(
            [
                .. reader.Uncertainty.Cells.Select(row =>
                    row with
                    {
                        Countries = Expanded(row.Countries),
                        Partners = Expanded(row.Partners),
                    }
                ),
            ],
            ElasticitySets.Read(raw, Policy, Sectors, thetas, faults)
        );
    }

    private string Expanded(string list) =>
        string.Join(';', list.Split(';').SelectMany(word => word.StartsWith(':') ? CountriesByKind[word[1..]] : [word]));
}
