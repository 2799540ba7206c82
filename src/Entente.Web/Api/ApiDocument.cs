using Microsoft.AspNetCore.OpenApi;

namespace Entente.Web.Api;

/// <summary>What programs read of the answers there are: <c>/openapi/v1.json</c>.</summary>
internal static class ApiDocument
{
    public static void Describe(OpenApiOptions document)
    {
        document.OpenApiVersion = Microsoft.OpenApi.OpenApiSpecVersion.OpenApi3_1;
        document.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        document.AddDocumentTransformer(
            (api, _, _) =>
            {
                api.Info.Title = "Entente";
                api.Info.Version = "v1";
                api.Info.Description = "Answers of the workbench: the tables of entente run, to the last bit.";
                // The address that is written here would be that of one server.
                api.Servers?.Clear();
                return Task.CompletedTask;
            }
        );
    }
}
