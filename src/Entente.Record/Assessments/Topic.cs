namespace Entente.Record.Assessments;

/// <summary>A code of the codebook for sanctions and alignment.</summary>
/// <param name="Code">Its name.</param>
/// <param name="Meaning">What a statement under it is about.</param>
/// <param name="Plover">The event types of PLOVER it maps to, with the context where one is needed; empty where PLOVER has none.</param>
/// <param name="ByEvents">Whether its probability is fitted on event types; otherwise its terms alone speak for it.</param>
/// <param name="Terms">Base forms that speak for it; words of one term follow one another; a star stands for any ending.</param>
public sealed record Topic(string Code, string Meaning, string Plover, bool ByEvents, IReadOnlyList<string> Terms);

/// <summary>The codebook: what statements about sanctions and alignment are about (docs/record-measured.md).</summary>
public static class Codebook
{
    /// <summary>All codes, in their order.</summary>
    public static IReadOnlyList<Topic> Topics { get; } =
    [
        Make(
            "sanctions",
            "Sanctions, embargoes, restrictive measures as such, whoever imposes them.",
            "SANCTION",
            """
            sanction; embargo; restrictive measure; boycott; blacklist; asset freeze; freeze asset; export control; export ban;
            import ban; import restriction;
            price cap; blockade; entity list; these measure; punitive measure; countersanction
            """
        ),
        Make(
            "join",
            "Joining or aligning with an action of others.",
            "AGREE, COOPERATE",
            """
            join sanction; join the sanction; join these; join these sanction; join western; join the embargo; join restrictive;
            join measure; join in sanction;
            align; alignment; realign; accede; accession; side with; follow suit; impose sanction; introduce sanction; harmoni*
            """
        ),
        Make(
            "refuse",
            "Refusing to join, to comply or to yield.",
            "REJECT",
            """
            refuse; refusal; reject; rejection; decline; oppose; opposition to; resist; resistance; resilience; against join*;
            against impos*; not join;
            not impose; not introduce; will not; without yield*; weather; withstand; neutral; neutrality; nonaligned;
            non-aligned; veto; rule out; defy;
            endurance; rather than; stance against; turn down; selective alignment; never
            """
        ),
        Make(
            "pressure",
            "Pressure, coercion or demands on somebody to act.",
            "DEMAND, COERCE",
            """
            pressure; press; coercion; coerce; coercive; demand; lobby; lobbying; urge; insist; ultimatum; force; push; compel;
            call on; call for;
            blackmail; arm twist*; expectation; require; shape policy
            """
        ),
        Make(
            "threat",
            "Threats and warnings of what will follow.",
            "THREATEN",
            """
            threat; threaten; warn; warning; consequence; ultimatum; would retaliate; will retaliate; deter; vow to;
            face consequence; escalat*
            """
        ),
        Make(
            "retaliation",
            "Answers in kind to an action.",
            "SANCTION, COERCE",
            """
            retaliat*; countermeasure; countersanction; counter-sanction; tit-for-tat; respond in kind; reprisal; reciprocal measure
            """
        ),
        Make(
            "inducement",
            "Rewards offered for an action.",
            "AGREE, AID",
            """
            inducement; incentive; reward; concession; carrot; sweetener; promise of; in exchange for; in return for; package deal
            """
        ),
        Make(
            "aid",
            "Aid, loans, grants and relief.",
            "AID",
            """
            aid; assistance; grant; loan; humanitarian aid; subsidy; credit line; bailout; debt relief
            """
        ),
        Make(
            "energy",
            "Energy: gas, oil, power, their transit and security.",
            "(context: resources, economic)",
            """
            energy; natural gas; gas supply; gas price; russian gas; gas contract; oil; pipeline; lng; electricity; coal;
            nuclear power; power plant; fuel;
            petroleum; refinery; turkstream; nord stream; gazprom; crude; transit of gas
            """
        ),
        Make(
            "trade",
            "Trade, markets, exports and imports.",
            "(context: economic)",
            """
            trade; export; import; market; tariff; customs; commerce; free trade; free-trade; supply chain; wto
            """
        ),
        Make(
            "investment",
            "Investment, finance and confidence in it.",
            "(context: economic)",
            """
            invest; investment; investor; capital flow; banking; finance; financing; credit rating; confidence in
            """
        ),
        Make(
            "economy",
            "The economy at large: growth, prices, interests.",
            "(context: economic)",
            """
            economy; economic; inflation; growth; job; unemployment; budget; recession
            """
        ),
        Make(
            "mediation",
            "Talks, mediation, settlements.",
            "CONSULT",
            """
            mediat*; negotiat*; talk; dialogue; peace talk; ceasefire; cease-fire; settlement; consult*; confidence-building; good office
            """
        ),
        Make(
            "recognition",
            "Recognition of states, borders or governments; sovereignty.",
            "SUPPORT",
            """
            recogni*; independence; sovereign; sovereignty; territorial integrity; autonomy; statehood; annex*; self-determination
            """
        ),
        Make(
            "neighbours",
            "Neighbours, the region and its stability.",
            "(no type)",
            """
            neighbor*; neighbour*; region; regional; stability; destabili*; balkan*; volatile; volatility; escalation; spillover
            """
        ),
        Make(
            "military_support",
            "Arms, troops and military support.",
            "AID (context: military)",
            """
            military support; military aid; military assistance; military cooperation; weapon; arm supply; arm deal; ammunition;
            munition; supply of arm;
            military operation
            """
        ),
        Make(
            "support",
            "Praise, endorsement and backing of a policy or a partner.",
            "SUPPORT",
            """
            support; endorse; back; praise; welcome; hail; solidarity; ally; alliance; friend; friendship; applaud; appreciate
            """
        ),
    ];

    private static Topic Make(string code, string meaning, string plover, string terms) =>
        new(
            code,
            meaning,
            plover,
            code is "refuse" or "pressure" or "threat" or "support",
            [.. terms.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()]
        );
}
