using System.Collections.Immutable;
using Entente.Measures;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Reporting.Tests;

/// <summary>The report speaks to people who know neither codes nor statuses.</summary>
public sealed class ReportWordsTests
{
    public static TheoryData<Measure, string> Measures =>
        new()
        {
            {
                new Embargo
                {
                    From = ["RUS"],
                    To = ["SRB"],
                    Both = true,
                },
                "No trade between Russia and Serbia: all goods and services"
            },
            {
                new Embargo
                {
                    From = ["RUS"],
                    To = ["the_west"],
                    Sectors = ["goods"],
                },
                "No trade from Russia to the west (4 countries): goods"
            },
            {
                new FlowReduction
                {
                    From = ["pair"],
                    To = ["RUS"],
                    Sectors = ["S0", "S1"],
                    Share = 0.5,
                },
                "50 % less trade at given prices from Serbia, Germany to Russia: Food; Steel"
            },
            {
                new EstimatedEffect
                {
                    From = ["SRB"],
                    To = ["RUS"],
                    Coefficient = -0.5,
                    StandardError = 0.1,
                },
                "39.35 % less trade at given prices from Serbia to Russia: all goods and services (estimated: coefficient -0.5, "
                    + "standard error 0.1; as a cost of trade by the elasticity of each sector)"
            },
            {
                new PriceCaps
                {
                    From = ["RUS"],
                    To = ["pair"],
                    Sectors = ["S0"],
                    Price = 0.75,
                },
                "A price of no more than 75 % of that in the data, from Russia to Serbia, Germany: Food"
            },
            {
                new Diversion
                {
                    From = ["DEU"],
                    To = ["RUS"],
                    Through = ["SRB"],
                    Share = 0.4,
                    Cost = 1.3,
                    Margin = 0.15,
                },
                "Up to 40 % of trade from Germany to Russia through Serbia instead, 30 % dearer, 15 % their margin: all goods and services"
            },
            {
                new SecondarySanctions
                {
                    On = ["SRB"],
                    Share = 0.5,
                    Cost = 1.1,
                },
                "Measures against diversion through Serbia: 50 % less of it, 10 % dearer"
            },
            {
                new TradeFinance
                {
                    From = ["SRB"],
                    To = ["DEU"],
                    Rate = 0.05,
                    Days = 90,
                    EarnedBy = ["DEU"],
                },
                "Finance of trade from Serbia to Germany dearer by 5 % a year, for 90 days, earned by Germany: all goods and services"
            },
            {
                new AidWithdrawn
                {
                    By = ["DEU"],
                    On = ["SRB"],
                    Paid = 400,
                    Share = 0.25,
                },
                "Aid of Germany not received by Serbia: 100 million USD of 400 million USD a year"
            },
            {
                new Remittances
                {
                    From = ["DEU"],
                    To = ["SRB"],
                    Paid = 400,
                },
                "Remittances from Germany to Serbia that do not come: 400 million USD a year"
            },
            {
                new Travel
                {
                    By = ["RUS"],
                    To = ["SRB"],
                    Share = 0.8,
                },
                "80 % less travel at given prices by residents of Russia to Serbia"
            },
            {
                new CapitalLoss
                {
                    Countries = ["SRB"],
                    Sectors = ["S1"],
                    Share = 0.2,
                },
                "Serbia without 20 % of the capital in Steel"
            },
            {
                new TradeCost
                {
                    From = ["SRB"],
                    To = ["all"],
                    Factor = 0.98,
                },
                "Trade costs down by 2 % from Serbia to everybody: all goods and services"
            },
            {
                new Tariff
                {
                    By = ["DEU"],
                    On = ["SRB"],
                    Rate = -0.04,
                    Mode = RateMode.Add,
                },
                "Tariff of Germany on Serbia lowered by 4 %: all goods and services"
            },
            {
                new Productivity { Countries = ["SRB"], Factor = 1.1 },
                "Productivity of Serbia up by 10 %: all goods and services"
            },
            {
                new Transfer
                {
                    From = ["the_west"],
                    To = ["SRB"],
                    Amount = 206,
                },
                "the west (4 countries) to Serbia: 206 million USD paid a year"
            },
            {
                new Transfer
                {
                    From = ["DEU"],
                    To = ["SRB"],
                    ShareOfIncome = 0.001,
                },
                "Germany to Serbia: 0.1 % of income paid a year"
            },
            {
                new QuantityLimits
                {
                    From = ["RUS"],
                    To = ["SRB"],
                    Share = 0,
                    Sectors = ["S0"],
                },
                "Supplies ended from Russia to Serbia: Food"
            },
            {
                new QuantityLimits
                {
                    From = ["RUS"],
                    To = ["SRB"],
                    Amount = 3,
                    Sectors = ["S0"],
                    RentToImporter = true,
                },
                "No more than 3 million USD from Russia to Serbia, the rent to the importer: Food"
            },
            {
                new NewRoute
                {
                    From = ["DEU"],
                    To = ["SRB"],
                    Share = 0.2,
                    Sectors = ["S0"],
                },
                "A share of 20 % of the market at unchanged prices from Germany to Serbia: Food"
            },
            {
                new Stocks
                {
                    Countries = ["SRB"],
                    Share = 0.1,
                    Sectors = ["S0"],
                },
                "Stocks of Serbia of 10 % of a year's use: Food"
            },
            {
                new GravityCovariate
                {
                    Variable = "free_trade",
                    Value = 1,
                    From = ["SRB"],
                    To = ["DEU"],
                    Both = true,
                },
                "free trade set to 1 between Serbia and Germany"
            },
            {
                new Stocks
                {
                    Countries = ["SRB"],
                    Quantity = 12000,
                    Sectors = ["S0"],
                },
                "Stocks of Serbia of 12,000 TJ: Food"
            },
            {
                new QuantityLimits
                {
                    From = ["RUS"],
                    To = ["SRB"],
                    Quantity = 1500.5,
                    Sectors = ["S0"],
                },
                "No more than 1,500.5 TJ from Russia to Serbia, the rent to the exporter: Food"
            },
            {
                new NewRoute
                {
                    From = ["DEU"],
                    To = ["SRB"],
                    Share = 0.2,
                    Capacity = 9000,
                    RentToImporter = true,
                    Sectors = ["S0"],
                },
                "A share of 20 % of the market at unchanged prices, but no more than 9,000 TJ a year, the rent to the importer, "
                    + "from Germany to Serbia: Food"
            },
            {
                new TradeCostTable { Rows = [new("SRB", "DEU", "S0", 2), new("DEU", "SRB", "S0", 2)] },
                "Trade costs changed on 2 flows"
            },
            {
                new ExportTax
                {
                    By = ["RUS"],
                    On = ["SRB"],
                    Rate = 0.3,
                    Sectors = ["S0"],
                },
                "Export tax of Russia on sales to Serbia, 30 %: Food"
            },
            {
                new BurdenSharing { Members = ["SRB", "DEU"] },
                "The burden shared among Serbia, Germany so that all lose alike"
            },
            {
                new Embargo { From = ["SRB"], To = ["SRB"] },
                "No trade from Serbia to itself (no flow between countries): all goods and services"
            },
            {
                new Embargo
                {
                    From = ["SRB", "DEU", "RUS"],
                    To = ["SRB"],
                    Both = true,
                },
                "No trade between Germany, Russia and Serbia: all goods and services"
            },
            {
                new Embargo
                {
                    From = ["DEU"],
                    To = ["the_west", "DEU"],
                },
                "No trade from Germany to the west (4 countries): all goods and services"
            },
            {
                new Embargo { From = ["pair"], To = ["DEU", "SRB"] },
                "No trade among Serbia, Germany: all goods and services"
            },
            {
                new Tariff
                {
                    By = ["DEU"],
                    On = ["DEU", "SRB"],
                    Rate = 0.1,
                },
                "Tariff of Germany on Serbia set to 10 %: all goods and services"
            },
            {
                new TariffTable { Rows = [new("SRB", "DEU", "S0", 0.1)] },
                "New tariffs on one flow"
            },
        };

