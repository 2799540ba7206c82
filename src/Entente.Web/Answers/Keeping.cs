using Entente.Web.Questions;
using Entente.Web.Saved;
using Entente.Web.Serving;

namespace Entente.Web.Answers;

/// <summary>Makes of a question what is kept of it: itself, itself as a file, and the world and program that it was asked of.</summary>
internal sealed class Keeping(Library library, ServeOptions options)
{
    /// <summary>What is kept of a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="name">What its owner calls it.</param>
    /// <param name="note">What its owner says of it.</param>
    /// <returns>That, or what is wrong with the question.</returns>
    public Checked<SavedQuestion> Of(PageQuestion question, string name, string note)
    {
        var input = library.Input(question);
        if (!input.Success)
            return Checked<SavedQuestion>.Invalid(input.Faults);
        var text = library.Text(question);
        return Checked<SavedQuestion>.Valid(
            new SavedQuestion
            {
                Name = name,
                Note = note,
                Scenario = question.Scenario,
                Query = question.Query,
                Text = text.Success ? text.Value.Text : null,
                SentText = library.SentText(question.Scenario),
                WorldHash = input.Value.WorldHash,
                Program = options.Version,
            }
        );
    }
}
