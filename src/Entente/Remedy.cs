namespace Entente;

/// <summary>
/// What would help against a fault, where those who read a question from a file have a name or a command for it. The core says
/// it in words; a reader adds how it is written.
/// </summary>
[Flags]
public enum Remedy
{
    /// <summary>What was expected says all.</summary>
    None = 0,

    /// <summary>The model that knows every measure and horizon.</summary>
    DefaultModel = 1,

    /// <summary>A measure that changes costs of trade.</summary>
    CostOfTrade = 1 << 1,

    /// <summary>Flows that gravity was fitted to.</summary>
    FittedFlows = 1 << 2,

    /// <summary>Another closure, or an adjustment that settles trade balances.</summary>
    SettledBalances = 1 << 3,

    /// <summary>Another case that a case is measured from.</summary>
    OtherReference = 1 << 4,

    /// <summary>Another case that a case happens after.</summary>
    OtherEarlierCase = 1 << 5,

    /// <summary>A factor that moves between sectors without limit.</summary>
    Mobile = 1 << 6,

    /// <summary>One of a share, an amount and a quantity.</summary>
    OneSize = 1 << 7,

    /// <summary>Quantities of energy, or an amount in place of terajoules.</summary>
    EnergyOrAmount = 1 << 8,

    /// <summary>A capacity or an amount.</summary>
    CapacityOrAmount = 1 << 9,

    /// <summary>An amount or a share of income.</summary>
    AmountOrShareOfIncome = 1 << 10,

    /// <summary>A country taken out of the rest of the world.</summary>
    CountryOfItsOwn = 1 << 11,

    /// <summary>A world mended by a documented rule.</summary>
    MendedWorld = 1 << 12,
}
