using System.CommandLine;
using Entente.Data.Sweeps;

namespace Entente.Cli;

/// <summary>Options that are one of several shares of some work.</summary>
internal static class ShareOption
{
    /// <summary>Reads <c>K/N</c>.</summary>
    public static Option<SweepShare> Share(this Option<SweepShare> option)
    {
        option.CustomParser = result =>
        {
            if (result.Tokens is not [.., { Value: var text }])
                return SweepShare.Whole;
            if (!SweepShare.TryParse(text, out var share))
                result.AddError($"{option.Name} expects K/N, K from 1 to N and N at most {SweepShare.Most}, not '{text}'");
            return share;
        };
        return option;
    }

    /// <summary>The share that is asked; all of the work unless said.</summary>
    public static SweepShare Of(this Option<SweepShare> option, ParseResult given) =>
        given.GetResult(option) is null ? SweepShare.Whole : given.GetValue(option);
}
