using Entente.Web.Games;
using Entente.Web.Questions;
using Entente.Web.Saved;
using Entente.Web.Serving;

namespace Entente.Web.Answers;

/// <summary>Makes of a question what is kept of it: itself, itself as a file, and the world and program that it was asked of.</summary>
internal sealed class Keeping(Library library, OpenGames games, ServeOptions options)
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

    /// <summary>What is kept of a place in a game.</summary>
    /// <param name="question">The place.</param>
    /// <param name="name">What its owner calls it.</param>
    /// <param name="note">What its owner says of it.</param>
    /// <returns>That, or why the game cannot be played.</returns>
    public Checked<SavedQuestion> Of(GameQuestion question, string name, string note)
    {
        var open = games.Find(question.Game);
        return open.Success
            ? Checked<SavedQuestion>.Valid(
                new SavedQuestion
                {
                    Name = name,
                    Note = note,
                    Subject = SavedSubject.Game,
                    Scenario = question.Game,
                    Query = question.Query(open.Value.Game),
                    Text = games.Text(question.Game),
                    SentText = games.SentText(question.Game),
                    WorldHash = open.Value.Input.WorldHash,
                    Program = options.Version,
                }
            )
            : Checked<SavedQuestion>.Invalid(open.Faults);
    }
}
