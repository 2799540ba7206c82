using System.Buffers;
using System.Text;
using System.Text.Json;
using Entente.Data.Runs;

namespace Entente.Native;

/// <summary>A world that a caller holds. Immutable.</summary>
internal sealed record OpenWorld(WorldInput Input)
{
    /// <summary>What it is, as JSON.</summary>
    public string Description()
    {
        var (world, into) = (Input.World, new ArrayBufferWriter<byte>());
        using (var json = new Utf8JsonWriter(into))
        {
            json.WriteStartObject();
            json.WriteString("name", Input.Folder.Name);
            json.WriteString("title", world.Identity.Title);
            if (world.Identity.Year is { } year)
                json.WriteNumber("year", year);
            json.WriteString("unit", world.Identity.Unit);
            json.WriteString("sha256", Input.Hash);
            json.WriteStartObject("countries");
            foreach (var country in world.Countries)
                json.WriteString(country.Code, country.Name);
            json.WriteEndObject();
            json.WriteStartObject("sectors");
            foreach (var sector in world.Sectors)
                json.WriteString(sector.Code, sector.Name);
            json.WriteEndObject();
            json.WriteStartObject("groups");
            foreach (var (group, members) in world.Identity.Groups)
            {
                json.WriteStartArray(group);
                foreach (var member in members)
                    json.WriteStringValue(member.ToString());
                json.WriteEndArray();
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(into.WrittenSpan);
    }
}
