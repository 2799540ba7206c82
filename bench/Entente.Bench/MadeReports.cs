using System.Globalization;
using System.Text;
using Entente.Numerics;

namespace Entente.Bench;

/// <summary>
/// Reports made of sentences written for this bench: who said what of measures, trade, energy and talks, with names that are invented.
/// The same number gives the same report.
/// </summary>
internal static class MadeReports
{
    private const int Words = 470;
    private const int Seed = 16;

    private static readonly string[] Sentences =
    [
        "{0} faces a hard choice as {2} presses {1} to join its restrictive measures against {3}.",
        "Remarks attributed to {5}, the ambassador of {3} to {1}, describe a campaign of pressure by {2}, while {0} keeps its own course.",
        "The ambassador told the {6} News Agency that \"measures of this kind have never brought peace to our region.\"",
        "{4} warned that joining the embargo could raise energy prices by {7} per cent.",
        "\"We are ready to talk,\" {5} said, \"but not at any price.\"",
        "{0} has repeatedly voiced its support for talks, but the government rejects any embargo on gas.",
        "{1} argues that its power plants depend on imported fuel and that cutting trade would hurt its farmers.",
        "According to {4}, {2} has offered a loan of {7} million euros.",
        "A senior official, who spoke to the {6} Wire, said that the money was not a reward.",
        "Observers doubt that the loan will be enough.",
        "From the viewpoint of {3}, the hesitation of {0} is a sign of prudence.",
        "Analysts note that exports to the neighbours fell by {7} per cent in a year, and that nobody had foreseen it.",
        "\"Nobody will pay for obedience,\" {4} told reporters in {1} on Tuesday.",
        "The finance minister did not say whether {3} would answer with measures of its own.",
        "{5} denied that {0} had been threatened, and called the reports of the {6} Wire invented.",
        "Critics say that the agreement with {2} was signed in haste and that it binds no one.",
        "The parliament in {1} voted on the budget with {7} votes in favour.",
        "Rain fell over the valley for a third day, and the road to the border was closed for hours.",
        "Farmers along the river believe that prices will recover when the harvest is in.",
        "{4} insisted that the decision had been taken in {1} and nowhere else.",
        "{2} says it will consider further steps if the talks fail before the end of the month.",
        "Traders at the port suggested that ships had waited {7} days for papers.",
        "The statement was published after a meeting of {7} ministers, of which no pictures were taken.",
        "{5} added that the pipeline would be repaired, that its transit would go on, and that contracts would be honoured.",
    ];

    private static readonly (string State, string Capital)[] States =
    [
        ("Serbia", "Belgrade"), ("Moldova", "Chisinau"), ("Georgia", "Tbilisi"), ("Turkey", "Ankara"), ("Armenia", "Yerevan"),
        ("Kazakhstan", "Astana"), ("Hungary", "Budapest"), ("Albania", "Tirana"), ("Mongolia", "Ulaanbaatar"), ("Vietnam", "Hanoi"),
    ];

    private static readonly string[] Senders = ["the European Union", "Brussels", "Washington", "Norway", "Canada", "Japan"];
    private static readonly string[] Targets = ["Russia", "Iran", "Belarus", "China"];
    private static readonly string[] First = ["Ana", "Viktor", "Mira", "Oskar", "Lena", "Pavel", "Ida", "Tomas", "Vera", "Jonas"];
    private static readonly string[] Last = ["Rusnac", "Orlen", "Lensky", "Aldin", "Brandt", "Kovan", "Mirel", "Sandor", "Tarin", "Velik"];
    private static readonly string[] Rivers = ["Danube", "Dniester", "Tisza", "Vardar", "Drina", "Kura"];

    /// <summary>A report of about 470 words.</summary>
    public static string Of(int number)
    {
        var random = new CounterRandom(Seed).At(number);
        var at = 0L;
        var (state, capital) = Pick(States);
        var (sender, target) = (Pick(Senders), Pick(Targets));
        string[] people = [Name(), Name(), Name()];
        var text = new StringBuilder();
        text.Append(new DateOnly(2022, 3, 1).AddDays(number).ToString("d MMMM yyyy", CultureInfo.InvariantCulture)).Append("\n\n");
        for (var (words, k) = (0, 0); words < Words; k++)
        {
            var sentence = string.Format(
                CultureInfo.InvariantCulture,
                Pick(Sentences),
                state,
                capital,
                sender,
                target,
                Pick(people),
                Pick(people),
                Pick(Rivers),
                2 + (int)(97 * random.Uniform(at++))
            );
            text.Append(char.ToUpperInvariant(sentence[0])).Append(sentence, 1, sentence.Length - 1).Append(k % 5 == 4 ? "\n\n" : " ");
            words += sentence.Count(c => c == ' ') + 1;
        }
        return text.ToString();

        T Pick<T>(T[] from) => from[(int)(from.Length * random.Uniform(at++))];

        string Name() => $"{Pick(First)} {Pick(Last)}";
    }
}
