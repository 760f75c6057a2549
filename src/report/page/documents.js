// Documents: the list, and one with its mentions marked.

function documentRow(d) {
  const facts = factsByDocument().get(d);
  return [
    el("span", { class: "when" }, day(D.documents.published[d]) || "no date"),
    el("span", { class: "name" }, link(documentRoute(d), documentTitle(d)), el("small", {}, outletOf(d))),
    el("span", { class: "tags" }, facts ? tag(count(facts.length, "fact"), "fact") : null,
      D.documents.copy_of[d] ? tag("copy") : D.documents.near_copy_of[d] ? tag("near-copy") : null,
      D.strings[D.documents.langs[d]].split(" ").filter(Boolean).map((lang) => tag(lang, `lang-${LANGS[lang] ? lang : "und"}`))),
    el("span", { class: "value" }, grouped(D.documents.mentions[d]), el("small", {}, D.documents.mentions[d] === 1 ? " mention" : " mentions"))];
}

function documentList(query) {
  const all = D.documents.id.map((_, d) => d);
  const year = (d) => (/^\d{4}/.exec(D.documents.published[d] || "") || ["undated"])[0];
  const byDay = (a, b) => {
    const [x, y] = [D.documents.published[a] || "", D.documents.published[b] || ""];
    return x === y ? a - b : x < y ? 1 : -1;
  };
  const orders = { "": byDay, oldest: (a, b) => byDay(b, a), mentions: (a, b) => D.documents.mentions[b] - D.documents.mentions[a], source: (a, b) => a - b };
  const find = (state) => {
    const has = matcher(state.q || "");
    return all.filter((d) => (!state.lang || D.strings[D.documents.langs[d]].split(" ").includes(state.lang))
      && (!state.year || year(d) === state.year) && (!state.month || (D.documents.published[d] || "").slice(5, 7) === state.month)
      && (!state.only || (state.only === "facts" ? factsByDocument().has(d) : D.documents.copy_of[d] || D.documents.near_copy_of[d]))
      && (!state.q || has(documentWords()[d]))).sort(orders[state.sort || ""] || byDay);
  };
  const langs = options(all.flatMap((d) => D.strings[D.documents.langs[d]].split(" ")), (lang) => lang, (lang) => LANGS[lang] || lang);
  return el("div", { class: "documents" }, el("h1", {}, "Documents"),
    el("p", { class: "lead" }, "Every article with what was found in it."),
    D.summary.documents < D.summary.all_documents ? el("p", { class: "notice" },
      `The list has ${grouped(D.summary.documents)} of ${grouped(D.summary.all_documents)} documents, spread evenly, and those that facts and large sums need.`) : null,
    filteredList({
      route: "#/documents", query, find, make: documentRow, noun: ["document"], search: "title, source or author",
      filters: [
        { name: "lang", label: "Language", options: langs },
        { name: "year", label: "Year", options: options(all, year, (y) => y).sort((a, b) => (a[0] < b[0] ? 1 : -1)) },
        { name: "month", label: "Month", options: options(all, (d) => (D.documents.published[d] || "").slice(5, 7), (month) => LONG_MONTHS[month - 1]).sort((a, b) => (a[0] < b[0] ? -1 : 1)) },
        { name: "only", label: "Only", options: [["facts", "with facts"], ["copies", "copies"]] },
        { name: "sort", label: "Order", plain: true, options: [["", "newest first"], ["oldest", "oldest first"], ["mentions", "most mentions"], ["source", "by source"]] },
      ],
    }));
}

/** What told the day of publication. */
const PUBLISHED_FROM = {
  option: "an option of the run", field: "a field of the record", meta: "the page's description", "json-ld": "the page's description",
  url: "the address", path: "the name of the file", header: "a header", dateline: "the dateline", text: "the text",
};

