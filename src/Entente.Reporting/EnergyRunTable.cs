using Entente.Data.Output;
using Entente.Outcomes;

namespace Entente.Reporting;

/// <summary>energy.csv of a run: who gets which energy from where, before and after, in quantities, values and origins.</summary>
internal static class EnergyRunTable
{
    public static void Write(
        string folder,
        List<(byte[] Name, byte[] Horizon, Comparison Of)> answered,
        RunTables.Names names,
        Accounts accounts
    )
    {
        using var rows = new CsvRows(
            Path.Combine(folder, "energy.csv"),
            "case,country,carrier,origin,quantity_baseline,quantity_counterfactual,share_baseline,share_counterfactual,value_baseline,value_counterfactual,origin_share_baseline,origin_share_counterfactual,horizon"
        );
        foreach (var (name, horizon, comparison) in answered)
        {
            var (before, after) = (accounts.Energy(comparison.Before), accounts.Energy(comparison.After));
            var carriers = before.Balance.Energy.Carriers;
            for (var n = 0; n < names.Countries.Length; n++)
                for (var c = 0; c < carriers.Length; c++)
                    for (var i = 0; i < names.Countries.Length; i++)
                    {
                        var (was, becomes) = (before.Balance.Quantities[n, i, c], after.Balance.Quantities[n, i, c]);
                        if (was == 0 && becomes == 0 && !(before.Origin(n, c, i) > 0) && !(after.Origin(n, c, i) > 0))
                            continue;
                        rows.Text(name)
                            .Text(names.Countries[n])
                            .Text(names.Sectors[carriers[c]])
                            .Text(names.Countries[i])
                            .Number(was)
                            .Number(becomes)
                            .Number(before.ShareInUse(n, i, c))
                            .Number(after.ShareInUse(n, i, c))
                            .Number(before.Balance.Values[n, i, c])
                            .Number(after.Balance.Values[n, i, c])
                            .Number(before.Origin(n, c, i))
                            .Number(after.Origin(n, c, i))
                            .Text(horizon);
                        rows.EndRow();
                    }
        }
    }
}
