// One search over names and titles.

const FOUND = 8;

function searchView(query) {
  const text = query.get("q") || "", has = matcher(text);
  const groups = [];
  const group = (name, items, make, all, css) => {
    if (items.length) groups.push(section(`${name} (${grouped(items.length)})`,
      el("div", { class: css }, el("ol", { class: "rows" }, items.slice(0, FOUND).map((item) => el("li", {}, make(item))))),
      items.length > FOUND ? el("p", {}, link(`${all}?q=${encodeURIComponent(text)}`, `All ${grouped(items.length)}`)) : null));
  };
  if (fold(text).trim()) {
    const entities = D.entities.id.map((_, e) => e).filter((e) => has(entityWords()[e]));
    const row = (e) => [el("span", { class: "name" }, link(entityRoute(e), D.entities.name[e]), otherNames(e)),
      el("span", { class: "tags" }, tag(bodyKind(D.entities.kind[e])), tag(country(D.entities.country[e]))),
      el("span", { class: "value" }, grouped(D.entities.documents[e]), el("small", {}, D.entities.documents[e] === 1 ? " document" : " documents"))];
    group("Organisations", entities.filter((e) => !D.entities.law[e]), row, "#/orgs", "");
    group("Laws", entities.filter((e) => D.entities.law[e]), row, "#/laws", "");
    group("Facts", D.facts.id.map((_, f) => f).filter((f) => has(factWords()[f])).sort(newest), factRow, "#/facts", "facts");
    group("Documents", D.documents.id.map((_, d) => d).filter((d) => has(documentWords()[d])), documentRow, "#/documents", "documents");
  }
  return el("div", { class: "found" }, el("h1", {}, `Search: ${text}`),
    groups.length ? groups : el("p", { class: "lead", role: "status" }, "Nothing has a name or title like that. Texts themselves are not searched."));
}
