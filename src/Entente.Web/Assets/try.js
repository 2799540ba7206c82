// The page on which answers for programs are tried: what /openapi/v1.json describes, as forms. Texts are set, never parsed.
"use strict";

const make = (tag, text, more) => Object.assign(document.createElement(tag), text === undefined ? {} : { textContent: text }, more);

const starts = { scenario: "serbia-2023", table: "countries", case: "joins", horizon: "short", country: "SRB", game: "serbia-2023",
  sweep: "russian-gas-elasticities", estimate: "advanced-guide", figure: "others" };

function lines(method, address, body) {
  const at = new URL(address, location.href).href;
  const data = body ? ` -H 'Content-Type: ${body.type}' --data-binary @question` : "";
  const verb = method === "GET" ? "" : ` -X ${method}`;
  const shell = `curl${verb} -H "Authorization: Bearer $ENTENTE_TOKEN"${data} '${at}'`;
  if (method !== "GET" || !address.split("?")[0].endsWith(".csv")) return shell;
  const more = at + (at.includes("?") ? "&" : "?") + "token=";
  return `${shell}\nR       x <- read.csv(paste0("${more}", Sys.getenv("ENTENTE_TOKEN")))`
    + `\nPython  pandas.read_csv("${more}" + os.environ["ENTENTE_TOKEN"])`
    + `\nStata   import delimited using "${more}...", clear`;
}

function form(path, method, operation) {
  const box = make("details");
  box.append(make("summary", `${method.toUpperCase()} ${path}`), make("p", operation.summary ?? ""));
  if (operation.description) box.append(make("p", operation.description, { className: "small" }));
  const fields = make("form");
  for (const parameter of operation.parameters ?? []) {
    const id = `${method}-${path}-${parameter.name}`;
    const first = starts[parameter.name];
    fields.append(
      make("label", parameter.name, { htmlFor: id }),
      make("input", undefined, { id, name: parameter.name, value: first !== undefined ? first : "" }),
      make("p", parameter.description ?? "", { className: "small" })
    );
    fields.lastElementChild.previousElementSibling.dataset.in = parameter.in;
  }
  const types = Object.keys(operation.requestBody?.content ?? {});
  const text = make("textarea", undefined, { rows: 6, spellcheck: false, ariaLabel: "What is sent" });
  if (types.length > 0) fields.append(text);
  if (["put", "delete"].includes(method) || path.endsWith("restore")) {
    fields.append(make("label", "If-Match", { htmlFor: `${method}-${path}-match` }),
      make("input", undefined, { id: `${method}-${path}-match`, name: "If-Match", value: "\"1\"" }));
    fields.lastElementChild.dataset.in = "header";
  }
  fields.append(make("button", "Send", { type: "submit" }));
  const status = make("p", "", { role: "status" });
  const output = make("pre", "");
  fields.addEventListener("submit", async event => {
    event.preventDefault();
    let address = path;
    const query = new URLSearchParams();
    const headers = {};
    for (const input of fields.querySelectorAll("input")) {
      if (input.dataset.in === "path") address = address.replace(`{${input.name}}`, encodeURIComponent(input.value));
      else if (input.dataset.in === "header") headers[input.name] = input.value;
      else if (input.value) for (const value of input.value.split(" ")) query.append(input.name, value);
    }
    if (query.size > 0) address += `?${query}`;
    const body = types.length > 0 ? { type: types[0], text: text.value } : undefined;
    if (body) headers["Content-Type"] = body.type;
    status.textContent = "asked";
    output.textContent = lines(method.toUpperCase(), address, body);
    try {
      const answer = await fetch(address, { method: method.toUpperCase(), headers, body: body?.text });
      const said = await answer.text();
      status.textContent = `${answer.status} ${answer.statusText}`;
      output.textContent += `\n\n${[...answer.headers].filter(([name]) => ["etag", "location", "retry-after", "content-type"].includes(name))
        .map(([name, value]) => `${name}: ${value}`).join("\n")}\n\n${said.slice(0, 20000)}`;
    } catch (error) {
      status.textContent = `no answer: ${error.message}`;
    }
  });
  box.append(fields, status, output);
  return box;
}

const description = await (await fetch("/openapi/v1.json")).json();
const all = document.getElementById("all");
for (const [path, operations] of Object.entries(description.paths))
  for (const [method, operation] of Object.entries(operations)) all.append(form(path, method, operation));
all.dataset.count = all.children.length;