function documentView(id, query) {
  const d = documentPlaces().get(id);
  if (d === undefined) return missing("document", id, D.summary.documents < D.summary.all_documents);
  const doc = D.documents, facts = factsByDocument().get(d) || [];
  const other = (id) => documentPlaces().has(id) ? link(documentRoute(documentPlaces().get(id)), documentTitle(documentPlaces().get(id))) : el("code", {}, id);
  const from = D.strings[doc.published_from[d]];
  const target = /^(\d+)-(\d+)$/.exec(query.get("at") || "");
  const place = el("div", {}, el("p", { class: "note" }, "Unpacking the text …"));
  fillText(d, place, target ? [+target[1], +target[2]] : null).catch(fail);
  return el("article", { class: "document" },
    el("p", { class: "eyebrow" }, [day(doc.published[d]) || "No date", languages(D.strings[doc.langs[d]])].join(" · ")),
    el("h1", {}, documentTitle(d)),
    terms([
      ["Source", `${D.strings[doc.source[d]]}, record ${grouped(doc.position[d] + 1)}`], ["Address", doc.url[d] && webLink(doc.url[d], doc.url[d])],
      ["Author", doc.author[d]], ["Date told by", PUBLISHED_FROM[from] || from], ["Copy of", doc.copy_of[d] && other(doc.copy_of[d])],
      ["Nearly the same as", doc.near_copy_of[d] && other(doc.near_copy_of[d])], ["Warnings", doc.warnings[d].join("; ")], ["Id", el("code", {}, id)]]),
    facts.length ? section("Facts that it tells", factRows(facts)) : null, place);
}

/** Puts the text with its marks, or the list of mentions, into its place. */
async function fillText(d, place, target) {
  const found = await textOf(d), first = firstMention[d], last = firstMention[d + 1];
  const list = () => mentionTable(Array.from({ length: last - first }, (_, i) => first + i), found);
  if (D.documents.copy_of[d]) {
    place.replaceChildren(el("p", { class: "note" }, "An exact copy: its text and mentions stand with the document that it copies."));
  } else if (!found) {
    const why = D.summary.all_texts ? "Its text is not in this page." : "The dataset has no texts; run newsmill with --with-text to read them here.";
    place.replaceChildren(section("Mentions", el("p", { class: "note" }, why), list()));
  } else {
    const { box, placed } = markedText(d, found.text, found.at, target);
    const all = el("details", {}, el("summary", {}, `All ${count(last - first, "mention")} as a list`));
    all.addEventListener("toggle", () => all.open && all.children.length === 1 && all.append(list()));
    place.replaceChildren(el("div", { class: "reading" },
      el("div", {}, section("Text", kindToggles(box, first, last), box), all),
      el("aside", {}, named(first, last, 0), named(first, last, 1))));
    if (placed) {
      placed.classList.add("target");
      placed.scrollIntoView({ block: "center" });
      placed.focus({ preventScroll: true });
    }
  }
}

/** The organisations or laws of a document, most mentions first. */
function named(first, last, law) {
  const counts = new Map();
  for (let m = first; m < last; m++) {
    const e = entityOf(m);
    if (e >= 0 && D.entities.law[e] === law) counts.set(e, (counts.get(e) || 0) + 1);
  }
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 15);
  return ranked.length ? section(law ? "Laws in it" : "Organisations in it",
    ranking(ranked.map(([e, n]) => [D.entities.name[e], n, entityRoute(e), law ? "LAW" : "ORG"]), "mentions")) : null;
}

/** A legend of the marks; each kind can be switched off. */
function kindToggles(box, first, last) {
  const counts = {};
  for (let m = first; m < last; m++) counts[kindOf(m)] = (counts[kindOf(m)] || 0) + 1;
  return el("fieldset", { class: "legend" }, el("legend", { class: "hidden" }, "Marked kinds"), KIND_KEYS.map(([kind, name]) => {
    const input = el("input", { type: "checkbox", checked: true, onchange: () => box.classList.toggle(`no-${kind}`, !input.checked) });
    return el("label", {}, input, el("span", { class: `swatch ${kind}` }), `${name} ${counts[kind] || 0}`);
  }));
}

function mentionTable(mentions, found) {
  if (!mentions.length) return el("p", { class: "note" }, "Nothing was found in it.");
  const words = (m) => {
    if (D.documents.rows.words[m] >= 0) return D.strings[D.documents.rows.words[m]];
    return found ? found.text.slice(found.at(mentionStart[m]), found.at(mentionStart[m] + D.documents.rows.length[m])) : "";
  };
  return table([
    { head: "Words", cell: (m) => el("mark", { class: kindOf(m) }, words(m)) },
    { head: "Value", cell: (m) => entityOf(m) >= 0 ? link(entityRoute(entityOf(m)), valueOf(m)) : valueOf(m) },
    { head: "Rule", cell: (m) => el("code", {}, ruleOf(m)) },
    { head: "Confidence", cell: (m) => CONFIDENCE[D.documents.rows.confidence[m]] },
    { head: "At", cell: (m) => grouped(mentionStart[m]), class: "n" }], mentions);
}
