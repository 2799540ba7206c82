namespace Entente.Reporting.Records;

/// <summary>The style of pages of the record: that of reports, and marks in a text.</summary>
internal static class RecordStyle
{
    public static string Css { get; } = ReportStyle.Css + "\n" + Own;

    private const string Own = """
        :root{--for:#dcd7ee;--against:#fbe0bd;--open:#e6e9ec;--flag:#b3261e;--sup:#2e6b3f;--con:#b3261e}
        .text{max-width:46rem;white-space:pre-wrap;overflow-wrap:break-word;font-size:1.02rem;line-height:1.75}
        .text mark{color:inherit;background:none;border-radius:2px}
        .text mark.open{background:var(--open)}
        .text mark.for{background:var(--for)}
        .text mark.against{background:var(--against)}
        .text mark.source{font-weight:700}
        .text mark.cue{font-style:italic;text-decoration:underline dotted;text-underline-offset:.2em}
        .text mark.flag{text-decoration:underline wavy var(--flag);text-underline-offset:.2em}
        .text sup a,.at{font:600 .68rem/1 ui-sans-serif,system-ui,sans-serif;color:var(--accent);text-decoration:none;padding:0 .1em}
        .cards{list-style:none;padding:0;margin:.5rem 0 1rem;display:grid;gap:.7rem;max-width:54rem}
        .cards>li{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.65rem .9rem;overflow-wrap:anywhere}
        .cards p{margin:.15rem 0;max-width:none}
        .cards .who{font-weight:600}
        .cards blockquote{margin:.35rem 0;padding:.1rem 0 .1rem .8rem;border-left:3px solid var(--line)}
        .cards blockquote.for{border-color:#998ec3}
        .cards blockquote.against{border-color:#f1a340}
        .chip{display:inline-block;font:600 .74rem/1.5 ui-sans-serif,system-ui,sans-serif;border:1px solid currentColor;border-radius:1rem;
          padding:0 .55rem;margin-left:.4rem;vertical-align:.08rem;white-space:nowrap;color:var(--soft)}
        .chip.supported{color:var(--sup)}
        .chip.contradicted{color:var(--con)}
        .checks{margin:.3rem 0 0;padding:0;list-style:none;font:.88rem/1.45 ui-sans-serif,system-ui,sans-serif}
        .checks li{margin:.25rem 0;padding-left:6.2rem;position:relative}
        .checks li>span:first-child{position:absolute;left:0;color:var(--soft)}
        .checks b{font-variant-numeric:tabular-nums;font-weight:600}
        .facts{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;
          font:.84rem/1.5 ui-sans-serif,system-ui,sans-serif;margin:.4rem 0 1rem}
        .facts dt{font-weight:400;color:var(--soft)}
        .facts dd{margin:0;overflow-wrap:anywhere}
        .key span{padding:0 .3rem}
        @media screen and (max-width:560px){
          main{padding:1.4rem 1rem 3rem}
          .checks li{padding-left:0}
          .checks li>span:first-child{position:static;display:block}
          .facts{grid-template-columns:1fr}.facts dd{margin-bottom:.3rem}
        }
        @media screen and (prefers-color-scheme:dark){
          :root{--for:#3d3760;--against:#5a3f1c;--open:#33383d;--flag:#ff8a80;--sup:#8fd3a0;--con:#ff8a80}
        }
        """;
}
