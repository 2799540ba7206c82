using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Entente.Web.Api;

/// <summary>What programs read of the answers there are: <c>/openapi/v1.json</c>.</summary>
internal static class ApiDocument
{
    private const string Bearer = "token";

    public static void Describe(OpenApiOptions document)
    {
        document.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        document.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        document.AddDocumentTransformer(
            (api, _, _) =>
            {
                api.Info.Title = "Entente";
                api.Info.Version = "v1";
                api.Info.Description = "Answers of the workbench: the tables of the command line, to the last bit.";
                // The address that is written here would be that of one server.
                api.Servers?.Clear();
                api.Components ??= new OpenApiComponents();
                api.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
                api.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" };
                api.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, api)] = [] }];
                return Task.CompletedTask;
            }
        );
        document.AddOperationTransformer(
            (operation, context, _) =>
            {
                operation.Responses ??= [];
                foreach (var (status, meaning) in ForAll)
                    operation.Responses.TryAdd(status, new OpenApiResponse { Description = meaning });
                foreach (var key in context.Description.ActionDescriptor.EndpointMetadata.OfType<QueryKey>())
                    (operation.Parameters ??= []).Add(
                        new OpenApiParameter
                        {
                            Name = key.Name,
                            In = ParameterLocation.Query,
                            Description = key.Meaning,
                            Schema = Schema(key),
                        }
                    );
                return Task.CompletedTask;
            }
        );
    }

    /// <summary>What the gate may say to any request.</summary>
    private static (string Status, string Meaning)[] ForAll =>
        [("401", "The token is missing or wrong."), ("403", "The request comes from a page of another server.")];

    private static OpenApiSchema Schema(QueryKey key)
    {
        var one = new OpenApiSchema { Type = key.IsWhole ? JsonSchemaType.Integer : JsonSchemaType.String };
        return key.IsMany ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = one } : one;
    }
}
