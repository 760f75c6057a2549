// Organisations and laws: the ranked lists, and one of them.

function entityList(law, query) {
  const all = D.entities.id.map((_, e) => e).filter((e) => D.entities.law[e] === law);
  const most = all.length ? D.entities.documents[all[0]] : 1;
  const orders = {
    "": null,
    mentions: (a, b) => D.entities.mentions[b] - D.entities.mentions[a],
    name: (a, b) => D.entities.name[a].localeCompare(D.entities.name[b], "en"),
    first: (a, b) => (D.entities.first[a] || "9") < (D.entities.first[b] || "9") ? -1 : 1,
  };
  const find = (state) => {
    const has = matcher(state.q || "");
    const found = all.filter((e) => (!state.kind || D.entities.kind[e] === state.kind)
      && (!state.country || D.entities.country[e] === state.country) && (!state.q || has(entityWords()[e])));
    return orders[state.sort || ""] ? found.sort(orders[state.sort]) : found;
  };
  const make = (e) => [
    el("span", { class: "name" }, link(entityRoute(e), D.entities.name[e]), otherNames(e)),
    el("span", { class: "tags" }, factsByEntity().has(e) && !law ? tag(count(factsByEntity().get(e).length, "fact"), "fact") : null,
      tag(bodyKind(D.entities.kind[e])), tag(country(D.entities.country[e]))),
    el("span", { class: "value" }, grouped(D.entities.documents[e]), el("small", {}, D.entities.documents[e] === 1 ? " document" : " documents")),
    meter(D.entities.documents[e], most)];
  return el("div", {}, el("h1", {}, law ? "Laws" : "Organisations"),
    el("p", { class: "lead" }, law ? "Laws by the number of documents that cite them. Open one for its most cited provisions."
      : "Organisations by the number of documents that name them, in any language and form."),
    D.summary.entities < D.summary.all_entities ? el("p", { class: "notice" },
      `The list has the ${grouped(all.length)} with most documents of ${grouped(D.manifest.entities[law ? "LAW" : "ORG"] || 0)}.`) : null,
    filteredList({
      route: law ? "#/laws" : "#/orgs", query, find, make,
      noun: law ? ["law"] : ["organisation"], search: "any name, form or acronym",
      filters: [
        { name: "kind", label: "Kind", options: options(all, (e) => D.entities.kind[e], bodyKind) },
        { name: "country", label: law ? "Jurisdiction" : "Country", options: options(all, (e) => D.entities.country[e], country) },
        { name: "sort", label: "Order", plain: true, options: [["", "most documents"], ["mentions", "most mentions"], ["name", "by name"], ["first", "first named"]] },
      ],
    }), law ? topProvisions() : null);
}

/** Names that differ from the one that is shown. */
function otherNames(e) {
  const names = [...Object.values(D.entities.names[e]), ...D.entities.acronyms[e]].filter((n) => n && n !== D.entities.name[e]);
  return names.length ? el("small", {}, [...new Set(names)].slice(0, 3).join(" · ")) : null;
}

/** Provisions of one law, or the most cited of all. */
const provisionRoute = (row) => `${entityRoute(row.law)}?provision=${encodeURIComponent(`${row.unit} ${row.number}`)}`;
const provisionsOf = (law) => D.tally.provisions.filter((row) => row.law === law);

function topProvisions() {
  const rows = D.tally.provisions.filter((row) => row.law >= 0).slice(0, 8);
  if (!rows.length) return null;
  const unknown = provisionsOf(-1).reduce((all, row) => all + row.mentions, 0);
  return section("Most cited provisions", ranking(rows.map((row) =>
    [`${capital(row.unit)} ${row.number}, ${D.entities.name[row.law]}`, row.documents, provisionRoute(row), "LAW"]), "documents"),
  unknown ? el("p", { class: "note" }, `${count(unknown, "provision")} of laws that the text does not tell are not counted here.`) : null);
}

/** Mentions of a law that cite a provision, or a part of it. */
function citing(mentions, provision) {
  const cited = (text) => text !== null && text.split(", ").some((one) => one === provision || one.startsWith(`${provision} `));
  return Array.from(mentions).filter((mention) => cited(D.values.text[D.documents.rows.value[mention]]));
}

function entityView(id, query) {
  const e = entityPlaces().get(id);
  if (e === undefined) return missing("organisation or law", id, D.summary.entities < D.summary.all_entities);
  const law = D.entities.law[e] === 1, mentions = mentionsOf(e), facts = factsByEntity().get(e) || [];
  const months = [], flat = D.entities.months[e];
  for (let i = 0; i < flat.length; i += 2) months.push([flat[i], "n", flat[i + 1]]);
  const names = Object.entries(D.entities.names[e]).filter(([, name]) => name && name !== D.entities.name[e]);
  return el("article", { class: "entity" },
    el("p", { class: "eyebrow" }, [law ? "Law" : capital(bodyKind(D.entities.kind[e]) || "organisation"), country(D.entities.country[e])].filter(Boolean).join(" · ")),
    el("h1", {}, D.entities.name[e]),
    names.length ? el("p", { class: "names" }, names.map(([lang, name]) => el("span", { lang }, el("small", {}, LANGS[lang]), " ", name))) : null,
    terms([
      ["Named in", `${count(D.entities.documents[e], "document")}, ${count(D.entities.mentions[e], "mention")}`],
      ["Published", period(D.entities.first[e], D.entities.last[e]) + undated(e)],
      ["Acronyms", D.entities.acronyms[e].join(", ")], ["Registers", registers(e)], ["Id", el("code", {}, id)]]),
    facts.length ? section(law ? "Facts that rest on it" : "Facts", factRows(facts)) : null,
    section("Documents over time", timeline(months, [["n", "documents", law ? "LAW" : "ORG"]], `Documents that name ${D.entities.name[e]}`, 150)),
    law ? provisionTable(e) : null,
    passages(e, mentions, law ? query.get("provision") : null),
    el("div", { class: "columns" }, forms(e), law ? null : together(e, mentions)),
    why(e));
}

