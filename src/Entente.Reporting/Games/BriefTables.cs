using System.Collections.Immutable;
using System.Globalization;
using Entente.Games;
using Entente.Games.Alignment;
using Entente.Games.Uncertainty;

namespace Entente.Reporting.Games;

/// <summary>The tables of the brief, of one country under pressure.</summary>
/// <param name="record">The answered game.</param>
/// <param name="pressed">Position of the country among those pressed.</param>
internal sealed class BriefTables(GameRecord record, int pressed)
{
    private const string Millions = "million ";
    private const int MostNeighbours = 4;

    private AlignmentGame Game => record.Game;

    private PressedCountry Country => Game.Pressed[pressed];

    private string Unit => Game.World.Identity.Unit;

    /// <summary>The option that tables but the first tell of: the last, which joins most.</summary>
    private int Last => Country.Options.Length - 1;

    private string LastTitle => Country.Options[^1].Title;

    private string FirstTitle => Country.Options[0].Title;

    /// <summary>Name of the country.</summary>
    public string Name => Game.World.Countries[Country.Country].Name;

    /// <summary>Inhabitants are known, and the unit is one that can be divided among them.</summary>
    private bool HasPeople =>
        Unit.StartsWith(Millions, StringComparison.Ordinal) && Game.World.Countries[Country.Country].Population is not null;

    /// <summary>All that have rows.</summary>
    public ImmutableArray<BriefTable> All =>
        [
            .. new[] { Choices(), Prices(), Tipping(), Payers(), Threats(), Drivers(), Models(), Neighbours() }.Where(table =>
                !table.Rows.IsEmpty
            ),
        ];

    /// <summary>What each choice means, horizon by horizon.</summary>
    public BriefTable Choices()
    {
        var columns = ImmutableArray.CreateBuilder<BriefColumn>();
        columns.Add(new BriefColumn("Choice") { IsWords = true });
        foreach (var horizon in record.Answer.Horizons)
        {
            var over = horizon is null ? "Over all horizons" : $"{ChangeText.Capital(GameTables.Name(Game, horizon))} run";
            columns.Add(new BriefColumn("%", over));
            if (record.Spread is not null)
                columns.AddRange(new BriefColumn("from, %", over) { IsBand = true }, new BriefColumn("to, %", over) { IsBand = true });
        }
        var against = $"Against “{FirstTitle}”";
        columns.Add(new BriefColumn(Unit, against));
        if (HasPeople)
            columns.Add(new BriefColumn($"{Unit[Millions.Length..]} a head", against));
        if (record.Spread is not null)
            columns.Add(new BriefColumn("better, % of draws", against));
        return new BriefTable(
            "choices",
            $"What each choice means for the real income of {Name}, a year",
            columns.ToImmutable(),
            [
                .. from o in Enumerable.Range(0, Country.Options.Length)
                from levers in Enum.GetValues<Pulled>()
                where record.Answer.IsTold(pressed, o, levers)
                select Row(o, levers),
            ],
            Country.Options.Any(o => o.Cost != 0)
                ? "Less what an option costs at home, as the game has it."
                : ""
        );

        ImmutableArray<BriefCell> Row(int option, Pulled levers)
        {
            var cells = ImmutableArray.CreateBuilder<BriefCell>();
            cells.Add(Country.Options[option].Title + LeverWords(levers));
            foreach (var horizon in record.Answer.Horizons)
            {
                var choice = record.Choice(pressed, option, horizon, levers);
                cells.Add(BriefCell.Percent(choice.Payoff));
                if (choice.Drawn is { } drawn)
                    cells.AddRange(BriefCell.Percent(drawn.Payoff.Low), BriefCell.Percent(drawn.Payoff.High));
            }
            // Against what the country does today when nobody does anything about it.
            var whole = record.Choice(pressed, option, levers);
            var isAlike = levers == Pulled.None && option > 0;
            cells.Add(isAlike ? BriefCell.Money(whole.GainMoney) : BriefCell.Empty);
            if (HasPeople)
                cells.Add(isAlike ? BriefCell.Money(1e6 * whole.GainPerHead) : BriefCell.Empty);
            if (whole.Drawn is { } odds)
                cells.Add(isAlike ? BriefCell.Share(odds.Better) : BriefCell.Empty);
            return cells.ToImmutable();
        }
    }

