using System.Globalization;
using Entente.Horizons;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Entente.Web.Api;

/// <summary>The query of a request, read strictly: keys that mean nothing are faults, which are gathered while it is read.</summary>
internal sealed class Asked
{
    private readonly IQueryCollection query;

    /// <param name="context">The request.</param>
    /// <param name="keys">The keys that mean something, beside the token.</param>
    public Asked(HttpContext context, params string[] keys)
    {
        query = context.Request.Query;
        foreach (var key in query.Keys.Where(key => key != Serving.Gate.TokenParameter && !keys.Contains(key)))
            Faults.Add(new Fault(new Place(key), "an unknown key", Expected(key, keys)));
    }

    /// <summary>What is wrong, as far as it has been read.</summary>
    public List<Fault> Faults { get; } = [];

    private static string Expected(string key, string[] keys) => keys.Length == 0 ? "no key" : Spelling.OneOf(key, keys);

    /// <summary>A text; null where there is none.</summary>
    public string? Text(string key)
    {
        if (query[key] is not { Count: > 0 } values)
            return null;
        if (values.Count > 1)
            Faults.Add(new Fault(new Place(key), $"{values.Count} values", "one"));
        return values[0];
    }

    /// <summary>One of some words.</summary>
    public string Word(string key, string where, IReadOnlyCollection<string> known)
    {
        var text = Text(key) ?? where;
        if (!known.Contains(text))
            Faults.Add(new Fault(new Place(key), $"'{text}'", Spelling.OneOf(text, known)));
        return text;
    }

    /// <summary>A whole number within bounds.</summary>
    public int Whole(string key, int where, int least, int most)
    {
        if (Text(key) is not { } text)
            return where;
        var isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value);
        if (isNumber && value >= least && value <= most)
            return value;
        Faults.Add(new Fault(new Place(key), $"'{text}'", $"a whole number from {least} to {most}"));
        return where;
    }

    /// <summary>All values of a key.</summary>
    public IReadOnlyList<string> All(string key, int most)
    {
        var values = query[key].OfType<string>().ToList();
        if (values.Count > most)
            Faults.Add(new Fault(new Place(key), $"{values.Count} values", $"at most {most}"));
        return values;
    }

    /// <summary>Horizons, each once.</summary>
    public IReadOnlyList<string> Horizons(string key)
    {
        var names = All(key, HorizonParameter.Horizons.Length).Distinct().ToList();
        Faults.AddRange(
            names
                .Except(HorizonParameter.Horizons)
                .Select(name => new Fault(new Place(key), $"horizon '{name}'", Spelling.OneOf(name, HorizonParameter.Horizons)))
        );
        return names;
    }
}

/// <summary>A key of the query of a request, as <c>/openapi/v1.json</c> describes it.</summary>
/// <param name="Name">The key.</param>
/// <param name="Meaning">What it means.</param>
/// <param name="IsMany">Whether it may stand several times.</param>
/// <param name="IsWhole">Whether its value is a whole number.</param>
internal sealed record QueryKey(string Name, string Meaning, bool IsMany = false, bool IsWhole = false);

/// <summary>How endpoints say which keys of the query they read.</summary>
internal static class QueryKeys
{
    /// <summary>The keys of a question, as <see cref="Questions.PageQuestion"/> reads it.</summary>
    /// <param name="otherwise">At which horizons it is answered where none is named.</param>
    public static QueryKey[] OfQuestion(string otherwise = "as the scenario has it") =>
        [
            new("case", "Names of cases; none: all of the scenario.", IsMany: true),
            new("horizon", $"short, medium, long; none: {otherwise}.", IsMany: true),
            new("set", "NAME=VALUE: a parameter of the horizons, as --set.", IsMany: true),
            new("lever.NAME", "Where a lever of the one case stands; GET /scenarios/{scenario} lists them."),
            new(
                "fact.NAME",
                "What a flow (flow.FROM.TO.SECTOR), import_share, elasticity, input_share (input_share.COUNTRY.INPUT.SECTOR) or "
                    + "value_added_share is known to be; see docs/formats.md."
            ),
        ];

    /// <summary>A question, as <see cref="Questions.PageQuestion"/> reads it.</summary>
    public static RouteHandlerBuilder WithQuestion(this RouteHandlerBuilder route) => route.WithMetadata([.. OfQuestion()]);
}
