namespace Entente.CaliendoParro.Derivatives;

/// <summary>What a direction does directly to prices and flows, wages and spending unchanged.</summary>
internal sealed class DirectEffects
{
    public DirectEffects(Coefficients of, Direction direction)
    {
        var cells = of.Pi.Length;
        LogTariffs = Logs(direction.Tariffs, of.Tau);
        LogExportTaxes = Logs(direction.ExportTaxes, of.E);
        LogCosts = new double[cells];
        for (var f = 0; f < cells; f++)
            LogCosts[f] = of.Pi[f] == 0 ? 0 : (direction.LogTradeCosts?.Span[f] ?? 0) + LogTariffs[f] + LogExportTaxes[f];
        Productivity = direction.LogProductivity?.Span.ToArray() ?? new double[of.Cells];
        Transfers = direction.Transfers?.ToArray() ?? new double[of.Countries];
        Thetas = direction.Thetas?.ToArray() ?? new double[of.Sectors];
    }

    /// <summary>d ln (1 + tau'_nij).</summary>
    public double[] LogTariffs { get; }

    /// <summary>d ln (1 + e'_nij).</summary>
    public double[] LogExportTaxes { get; }

    /// <summary>d ln kappaHat_nij, equation (1): costs, tariffs and export taxes together.</summary>
    public double[] LogCosts { get; }

    /// <summary>d ln AHat_nj.</summary>
    public double[] Productivity { get; }

    /// <summary>d T_n.</summary>
    public double[] Transfers { get; }

    /// <summary>d theta_j.</summary>
    public double[] Thetas { get; }

    /// <summary>
    /// (D3) s_nj = sum_i pi'_nij [ d ln kappaHat_nij + l_nij d theta_j / theta_j ], l_nij = ln(kappaHat_nij cHat_ij / PHat_nj): with a
    /// higher elasticity, suppliers that have become dearer matter less and the price falls.
    /// </summary>
    public double[] Prices(Coefficients of)
    {
        var s = new double[of.Cells];
        for (var n = 0; n < of.Countries; n++)
            for (var i = 0; i < of.Countries; i++)
                for (var (j, f) = (0, (n * of.Countries + i) * of.Sectors); j < of.Sectors; j++, f++)
                    s[n * of.Sectors + j] += of.Pi[f] * (LogCosts[f] + of.LogRelativeCosts[f] * Thetas[j] / of.Theta[j]);
        return s;
    }

    private static double[] Logs(Cube? change, double[] rates)
    {
        var logs = new double[rates.Length];
        for (var f = 0; change is not null && f < logs.Length; f++)
            logs[f] = change.Span[f] / (1 + rates[f]);
        return logs;
    }
}
