// Renders the OpenAPI description of this server. All texts go through
// textContent, so that nothing in the description can become markup.

const element = (name, attributes = {}, ...children) => {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value);
  e.append(...children);
  return e;
};

const table = (heads, rows) =>
  element("table", {},
    element("thead", {}, element("tr", {}, ...heads.map((h) => element("th", {}, h)))),
    element("tbody", {}, ...rows.map((cells) => element("tr", {}, ...cells.map((c) => element("td", {}, c))))));

const nameOf = (ref) => ref.split("/").pop();

// typeOf names a schema in a few words, with links to what it refers to.
function typeOf(schema) {
  if (!schema) return document.createTextNode("anything");
  if (schema.$ref) {
    const name = nameOf(schema.$ref);
    return element("a", { href: "#" + name }, name);
  }
  if (schema.items) return element("span", {}, "list of ", typeOf(schema.items));
  if (schema.oneOf) {
    const span = element("span", {}, "one of ");
    schema.oneOf.forEach((one, i) => span.append(i ? ", " : "", typeOf(one)));
    return span;
  }
  if (schema.additionalProperties && typeof schema.additionalProperties === "object") {
    return element("span", {}, "map of ", typeOf(schema.additionalProperties));
  }
  const type = [].concat(schema.type ?? "anything").filter((t) => t !== "null").join(" or ");
  if (schema.enum) return element("span", {}, schema.enum.map((v) => JSON.stringify(v)).join(" | "));
  return document.createTextNode(schema.format ? `${type} (${schema.format})` : type);
}

const fields = (schema) =>
  table(["Member", "Type", ""], Object.entries(schema.properties ?? {}).map(([name, property]) => [
    element("code", {}, name + (schema.required?.includes(name) ? " *" : "")),
    typeOf(property),
    property.description ?? "",
  ]));

function operation(path, method, op) {
  const article = element("article", { id: op.operationId, "data-text": `${method} ${path} ${op.summary}`.toLowerCase() },
    element("h3", {}, element("span", { class: "method" }, method.toUpperCase()), element("span", { class: "path" }, path)),
    element("p", {}, op.summary + "."),
    element("p", {}, op.description ?? ""));
  if (op.parameters?.length) {
    article.append(element("h4", {}, "Parameters"), table(["Name", "In", "Type", ""], op.parameters.map((p) => [
      element("code", {}, p.name + (p.required ? " *" : "")), p.in, typeOf(p.schema), p.description ?? p.schema?.description ?? "",
    ])));
  }
  if (op.requestBody) {
    const row = element("p", {}, op.requestBody.description + " ");
    for (const [type, media] of Object.entries(op.requestBody.content)) row.append(type + ": ", typeOf(media.schema));
    article.append(element("h4", {}, "Body"), row);
  }
  article.append(element("h4", {}, "Answers"), table(["Status", "Type"], Object.entries(op.responses).flatMap(([status, response]) =>
    Object.entries(response.content ?? {}).map(([type, media]) => [
      status === "default" ? "otherwise" : status, element("span", {}, type + ": ", typeOf(media.schema)),
    ]))));
  return article;
}

function schema(name, s) {
  const article = element("article", { id: name, "data-text": name.toLowerCase() }, element("h3", {}, name));
  if (s.description) article.append(element("p", {}, s.description));
  article.append(s.oneOf ? element("p", {}, typeOf(s)) : fields(s));
  return article;
}

function render(doc) {
  document.getElementById("about").textContent = `${doc.info.description} Version ${doc.info.version}.`;
  const main = document.getElementById("main");
  const contents = document.getElementById("contents");
  main.replaceChildren();
  const groups = new Map(doc.tags.map((t) => [t.name, []]));
  for (const [path, methods] of Object.entries(doc.paths)) {
    for (const [method, op] of Object.entries(methods)) {
      groups.get(op.tags[0]).push(operation(path, method, op));
    }
  }
  for (const [tag, articles] of groups) {
    const about = doc.tags.find((t) => t.name === tag).description;
    main.append(element("h2", { id: "group-" + tag }, tag), element("p", {}, about + "."), ...articles);
    contents.append(element("a", { href: "#group-" + tag }, tag));
  }
  const codes = doc.info["x-codes"] ?? [];
  main.append(element("h2", { id: "group-problems" }, "problems"), ...codes.map((c) =>
    element("article", { id: c.code, "data-text": `${c.code} ${c.name}`.toLowerCase() },
      element("h3", {}, `${c.code} ${c.name} (HTTP ${c.status})`),
      element("p", {}, c.title), element("p", {}, `${c.meaning} Cause: ${c.cause}`), element("p", {}, c.fix))));
  contents.append(element("a", { href: "#group-problems" }, "problems"));
  main.append(element("h2", { id: "group-types" }, "types"),
    ...Object.entries(doc.components.schemas).map(([name, s]) => schema(name, s)));
  contents.append(element("a", { href: "#group-types" }, "types"));
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

document.getElementById("find").addEventListener("input", (event) => {
  const wanted = event.target.value.toLowerCase();
  for (const article of document.querySelectorAll("article")) {
    article.hidden = !article.dataset.text.includes(wanted);
  }
});

fetch("/api/openapi.json")
  .then((answer) => {
    if (!answer.ok) throw new Error(`openapi.json: HTTP ${answer.status}`);
    return answer.json();
  })
  .then(render)
  .catch((error) => {
    document.getElementById("main").textContent = `The description could not be read (${error.message}). Load the page again.`;
  });