    /// <summary>The price of alignment at the horizon that the brief begins with.</summary>
    public BriefTable Prices()
    {
        var rows = record
            .Answer.Prices.Select((row, at) => (row, at))
            .Where(p => p.row.Pressed == pressed && p.row.Option == Last && p.row.Horizon == record.Headline);
        return new BriefTable(
            "prices",
            $"What {Name} would have to be paid for “{LastTitle}” to be as good as “{FirstTitle}”, {Unit} a year",
            [
                new BriefColumn("Staying is") { IsWords = true },
                new BriefColumn("joining is") { IsWords = true },
                new BriefColumn("price"),
                .. Bands("price", Unit),
                new BriefColumn("% of income"),
                .. HasPeople ? [new BriefColumn($"{Unit[Millions.Length..]} a head")] : ImmutableArray<BriefColumn>.Empty,
                new BriefColumn("naive"),
            ],
            [.. rows.Where(p => IsOwn(p.row)).Select(p => Row(p.row, p.at))],
            "Below 0: joining is better by as much. Naive: income times the log of the loss, as if prices did not move."
        );

        // Prices that no lever makes another are told once.
        bool IsOwn(OptionPrice row) =>
            (!row.IsPunished || record.Answer.IsTold(pressed, 0, Pulled.Pressure))
            && (!row.IsRetaliated || record.Answer.IsTold(pressed, row.Option, Pulled.Retaliation));

        ImmutableArray<BriefCell> Row(OptionPrice row, int at)
        {
            var price = row.Price.Success ? row.Price.Value : null;
            return
            [
                row.IsPunished ? "punished" : "not punished",
                row.IsRetaliated ? "answered" : "not answered",
                price is null ? "none" : BriefCell.Money(price.Transfer),
                .. Ends(record.Spread?.Prices[at], BriefCell.Money),
                BriefCell.Percent(100 * price?.ShareOfIncome),
                .. HasPeople
                    ? [BriefCell.Money(1e6 * price?.Transfer / Game.World.Countries[Country.Country].Population)]
                    : ImmutableArray<BriefCell>.Empty,
                BriefCell.Money(price?.Naive),
            ];
        }
    }

    /// <summary>How far levers must be pulled to tip the choice.</summary>
    public BriefTable Tipping() =>
        new(
            "tipping",
            $"How far a lever must be pulled to tip the choice between “{LastTitle}” and “{FirstTitle}”; 1 is what the game has",
            [
                new BriefColumn("Lever") { IsWords = true },
                new BriefColumn("by") { IsWords = true },
                new BriefColumn("tips at"),
                .. Bands("tips at", ""),
                .. record.Spread is null ? ImmutableArray<BriefColumn>.Empty : [new BriefColumn("tips, % of draws")],
            ],
            [
                .. record
                    .Answer.Tipping.Select((tip, at) => (tip.Point, tip.Pressed, at))
                    .Where(tip => tip.Pressed == pressed && tip.Point.To == Last && IsMet(tip.Point))
                    .Select(tip =>
                        ImmutableArray.Create<BriefCell>(
                            [
                                tip.Point.Lever is { } l ? Game.Levers[l].Title : "All together",
                                tip.Point.IsTargets ? TargetName : "senders",
                                TipsAt(tip.Point),
                                .. Ends(record.Spread?.Tips[tip.at].Scale, BriefCell.Scale),
                                .. record.Spread is { } spread
                                    ? [BriefCell.Share(spread.Tips[tip.at].Share)]
                                    : ImmutableArray<BriefCell>.Empty,
                            ]
                        )
                    ),
            ],
            record.Spread is null ? "" : "Bands are over all draws, those in which the choice never tips among them."
        );