    [Theory]
    [MemberData(nameof(Measures), DisableDiscoveryEnumeration = true)]
    public void Measures_are_told_by_name(Measure measure, string expected) =>
        Assert.Equal(expected, new MeasureWords(ExampleRun.World(), Groups()).Of(measure));

    [Fact]
    public void Every_public_measure_is_of_a_kind_that_says_it()
    {
        // Those that sweeps make for themselves are in no report.
        var measures = typeof(Measure)
            .Assembly.GetTypes()
            .Where(t => t.IsPublic && t.IsSubclassOf(typeof(Measure)) && !t.IsAbstract)
            .OrderBy(t => t.Name, StringComparer.Ordinal);
        Assert.Equal(measures, MeasureKinds.BuiltIn.All.Select(kind => kind.Type).OrderBy(type => type.Name, StringComparer.Ordinal));
        var said = Measures.Select(row => row.Data.Item1.GetType()).ToHashSet();
        Assert.All(MeasureKinds.BuiltIn.All, kind => Assert.Contains(kind.Type, said));
    }

    [Fact]
    public void The_members_of_large_groups_are_listed()
    {
        var text = Report.Text(ExampleRun.Of(new Case { Name = "e", Measures = [new Embargo { From = ["RUS"], To = ["the_west"] }] }));
        Assert.Contains("<dt>the west</dt><dd>Germany, United States, France, Rest of the world</dd>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_names_what_it_is_measured_from_and_its_source()
    {
        var text = Report.Text(
            ExampleRun.Of(
                new Case
                {
                    Name = "first",
                    Title = "The first step",
                    Measures =
                    [
                        new Tariff
                        {
                            By = ["DEU"],
                            On = ["SRB"],
                            Rate = 0.1,
                        },
                    ],
                },
                new Case
                {
                    Name = "second",
                    Source = "Act 17",
                    RelativeTo = "first",
                    Includes = ["first"],
                    Measures =
                    [
                        new Tariff
                        {
                            By = ["SRB"],
                            On = ["DEU"],
                            Rate = 0.1,
                        },
                    ],
                }
            )
        );

        Assert.Contains("Against “The first step”, real income of Serbia", text, StringComparison.Ordinal);
        Assert.Contains("Measured from the case “The first step”.", text, StringComparison.Ordinal);
        Assert.Contains("<p>Source: Act 17</p>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_measured_from_one_without_solution_says_so()
    {
        var run = ExampleRun.Of(
            new Case
            {
                Name = "cut-off",
                Measures =
                [
                    new Embargo
                    {
                        From = ["SRB"],
                        To = ["all"],
                        Both = true,
                    },
                ],
            },
            new Case
            {
                Name = "more",
                Title = "One step more",
                RelativeTo = "cut-off",
                Measures =
                [
                    new Tariff
                    {
                        By = ["SRB"],
                        On = ["DEU"],
                        Rate = 0.1,
                    },
                ],
            }
        );

        var text = Report.Text(run);
        Assert.Contains("no answer (unfinanced_deficit).</b> ", text, StringComparison.Ordinal);
        Assert.Contains("<b>One step more: no answer.</b> What it is measured from has no solution", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<figure", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_shares_a_burden_is_not_named_as_hit_hardest()
    {
        var shared = new Case
        {
            Name = "shared",
            Measures =
            [
                new Embargo
                {
                    From = ["RUS"],
                    To = ["the_west"],
                    Both = true,
                },
                new BurdenSharing { Members = ["the_west"] },
            ],
        };
        var text = Report.Text(
            ExampleRun.Of(
                new Scenario
                {
                    Title = "Example",
                    Focus = ["RUS"],
                    Cases = [shared],
                }
            )
        );
        Assert.Contains("Of the others, 4 countries lose most (−", text, StringComparison.Ordinal);
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<Word>> Groups() =>
        ImmutableSortedDictionary<string, ImmutableArray<Word>>.Empty.Add("pair", ["SRB", "DEU"]);
}
