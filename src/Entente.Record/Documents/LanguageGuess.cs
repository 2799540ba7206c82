using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Entente.Record.Documents;

/// <summary>
/// Which language a text is in: by its letters, and among those of Latin letters by which language's commonest short words it has most of.
/// Enough to refuse what is not read; texts of a few words may be taken for another.
/// </summary>
internal static partial class LanguageGuess
{
    public const string English = "English";

    private const int MostWords = 4000;

    private static readonly (string Name, HashSet<string> Words)[] Latin =
    [
        (
            English,
            Set(
                "the of and to in that is was for it with as his on be at by this had not are but from or have an they which one were "
                    + "her said has its who will would their been there"
            )
        ),
        (
            "German",
            Set(
                "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie "
                    + "nach wird bei einer um am sind noch wie einem über"
            )
        ),
        (
            "French",
            Set(
                "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la avec son aux d qu "
                    + "cette ont ses mais comme on tout nous sa"
            )
        ),
        (
            "Spanish",
            Set(
                "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya "
                    + "entre cuando todo esta ser son dos"
            )
        ),
        (
            "Italian",
            Set(
                "di e il la che in a per un del è non una sono le con si da i al dei come più della lo nel alla anche ma gli ha delle "
                    + "suo questo nella"
            )
        ),
        (
            "Portuguese",
            Set(
                "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser "
                    + "quando muito há nos já está"
            )
        ),
        (
            "Dutch",
            Set(
                "de van een en het in is dat op te zijn met voor niet aan er om ook als dan maar bij nog uit door over ze zich hij naar "
                    + "heeft hebben deze worden wordt"
            )
        ),
        (
            "Polish",
            Set(
                "w i na z do że się nie to jest o jak za od po przez ale co tym dla być są oraz który może tego było już ich tak czy "
                    + "jego przy także"
            )
        ),
        (
            "Serbian or Croatian",
            Set(
                "i u je na da se su od za sa koji to ne o kao a iz što će bi ili po nije ali sve koja biti do samo još kako s bio koje "
                    + "već godine"
            )
        ),
        (
            "Czech",
            Set("a v se na je že o s z do i to k ve pro za by ale si po jako podle od jsem tak jeho které který bude jsou více než až při")
        ),
        ("Hungarian", Set("a az és hogy nem is egy ez meg de volt csak el már mint még ha van vagy azt ki szerint lesz olyan pedig")),
        ("Romanian", Set("de și în a la cu pe să nu o un care din că mai este pentru au fost dar prin sau ca fi lui după cum")),
        ("Turkish", Set("ve bir bu da de için ile olarak çok daha gibi olan var kadar sonra değil en ne ise olduğu ancak tarafından")),
        ("Swedish", Set("och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när")),
    ];

    private static readonly SearchValues<char> Serbian = SearchValues.Create("ђјљњћџЂЈЉЊЋЏ");
    private static readonly SearchValues<char> Ukrainian = SearchValues.Create("іїєґІЇЄҐ");
    private static readonly SearchValues<char> Russian = SearchValues.Create("ыэёЫЭЁ");

    /// <summary>The name of the language.</summary>
    public static string Of(string text)
    {
        if (Script(text) is { } script)
            return script;
        var words = Word().Matches(text).Take(MostWords).Select(match => match.Value.ToLower(CultureInfo.InvariantCulture)).ToList();
        var scores = Latin.Select(language => (language.Name, Score: words.Count(language.Words.Contains))).ToList();
        var best = scores.MaxBy(score => score.Score);
        // A text of English has two in five such words; names and headings have fewer.
        return best.Score * 12 < words.Count ? "a language that is not known" : best.Name;
    }

    /// <summary>The language or script of a text most of whose letters are not Latin; null where they are.</summary>
    private static string? Script(string text)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var letter in text.Where(char.IsLetter))
        {
            var script = letter switch
            {
                < '\u0250' or (>= '\u1E00' and <= '\u1EFF') => "Latin",
                >= '\u0370' and <= '\u03FF' => "Greek",
                >= '\u0400' and <= '\u052F' => "Cyrillic",
                >= '\u0530' and <= '\u058F' => "Armenian",
                >= '\u0590' and <= '\u05FF' => "Hebrew",
                >= '\u0600' and <= '\u06FF' => "Arabic or Persian",
                >= '\u0900' and <= '\u097F' => "Hindi or another language of India",
                >= '\u10A0' and <= '\u10FF' => "Georgian",
                >= '\u3040' and <= '\u30FF' => "Japanese",
                >= '\u4E00' and <= '\u9FFF' => "Chinese or Japanese",
                >= '\uAC00' and <= '\uD7AF' => "Korean",
                _ => "a script that is not known",
            };
            counts[script] = counts.GetValueOrDefault(script) + 1;
        }
        var most = counts.OrderByDescending(count => count.Value).FirstOrDefault().Key;
        return most is null or "Latin" ? null
            : most != "Cyrillic" ? most
            : text.AsSpan().ContainsAny(Serbian) ? "Serbian"
            : text.AsSpan().ContainsAny(Ukrainian) ? "Ukrainian"
            : text.AsSpan().ContainsAny(Russian) ? "Russian"
            : "Bulgarian or another language in Cyrillic";
    }

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();
}