    /// <summary>What each sender, and the target, gains or loses when the country joins, and what it would pay.</summary>
    public BriefTable Payers()
    {
        var price = record.Answer.Prices.FirstOrDefault(p =>
            p.Pressed == pressed && p.Option == Last && p.Horizon == record.Headline && p is { IsPunished: false, IsRetaliated: false }
        );
        var transfer = price is { Price.Success: true } ? Math.Max(0, price.Price.Value.Transfer) : double.NaN;
        var whole = Game.Senders.SelectMany(s => s.Countries).Distinct().Sum(n => Game.World.Income[n]);
        var parties = Game.Senders.Select((s, at) => (s.Title, s.Countries, Part: 2 + at, Pays: true)).ToList();
        parties.Add((TargetName, [Game.Target], 1, false));
        return new BriefTable(
            "payers",
            $"Who pays if “{LastTitle}”, {Unit} a year against “{FirstTitle}”",
            [
                new BriefColumn("Party") { IsWords = true },
                new BriefColumn("own real income"),
                .. Bands("own real income", Unit),
                new BriefColumn("% of it"),
                new BriefColumn("part of the price"),
                new BriefColumn("gains enough to pay") { IsWords = true },
            ],
            [
                .. parties.Select(party =>
                {
                    var change = Mean(h => Money(h, Last, party.Countries) - Money(h, 0, party.Countries));
                    var part = transfer * party.Countries.Sum(n => Game.World.Income[n]) / whole;
                    return ImmutableArray.Create<BriefCell>(
                        [
                            party.Title,
                            BriefCell.Money(change),
                            .. Ends(SpreadOf(Last, party.Part), BriefCell.Money),
                            BriefCell.Percent(100 * change / party.Countries.Sum(n => Game.World.Income[n])),
                            party.Pays ? BriefCell.Money(part) : BriefCell.Empty,
                            party.Pays ? change >= part ? "yes" : "no" : "",
                        ]
                    );
                }),
            ],
            "Nobody answering; the price against staying unpunished is paid in proportion to income."
        );

        double Money(int h, int option, ImmutableArray<int> countries) =>
            record.Answer.Answers.IncomeChange(PlayOf(h, option), countries);
    }

    /// <summary>What threats and promises cost those who make them.</summary>
    public BriefTable Threats() =>
        new(
            "threats",
            $"What threats and promises cost those who make them, {Unit} a year",
            [
                new BriefColumn("Lever") { IsWords = true },
                new BriefColumn("by") { IsWords = true },
                new BriefColumn("against") { IsWords = true },
                new BriefColumn("costs"),
                .. Bands("costs", Unit),
                new BriefColumn("harms"),
                new BriefColumn("pays") { IsWords = true },
                new BriefColumn("pays from"),
            ],
            [
                .. record
                    .Answer.Threats.Select((threat, at) => (threat.Cost, threat.Pressed, at))
                    .Where(t => t.Pressed == pressed && t.Cost.Horizon == ThreatHorizon && (t.Cost.Option == 0 || t.Cost.Option == Last))
                    .Select(t =>
                        ImmutableArray.Create<BriefCell>(
                            [
                                Game.Levers[t.Cost.Lever].Title,
                                Game.Levers[t.Cost.Lever].Sender is { } s ? Game.Senders[s].Title : TargetName,
                                Country.Options[t.Cost.Option].Title,
                                BriefCell.Money(t.Cost.Cost),
                                .. Ends(record.Spread?.Threats[t.at].Cost, BriefCell.Money),
                                BriefCell.Money(t.Cost.Harm),
                                double.IsNaN(t.Cost.Cost) ? "" : t.Cost.IsCredible ? "yes" : "no",
                                t.Cost.ImpliedValuation is { } value ? BriefCell.Scale(value) : "never",
                            ]
                        )
                    ),
            ],
            $"In the {Game.Horizons[ThreatHorizon].Name} run. Harms: what {Name} loses by it. Pays: by itself, so that it needs no "
                + "commitment; pays from: what a unit of the loss it is for - the target's, or for the target that of the country - would "
                + "have to be worth."
        );

