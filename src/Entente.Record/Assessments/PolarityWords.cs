namespace Entente.Record.Assessments;

/// <summary>Words of praise and blame, by base form; written for this project.</summary>
internal static class PolarityWords
{
    private static readonly HashSet<string> Positive = Words(
        """
        good great best better benefit beneficial success successful succeed win winner victory praise laud hail welcome support
        supporter endorse
        agree agreement deal honor honour hero heroic brave courage strong strength strengthen improve improvement progress
        peace peaceful prosperity
        prosperous freedom free fair fairness justice right hope hopeful love like admire admiration respect trust trustworthy
        honest honesty credible
        credibility effective efficient excellent outstanding remarkable extraordinary thank thankful grateful gratitude proud
        pride protect protection
        safe safety secure stability stable friend friendly ally cooperate cooperation help helpful rescue save achieve
        achievement accomplish
        accomplishment celebrate celebration applaud commend congratulate popular popularity smart wise wisdom brilliant
        talented skilled generous
        generosity kind kindness compassion compassionate capable competent experienced responsible reliable loyal loyalty
        principled integrity
        vindicate exonerate clear defend defender champion advance grow growth gain boost recover recovery reform innovative
        promising optimistic
        confident confidence reasonable sensible constructive favorable popular beloved charismatic qualified thoughtful
        """
    );

    private static readonly HashSet<string> Negative = Words(
        """
        bad worst worse evil wrong harm harmful hurt damage damaging destroy destruction destructive attack assault kill killing
        murder dead death die
        threat threaten threatening danger dangerous risk risky fear fearful fail failure failing lose loss loser defeat crisis
        chaos disaster
        disastrous catastrophe corrupt corruption crime criminal illegal illegally unlawful violate violation abuse abusive lie
        liar lying false falsely
        mislead misleading deceive deception fraud scandal controversy controversial criticize criticise criticism condemn
        denounce blame accuse
        accusation allegation alleged allege charge indict indictment convict arrest guilty investigate investigation probe subpoena impeach
        impeachment resign resignation fire oust reject refuse oppose opponent block obstruct undermine weaken weak weakness
        incompetent incompetence
        stupid idiot foolish ridiculous absurd outrageous outrage shameful shame disgrace disgraceful disgusting racist racism
        sexist bigot bigotry
        hate hatred hateful extremist extreme radical terrorist terrorism violent violence war aggression aggressive hostile
        hostility enemy adversary
        tyrant dictator authoritarian regime oppress oppression brutal cruel cruelty inhumane unfair unjust injustice biased
        bias hypocrisy hypocrite
        reckless irresponsible careless negligent negligence mistake error flawed poor problem trouble troubling concern
        concerned worry worried
        alarming doubt suspicious suspicion collusion collude conspire conspiracy sanction punish punishment penalty fine ban
        banned sue lawsuit
        slam blast rip mock ridicule insult offend offensive attack smear discredit embarrass embarrassing humiliate unfit
        unpopular unqualified
        unacceptable unconstitutional unprecedented deny denial dismiss disappoint disappointing disappointment angry anger furious complain
        complaint struggle suffer suffering victim harass harassment rape molest misconduct inappropriate improper unethical betray betrayal
        traitor treason coward cowardly arrogant greedy selfish rig rigged hack leak nuclear bomb missile invade invasion coerce coercion
        """
    );

    /// <summary>1 for praise, -1 for blame, otherwise 0.</summary>
    public static int Sign(string lemma)
    {
        var lower = lemma.ToLowerInvariant();
        return Positive.Contains(lower) ? 1
            : Negative.Contains(lower) ? -1
            : 0;
    }

    private static HashSet<string> Words(string words) => [.. words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
}
