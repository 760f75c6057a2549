// One search over names, titles and texts.

const FOUND = 8;
const FOUND_TEXTS = 30;

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
    groups.length ? groups : el("p", { class: "lead", role: "status" }, "Nothing has a name or title like that."),
    D.summary.texts ? textSearch(text, has) : null);
}

/** The texts that have all words of a query. They are unpacked and searched one after another. */
function textSearch(query, has) {
  const told = el("p", { class: "told", role: "status" });
  const list = el("ol", { class: "rows" });
  const made = section("In texts", told, list);
  const first = new RegExp(fold(query).split(/\s+/)[0].replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "i");
  const search = async () => {
    let found = 0;
    for (let d = 0; d < D.documents.id.length; d++) {
      if (D.documents.block[d] < 0) continue;
      // What was typed since then begins a search of its own.
      if (d > 50 && !made.isConnected) return;
      const { text } = await textOf(d);
      if (!has(fold(text))) continue;
      found++;
      if (found <= FOUND_TEXTS) list.append(el("li", {}, textPassage(d, text, text.search(first))));
      told.textContent = `${grouped(found)} so far …`;
    }
    told.textContent = found ? `${count(found, "text")}${found > FOUND_TEXTS ? `, the first ${FOUND_TEXTS} here` : ""}` : "No text has these words.";
  };
  search().catch(fail);
  return made;
}

function textPassage(d, text, at) {
  const place = Math.max(0, at), [from, to] = context(text, place, place, 110);
  return el("div", { class: "passage" }, el("blockquote", {}, text.slice(from, to)),
    el("p", { class: "where" }, el("time", {}, day(D.documents.published[d]) || "no date"), " · ", link(documentRoute(d), documentTitle(d)), " · ", outletOf(d)));
}