    /// <summary>Where the uncertainty comes from.</summary>
    public BriefTable Drivers()
    {
        var drivers = record.Spread?.Drivers.Where(d => d.Pressed == pressed && d.Option == Last && d.Horizon == record.Headline) ?? [];
        return new BriefTable(
            "drivers",
            $"What decides how sure it is: “{LastTitle}” against “{FirstTitle}”",
            [
                new BriefColumn("Source") { IsWords = true },
                new BriefColumn("by itself", "Share of the variance"),
                new BriefColumn("± error", "Share of the variance"),
                new BriefColumn("in all", "Share of the variance"),
                new BriefColumn("± error", "Share of the variance"),
                new BriefColumn("from, points", "Drawn alone"),
                new BriefColumn("to, points", "Drawn alone"),
            ],
            [
                .. drivers.Select(d =>
                    ImmutableArray.Create<BriefCell>(
                        Words(d.Source),
                        BriefCell.Share(d.First),
                        BriefCell.Share(d.FirstError),
                        BriefCell.Share(d.Total),
                        BriefCell.Share(d.TotalError),
                        BriefCell.Percent(d.Alone.Low),
                        BriefCell.Percent(d.Alone.High)
                    )
                ),
            ],
            $"Per cent of the variance over {record.Spread?.Draws.Options.Pairs} pairs of draws, by Saltelli's and Jansen's estimators; "
                + "shares of few pairs can lie below 0 or above 100."
                + (record.Spread?.ByDraws is { Trouble: "" } ? " They are those of the surrogate: what it leaves is no source's." : "")
        );
    }

    /// <summary>The same choice under other closures and models.</summary>
    public BriefTable Models()
    {
        var horizon = Game.Horizons[^1].Name;
        var rows = record
            .Others.Where(o => o.Pressed == pressed && o.Levers == Pulled.None && o.Option == Last)
            .Where(o => o.Horizon == horizon || o.Model.Name == "gravity")
            .ToList();
        return new BriefTable(
            "models",
            $"“{LastTitle}” under other models, {horizon} run, nobody answering, real income in %",
            [
                new BriefColumn("Model") { IsWords = true },
                new BriefColumn("deficits") { IsWords = true },
                new BriefColumn("%"),
                new BriefColumn("measures left out"),
            ],
            [
                .. rows.Select(o =>
                    ImmutableArray.Create<BriefCell>(
                        ChangeText.Capital(o.Model.Title),
                        Data.Scenarios.Closures.Name(o.Closure),
                        o.Play.Converged ? BriefCell.Percent(o.Payoff) : (BriefCell)o.Play.Status,
                        new BriefCell(o.LeftOut.ToString(CultureInfo.InvariantCulture), o.LeftOut)
                    )
                ),
            ],
            "Gravity sees one sector and costs of trade alone: what measures take of sectors is taken of all trade of a pair."
        );
    }

    /// <summary>Whom else it touches: the countries that lose and gain most for their size.</summary>
    public BriefTable Neighbours()
    {
        var parties = Game.Senders.SelectMany(s => s.Countries).Append(Game.Target).Append(Country.Country).ToHashSet();
        var changes = Enumerable
            .Range(0, Game.World.Countries.Length)
            .Where(n => !parties.Contains(n))
            .Select(n => (Country: n, Points: record.Answer.CountryGain(pressed, Last, record.Headline, n)))
            .Where(c => !double.IsNaN(c.Points))
            .OrderBy(c => c.Points)
            .ToList();
        var shown = changes.Count <= 2 * MostNeighbours ? changes : [.. changes.Take(MostNeighbours), .. changes.TakeLast(MostNeighbours)];
        return new BriefTable(
            "neighbours",
            $"Whom else it touches: “{LastTitle}” against “{FirstTitle}”, nobody answering",
            [
                new BriefColumn("Country") { IsWords = true },
                new BriefColumn("% of real income"),
                .. Bands("% of real income", "%"),
                new BriefColumn(Unit),
            ],
            [
                .. shown.Select(c =>
                    ImmutableArray.Create<BriefCell>(
                        [
                            Game.World.Countries[c.Country].Name,
                            BriefCell.Percent(c.Points),
                            .. Ends(record.Spread?.CountryGain(pressed, Last, record.Headline, c.Country), BriefCell.Percent),
                            BriefCell.Money(c.Points / 100 * Game.World.Income[c.Country]),
                        ]
                    )
                ),
            ],
            record.Spread is { } spread
                ? $"Those that are no party; all countries are in neighbours.csv. Bands are of the {spread.Exact} draws that were solved."
                : "Those that are no party; all countries are in neighbours.csv."
        );
    }

