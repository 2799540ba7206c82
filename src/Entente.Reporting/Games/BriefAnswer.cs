using System.Collections.Immutable;
using System.Globalization;
using Entente.Games;
using Entente.Games.Alignment;

namespace Entente.Reporting.Games;

/// <summary>A piece of a sentence: words, or a number with what it is at full precision in the tables.</summary>
/// <param name="Text">As it is read.</param>
/// <param name="Number">The number of the files; null for words.</param>
public readonly record struct BriefPiece(string Text, double? Number);

/// <summary>
/// The answer of the brief in three sentences about one country: what joining means, what would tip the choice, and how sure that is. They
/// claim no more than bands and draws allow, and every number in them is one of the files.
/// </summary>
/// <param name="record">The answered game.</param>
/// <param name="pressed">Position of the country among those pressed.</param>
internal sealed class BriefAnswer(GameRecord record, int pressed)
{
    private AlignmentGame Game => record.Game;

    private PressedCountry Country => Game.Pressed[pressed];

    private string Name => Game.World.Countries[Country.Country].Name;

    private string Unit => Game.World.Identity.Unit;

    /// <summary>The option told of: the last, which joins most.</summary>
    private int Last => Country.Options.Length - 1;

    private GameChoice Joining => record.Choice(pressed, Last, Pulled.None);

    /// <summary>The sentences.</summary>
    public ImmutableArray<ImmutableArray<BriefPiece>> Sentences => [[.. Means()], [.. Tips()], [.. HowSure()]];

    private IEnumerable<BriefPiece> Means()
    {
        var (joins, stays) = (Country.Options[Last].Title, Country.Options[0].Title);
        yield return Words($"“{joins}” ");
        if (!double.IsFinite(Joining.Gain))
        {
            yield return Words($"has no equilibrium to compare with “{stays}”.");
            yield break;
        }
        var drawn = Joining.Drawn;
        var isOpen = drawn is { Gain: { Low: < 0, High: > 0 } };
        yield return Words(
            Math.Abs(Joining.Gain) < 0.0005 ? $"leaves {Name} about as well off as “{stays}”, by "
            : isOpen ? $"may cost or bring {Name}: the best estimate is "
            : Joining.Gain < 0 ? $"costs {Name} "
            : $"brings {Name} "
        );
        yield return Percent(isOpen ? Joining.Gain : Math.Abs(Joining.Gain), Joining.Gain);
        yield return Words("\u00a0% of its real income, ");
        yield return new BriefPiece(ChangeText.Money(isOpen ? Joining.GainMoney : Math.Abs(Joining.GainMoney)), Joining.GainMoney);
        yield return Words($" {Unit} a year{Over()}, against “{stays}” when nobody answers");
        if (drawn is null)
        {
            yield return Words(" (one estimate: nothing was drawn, and how sure it is nobody computed)");
        }
        else
        {
            yield return Words(" (");
            yield return Percent(drawn.Gain.Low, drawn.Gain.Low);
            yield return Words(" to ");
            yield return Percent(drawn.Gain.High, drawn.Gain.High);
            yield return Words(" points in nine draws of ten; better in ");
            yield return Share(drawn.Better);
            yield return Words("\u00a0% of ");
            yield return Count(drawn.Gain.Draws);
            yield return Words(" draws)");
        }
        if (BestOther() is { } other)
        {
            yield return Words($"; “{Country.Options[other.Option].Title}” comes to ");
            yield return Percent(other.Gain, other.Gain);
            yield return Words(" points");
        }
        yield return Words(".");
    }

    /// <summary>Another option than staying and the last that is better than both; null: there is none.</summary>
    private GameChoice? BestOther() =>
        Enumerable
            .Range(1, Last)
            .Where(o => o != Last)
            .Select(o => record.Choice(pressed, o, Pulled.None))
            .Where(c => c.Gain > Joining.Gain)
            .OrderByDescending(c => c.Gain)
            .Cast<GameChoice?>()
            .FirstOrDefault();

    private IEnumerable<BriefPiece> Tips()
    {
        var at = record
            .Answer.Prices.Select((row, k) => (row, k))
            .First(p =>
                (p.row.Pressed, p.row.Option, p.row.Horizon, p.row.IsPunished, p.row.IsRetaliated)
                == (pressed, Last, record.Headline, false, false)
            );
        if (!at.row.Price.Success)
            yield return Words("No payment of those who press makes up for it");
        else if (at.row.Price.Value.Transfer <= 0)
            yield return Words("No payment is needed to make it as good as staying unpunished");
        else
        {
            yield return Words("A payment of ");
            yield return new BriefPiece(ChangeText.Money(at.row.Price.Value.Transfer), at.row.Price.Value.Transfer);
            yield return Words($" {Unit} a year");
            if (record.Spread?.Prices[at.k] is { Low: var low, High: var high } && double.IsFinite(low) && double.IsFinite(high))
            {
                yield return Words(" (");
                yield return new BriefPiece(ChangeText.Money(low), low);
                yield return Words(" to ");
                yield return new BriefPiece(ChangeText.Money(high), high);
                yield return Words(" in nine draws of ten)");
            }
            yield return Words(" would make it as good as staying unpunished");
        }
        foreach (var piece in Pressure())
            yield return piece;
        yield return Words(".");
    }

