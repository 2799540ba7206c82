namespace Entente.Record.Attributions;

/// <summary>What a word does when it attributes.</summary>
internal enum ReportingClass
{
    None,
    Say,
    Belief,
    Knowledge,
    According,
    Noun,
    Credit,
}

/// <summary>Words that attribute, by lemma; written for this project, not taken from a list.</summary>
internal static class ReportingWords
{
    private static readonly Dictionary<string, ReportingClass> Classes = Make();

    public static ReportingClass Class(string lemma) => Classes.GetValueOrDefault(lemma.ToLowerInvariant());

    private static Dictionary<string, ReportingClass> Make()
    {
        var classes = new Dictionary<string, ReportingClass>();
        Add(
            ReportingClass.Say,
            """
            say tell add state announce report claim argue note stress emphasize emphasise underline underscore highlight insist
            assert maintain
            contend declare explain warn caution threaten vow pledge promise reiterate repeat reply respond answer ask question
            write tweet post
            comment remark observe mention suggest signal indicate hint imply propose recommend urge call demand request order deny
            reject dismiss
            refute dispute accuse allege charge blame criticize criticise condemn denounce praise hail welcome applaud confirm
            acknowledge admit
            concede affirm reaffirm agree disagree complain lament protest object recall recount describe characterize characterise
            portray present
            frame depict cast brand label term dub quote cite convey communicate inform notify advise brief testify swear proclaim
            predict forecast
            estimate project conclude summarize summarise clarify elaborate continue joke quip boast brag shout yell scream whisper
            murmur mutter
            exclaim echo voice express articulate outline reveal disclose publish release show demonstrate find rule reason appeal
            plead beg defend
            justify interpret read caution counter retort rebut rebuke slam blast laud decry deplore regret apologize offer invite
            attribute ascribe
            stipulate specify point
            """
        );
        Add(
            ReportingClass.Belief,
            """
            think believe feel consider expect hope fear worry doubt suspect assume presume suppose guess imagine anticipate want
            wish intend plan
            prefer favor favour oppose support perceive see view regard deem judge assess reckon trust dream pray mean like
            speculate theorize
            hypothesize concern convince seem
            """
        );
        Add(
            ReportingClass.Knowledge,
            """
            know learn understand realize realise discover recognize recognise remember forget notice hear figure determine
            establish prove ensure
            teach
            """
        );
        Add(ReportingClass.According, "accord according");
        Add(
            ReportingClass.Noun,
            """
            statement claim remark comment word view viewpoint perspective opinion assessment argument report allegation accusation
            assertion warning
            announcement declaration belief position stance message speech interview rhetoric narrative reading conclusion finding estimate
            """
        );
        Add(ReportingClass.Credit, "image video audio photo photograph picture source courtesy copyright credit");
        return classes;

        void Add(ReportingClass kind, string words)
        {
            foreach (var word in words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                classes.TryAdd(word, kind);
        }
    }
}