    /// <summary>Senders may need no lever; of the target's, what is worse from the beginning does not tip.</summary>
    private static BriefCell TipsAt(TippingPoint point) =>
        !point.Roots.IsEmpty ? BriefCell.Scale(point.Roots[0].At)
        : !point.IsTargets && point.Mildest is 0 ? "at once"
        : "never";

    /// <summary>The last horizon: what lasts.</summary>
    private int ThreatHorizon => Game.Horizons.Length - 1;

    private string TargetName => Game.World.Countries[Game.Target].Name;

    private bool IsMet(TippingPoint point) =>
        point.Lever is { } l
            ? Game.Levers[l].Against == pressed && (Game.Levers[l].When.Contains(point.From) || Game.Levers[l].When.Contains(point.To))
            : Game.Levers.Count(lever => lever.Sender is null == point.IsTargets && lever.Against == pressed) > 1;

    private Play PlayOf(int horizon, int option) =>
        record.Answer.Payoffs.Single(row =>
            row.Pressed == pressed && row.Option == option && row.Horizon == horizon && row.Levers == Pulled.None
        ).Play;

    private double Mean(Func<int, double> value) =>
        record.Headline is { } h ? value(h) : Game.Weights.Select((weight, at) => weight * value(at)).Sum();

    /// <summary>The spread of what a party gets more in money when the country joins, at the horizon that the brief begins with.</summary>
    private Spread? SpreadOf(int option, int party)
    {
        if (record.Spread is not { } spread)
            return null;
        var names = GameSpread.PayoffNumbers(record.Answer).Select((name, at) => (name, at)).ToList();
        return Spread.Of(spread.Numbers.Take(spread.Exact).Select(draw => Mean(h => draw[At(h, option)] - draw[At(h, 0)])));

        int At(int horizon, int o) =>
            names.First(n =>
                n.name.Row.Pressed == pressed
                && n.name.Row.Option == o
                && n.name.Row.Horizon == horizon
                && n.name.Row.Levers == Pulled.None
                && n.name.Party == party
                && n.name.Number == "money"
            ).at;
    }

    private ImmutableArray<BriefColumn> Bands(string of, string unit) =>
        record.Spread is null
            ? []
            :
            [
                new BriefColumn($"from{(unit.Length > 0 ? $", {unit}" : "")}", of) { IsBand = true },
                new BriefColumn($"to{(unit.Length > 0 ? $", {unit}" : "")}", of) { IsBand = true },
            ];

    private ImmutableArray<BriefCell> Ends(Spread? spread, Func<double?, BriefCell> cell) =>
        record.Spread is null ? [] : [cell(spread?.Low), cell(spread?.High)];

    /// <summary>How far levers are pulled, behind the title of an option.</summary>
    internal static string LeverWords(Pulled levers) =>
        levers switch
        {
            Pulled.None => "",
            Pulled.Pressure => ", senders doing all they can",
            Pulled.Retaliation => ", the target doing all it can",
            _ => ", both doing all they can",
        };

    /// <summary>A source of uncertainty in words.</summary>
    internal static string Words(string source) =>
        source switch
        {
            "figures" => "figures of the world",
            "elasticities" => "trade elasticities",
            "parameters" => "parameters of the short and medium run",
            _ => "parts in which measures take effect",
        };
}