    /// <summary>Whether all that senders can do tips the choice.</summary>
    private IEnumerable<BriefPiece> Pressure()
    {
        var own = record
            .Answer.Tipping.Select((tip, k) => (tip.Pressed, tip.Point, k))
            .Where(tip => tip.Pressed == pressed && tip.Point.To == Last && !tip.Point.IsTargets)
            .ToList();
        if (own.Count == 0)
            yield break;
        // All together, or the only one.
        var (_, point, row) = own.Find(tip => tip.Point.Lever is null) is { Point: not null } all ? all : own[0];
        if (point.Gains is [>= 0, ..])
            yield return Words("; it is no worse without any pressure");
        else if (point.Roots.IsEmpty)
            yield return Words("; all that senders can do does not tip the choice");
        else
        {
            yield return Words("; senders tip the choice by ");
            yield return new BriefPiece(BriefCell.Scale(point.Roots[0].At).Text, point.Roots[0].At);
            yield return Words(" of all that they can do");
        }
        if (record.Spread is { } spread)
        {
            yield return Words(" (");
            if (!point.Roots.IsEmpty && spread.Tips[row].Scale is { Low: var low, High: var high } && double.IsFinite(low + high))
            {
                yield return new BriefPiece(BriefCell.Scale(low).Text, low);
                yield return Words(" to ");
                yield return new BriefPiece(BriefCell.Scale(high).Text, high);
                yield return Words(" in nine draws of ten; ");
            }
            yield return Words("it tips in ");
            yield return Share(spread.Tips[row].Share);
            yield return Words("\u00a0% of ");
            yield return Count(spread.Tips[row].Scale.Draws);
            yield return Words(" draws)");
        }
    }

    private IEnumerable<BriefPiece> HowSure()
    {
        if (record.Spread is not { } spread)
        {
            var threats = record.Answer.Threats.Where(t => t.Pressed == pressed && t.Cost.Horizon == Game.Horizons.Length - 1).ToList();
            var credible = threats.Count(t => t.Cost.IsCredible);
            yield return Words(
                threats.Count == 0 ? "Nobody has a lever."
                : credible == threats.Count ? "Every threat and promise pays for whoever makes it by itself."
                : credible == 0
                    ? "No threat or promise pays for whoever makes it by itself: each needs a commitment, or a value beside real income."
                : "Some threats and promises pay for whoever makes them by themselves, others need a commitment, or a value beside real "
                    + "income."
            );
            yield break;
        }
        var least = spread.ChoicesOf(pressed, record.Headline, null).Where(c => c.IsMinimaxRegret).ToList();
        if (least.Count == 0)
        {
            yield return Words("No draw had an equilibrium of every option: how sure this is nobody knows.");
            yield break;
        }
        yield return Words("Whatever others do, ");
        var titles = string.Join("” or “", least.Select(c => Country.Options[c.Option].Title));
        yield return Words($"“{titles}” leaves the least to regret, at most ");
        yield return Percent(least[0].MostRegret, least[0].MostRegret);
        yield return Words(" points");
        var drivers = spread
            .Drivers.Where(d => d.Pressed == pressed && d.Option == Last && d.Horizon == record.Headline && double.IsFinite(d.Total))
            .OrderByDescending(d => d.Total)
            .ToList();
        if (drivers.Count > 1)
        {
            var isClear = drivers[0].Total - drivers[1].Total > 2 * (drivers[0].TotalError + drivers[1].TotalError);
            yield return Words(isClear ? "; how sure it is hangs on " : "; the draws do not settle what it hangs on, most seems to be ");
            yield return Words(BriefTables.Words(drivers[0].Source));
        }
        if (spread.Without > 0)
        {
            yield return Words("; ");
            yield return Count(spread.Without);
            yield return Words(" draws had no equilibrium somewhere and are in no band");
        }
        yield return Words(".");
    }

    private string Over() => record.Headline is null ? " over all horizons" : "";

    private static BriefPiece Count(int number) => new(number.ToString(CultureInfo.InvariantCulture), number);

    private static BriefPiece Words(string text) => new(text, null);

    private static BriefPiece Percent(double shown, double number) => new(ChangeText.Percent(shown).TrimStart('+'), number);

    private static BriefPiece Share(double share) => new(BriefCell.Share(share).Text, share);
}