/** The passages of an entity, or those that cite one provision. */
function passages(e, mentions, provision) {
  const shown = provision ? citing(mentions, provision) : mentions;
  return section(provision ? `Passages: ${provision}` : "Passages",
    provision ? el("p", { class: "wanted note" }, `${count(shown.length, "mention")} of ${provision}. `, link(entityRoute(e), "All passages")) : null,
    sampleNote(), shown.length ? paged(passageOrder(shown), mentionPassage, 8)
      : el("p", { class: "note" }, "None of its documents is in this page."));
}

/** Says that a list is of the documents of the page, where these are not all. */
function sampleNote() {
  return D.summary.documents < D.summary.all_documents ? el("p", { class: "note" }, "From the documents of this page.") : null;
}

/** How many of an entity's documents have no day of publication. */
function undated(e) {
  const flat = D.entities.months[e];
  let n = 0;
  for (let i = 0; i < flat.length; i += 2) if (flat[i] < 0) n += flat[i + 1];
  return n ? ` (${grouped(n)} without a date)` : "";
}

function period(first, last) {
  if (!first) return "";
  return first === last ? day(first) : `${day(first)} to ${day(last)}`;
}

/** Links to public registers. */
function registers(e) {
  const x = D.entities.external[e];
  if (!x) return null;
  const all = [
    [x.wikidata, "Wikidata", `https://www.wikidata.org/wiki/${x.wikidata}`], [x.ror, "ROR", `https://ror.org/${x.ror}`],
    [x.lei, "LEI", `https://search.gleif.org/#/record/${x.lei}`],
    [x.celex, "CELEX", `https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:${encodeURIComponent(x.celex)}`],
    [x.eli, "ELI", x.eli]];
  return all.filter(([value]) => value).map(([value, name, address], i) => [i ? ", " : "", webLink(address, `${name} ${value}`)]);
}

function provisionTable(e) {
  const rows = provisionsOf(e);
  if (!rows.length) return null;
  const short = rows.slice(0, 20).map((row) => [`${capital(row.unit)} ${row.number}`, row.documents, provisionRoute(row), "LAW"]);
  return section("Most cited provisions", ranking(short, "documents"),
    rows.length > 20 ? el("p", { class: "note" }, `and ${rows.length - 20} more`) : null);
}

function forms(e) {
  return section("Forms in the texts", table([
    { head: "Form", cell: (f) => el("span", { lang: f.lang }, f.text) }, { head: "Language", cell: (f) => LANGS[f.lang] || f.lang },
    { head: "Mentions", cell: (f) => grouped(f.count), class: "n" }], D.entities.forms[e]),
  D.entities.more_forms[e] ? el("p", { class: "note" }, `and ${count(D.entities.more_forms[e], "form")} more`) : null);
}

/** Organisations that stand in the same documents. */
function together(e, mentions) {
  const counts = new Map();
  for (const doc of new Set(Array.from(mentions, documentOf))) {
    const others = new Set();
    for (let m = firstMention[doc]; m < firstMention[doc + 1]; m++) if (entityOf(m) >= 0) others.add(entityOf(m));
    for (const other of others) if (other !== e && !D.entities.law[other]) counts.set(other, (counts.get(other) || 0) + 1);
  }
  const top = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 10);
  if (!top.length) return null;
  return section("Named in the same documents", sampleNote(), ranking(top.map(([other, n]) => [D.entities.name[other], n, entityRoute(other), "ORG"]), "documents"));
}

/** Why the names are one, and what was kept apart. */
function why(e) {
  const links = D.entities.links[e], refused = D.entities.refused[e];
  if (!links.length && !refused.length) return null;
  const other = (id) => entityPlaces().has(id) ? link(entityRoute(entityPlaces().get(id)), D.entities.name[entityPlaces().get(id)]) : el("code", {}, id);
  return el("details", { class: "why" }, el("summary", {}, "Why these names are one"),
    links.length ? table([
      { head: "Rule", cell: (l) => el("code", {}, l.rule) }, { head: "Evidence", cell: (l) => l.text },
      { head: "Strength", cell: (l) => l.strength, class: "n" }], links) : null,
    refused.length ? [el("h3", {}, "Kept apart"), table([
      { head: "Other", cell: (r) => other(r.other) }, { head: "Rule", cell: (r) => el("code", {}, r.rule) },
      { head: "Because", cell: (r) => r.because }], refused)] : null);
}

/** A thing that an address names and the page does not have. */
function missing(what, id, sampled) {
  return el("div", {}, el("h1", {}, "Not in this page"),
    el("p", {}, `There is no ${what} `, el("code", {}, id), sampled ? " among those that this page takes from the dataset." : " in this dataset."),
    el("p", {}, link("#/overview", "Back to the overview")));
}
