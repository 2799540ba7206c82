using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entente.Reporting;

/// <summary>
/// Renders components to text, without a server, a container of services or a log: components get all they need as parameters.
/// Safe from several threads.
/// </summary>
internal static partial class PageRenderer
{
    /// <summary>Writes what a component draws.</summary>
    /// <param name="component">Type of the component.</param>
    /// <param name="parameters">Its parameters by name.</param>
    /// <param name="text">Where it is written.</param>
    public static void Write(Type component, Dictionary<string, object?> parameters, TextWriter text)
    {
        using var renderer = new HtmlRenderer(new Services(), NullLoggerFactory.Instance);
        // No component waits for anything: this is done when the call returns.
        renderer
            .Dispatcher.InvokeAsync(async () =>
            {
                var root = await renderer.RenderComponentAsync(component, ParameterView.FromDictionary(parameters)).ConfigureAwait(true);
                root.WriteHtmlTo(text);
            })
            .GetAwaiter()
            .GetResult();
    }

    /// <summary>
    /// Control characters have references in HTML but none in XML: the sign for a character that cannot be shown replaces them.
    /// </summary>
    public static string WithoutControlCharacters(string markup) => ControlCharacters().Replace(markup, "\ufffd");

    [GeneratedRegex("&#x([0-8BCEF]|1[0-9A-F]|FFF[EF]|D[89A-F][0-9A-F]{2});")]
    private static partial Regex ControlCharacters();

    /// <summary>
    /// The two services that rendering asks for. Letters of all scripts stand for themselves, what could be markup does not. Components are
    /// made by their constructors: compiled expressions, which the renderer makes by itself, cost more than the page (decision 013).
    /// </summary>
    private sealed class Services : IServiceProvider, IComponentActivator
    {
        private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

        public object? GetService(Type serviceType) =>
            serviceType == typeof(HtmlEncoder) ? Html
            : serviceType == typeof(IComponentActivator) ? this
            : null;

        public IComponent CreateInstance(Type componentType) => (IComponent)Activator.CreateInstance(componentType)!;
    }
}
