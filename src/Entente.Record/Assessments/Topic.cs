namespace Entente.Record.Assessments;

/// <summary>A code of the codebook for sanctions and alignment.</summary>
/// <param name="Code">Its name.</param>
/// <param name="Meaning">What a statement under it is about.</param>
/// <param name="Plover">The event types of PLOVER it maps to, with the context where one is needed; empty where PLOVER has none.</param>
/// <param name="Terms">Base forms that speak for it; words of one term follow one another; a star stands for any ending.</param>
public sealed record Topic(string Code, string Meaning, string Plover, IReadOnlyList<string> Terms);

/// <summary>The codebook: what statements about sanctions and alignment are about (docs/record-measured.md).</summary>
public static class Codebook
{
    /// <summary>All codes, in their order.</summary>
    public static IReadOnlyList<Topic> Topics { get; } =
    [
        Make("sanctions", "Sanctions, embargoes, restrictive measures as such, whoever imposes them.", "SANCTION", """
            sanction; embargo; restrictive measure; restriction; boycott; blacklist; asset freeze; freeze asset; export control; export ban; import ban;
            price cap; blockade; entity list; ban on; these measure; punitive measure; tariff; countersanction
            """),
        Make("join", "Joining or aligning with an action of others.", "AGREE, COOPERATE", """
            join; align; alignment; realign; adhere; accede; accession; comply; side with; follow suit; adopt; take part; impose; harmoni*; approximate;
            membership; integrate
            """),
        Make("refuse", "Refusing to join, to comply or to yield.", "REJECT", """
            refuse; refusal; reject; rejection; decline; oppose; opposition to; resist; resistance; resilience; against join*; against impos*; not join;
            not impose; not introduce; will not; without yield*; weather; withstand; neutral; neutrality; nonaligned; non-aligned; veto; rule out; defy;
            endurance; rather than; stance against; turn down; selective alignment; never
            """),
        Make("pressure", "Pressure, coercion or demands on somebody to act.", "DEMAND, COERCE", """
            pressure; press; coercion; coerce; coercive; demand; lobby; lobbying; urge; insist; ultimatum; force; push; compel; call on; call for;
            blackmail; arm twist*; expectation; require; shape policy
            """),
        Make("threat", "Threats and warnings of what will follow.", "THREATEN", """
            threat; threaten; warn; warning; consequence; ultimatum; would retaliate; will retaliate; deter; vow to; face consequence; escalat*
            """),
        Make("retaliation", "Answers in kind to an action.", "SANCTION, COERCE", """
            retaliat*; countermeasure; countersanction; counter-sanction; reciprocal; tit-for-tat; in response; respond in kind; reprisal; revenge;
            counteract; response to
            """),
        Make("inducement", "Rewards offered for an action.", "AGREE, AID", """
            inducement; incentive; reward; concession; carrot; offer; compensation; compensate; bargain; sweetener; promise of; in exchange; in return;
            package deal; cheap; discount
            """),
        Make("aid", "Aid, loans, grants and relief.", "AID", """
            aid; assistance; grant; loan; relief; donation; donate; humanitarian; fund; financing; subsidy; credit line; bailout; debt relief; supply
            """),
        Make("energy", "Energy: gas, oil, power, their transit and security.", "(context: resources, economic)", """
            energy; gas; oil; pipeline; lng; electricity; coal; nuclear power; power plant; fuel; petroleum; refinery; turkstream; nord stream; gazprom;
            crude; transit of gas
            """),
        Make("trade", "Trade, markets, exports and imports.", "(context: economic)", """
            trade; export; import; market; tariff; customs; commerce; commercial; free trade; free-trade; supply chain; partnership; good; wto
            """),
        Make("investment", "Investment, finance and confidence in it.", "(context: economic)", """
            invest; investment; investor; capital flow; bank; banking; finance; financial; credit rating; confidence in; institution; currency
            """),
        Make("economy", "The economy at large: growth, prices, interests.", "(context: economic)", """
            economy; economic; inflation; price; growth; job; unemployment; budget; recession; development; interest
            """),
        Make("mediation", "Talks, mediation, settlements.", "CONSULT", """
            mediat*; negotiat*; talk; dialogue; peace; ceasefire; cease-fire; settlement; summit; consult*; confidence-building; good office; diplomacy;
            diplomatic; meet
            """),
        Make("recognition", "Recognition of states, borders or governments; sovereignty.", "SUPPORT", """
            recogni*; independence; sovereign; sovereignty; territorial integrity; autonomy; statehood; border; annex*; self-determination
            """),
        Make("neighbours", "Neighbours, the region and its stability.", "(no type)", """
            neighbor*; neighbour*; region; regional; stability; stable; destabili*; balkan*; security; volatile; volatility; escalation; spillover
            """),
        Make("military_support", "Arms, troops and military support.", "AID (context: military)", """
            military; weapon; arm supply; ammunition; troop; missile; defense; defence; exercise; army; soldier; ammunition; tank; war; munition
            """),
        Make("support", "Praise, endorsement and backing of a policy or a partner.", "SUPPORT", """
            support; endorse; back; praise; welcome; hail; solidarity; ally; alliance; friend; friendship; applaud; appreciate
            """),
    ];

    private static Topic Make(string code, string meaning, string plover, string terms) =>
        new(code, meaning, plover, [.. terms.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()]);
}
