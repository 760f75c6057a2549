// The overview: what the dataset holds, at a glance, with the way to each view.

const LANG_KEYS = () => [...D.tally.langs].sort((a, b) => Object.keys(LANGS).indexOf(a) - Object.keys(LANGS).indexOf(b)).map((lang) => [lang, LANGS[lang] || lang, `lang-${LANGS[lang] ? lang : "und"}`]);
const KIND_KEYS = ["ORG", "DATE", "MONEY", "LAW"].map((kind) => [kind, KIND_NAMES[kind], kind]);

/** Documents by month and language as rows of a plot. */
function documentMonths() {
  const flat = D.tally.months, rows = [];
  for (let i = 0; i < flat.length; i += 3) rows.push([flat[i], D.tally.langs[flat[i + 1]], flat[i + 2]]);
  return rows;
}

/** Counts by key, summed over months. */
function totals(rows) {
  const all = new Map();
  for (const [, key, n] of rows) all.set(key, (all.get(key) || 0) + n);
  return all;
}

/** The month with most documents. */
function busiest() {
  const months = new Map();
  for (const [month, , n] of documentMonths()) if (month >= 0) months.set(month, (months.get(month) || 0) + n);
  const [month, n] = [...months].reduce((best, one) => (one[1] > best[1] ? one : best), [-1, 0]);
  return months.size > 1 && n > 1 ? ["Most in one month: ", link(`#/month/${monthKey(month)}`, `${grouped(n)} in ${monthName(month, LONG_MONTHS)}`), ". "] : null;
}

function span() {
  const months = documentMonths().map(([month]) => month).filter((month) => month >= 0);
  if (!months.length) return "";
  const first = months.reduce((a, b) => Math.min(a, b)), last = months.reduce((a, b) => Math.max(a, b));
  return first === last ? `from ${monthName(first, LONG_MONTHS)}`
    : `from ${monthName(first, LONG_MONTHS)} to ${monthName(last, LONG_MONTHS)}`;
}

/** What the page leaves out, or nothing. */
function leftOut() {
  const s = D.summary;
  const parts = [["documents", "all_documents", "documents"], ["mentions", "all_mentions", "mentions"],
    ["entities", "all_entities", "organisations and laws"], ["facts", "all_facts", "facts"], ["texts", "all_texts", "texts"]]
    .filter(([shown, all]) => s[shown] < s[all])
    .map(([shown, all, name]) => `${grouped(s[shown])} of ${grouped(s[all])} ${name}`);
  if (!parts.length) return null;
  const whole = s.documents === s.all_documents && s.entities === s.all_entities;
  return el("aside", { class: "notice" }, el("p", {}, el("strong", {}, whole ? "Not all texts fit into this page. " : "This page is a sample. "),
    `It has ${parts.join(", ")}. `, whole ? "Documents without their text show the words that were found in them."
      : "Documents are spread evenly over the dataset; facts and organisations are those with most documents, facts in conflict first. "
        + "Counts and plots on this page are of the whole dataset."));
}

function overview() {
  const s = D.summary, m = D.manifest;
  const conflicts = Object.values(D.fact_counts.statuses).reduce((all, one) => all + (one.conflict || 0), 0);
  const kinds = totals(D.tally.kinds);
  const tile = (route, number, name, note) => link(route, [el("b", {}, grouped(number)), el("span", {}, name), el("small", {}, note || "")], { class: "tile" });
  const copies = m.duplicates + m.near_duplicates;
  return el("div", { class: "overview" },
    el("h1", {}, D.title),
    el("p", { class: "lead" }, `${count(s.all_documents, "document")} ${span()}. `, busiest(), "Pick a number, a bar or a name to look closer."),
    leftOut(),
    el("div", { class: "tiles" },
      tile("#/documents", s.all_documents, "documents", copies ? count(copies, "copy", "copies") : ""),
      tile("#/orgs", m.entities.ORG || 0, "organisations", count(kinds.get("ORG") || 0, "mention")),
      tile("#/facts", s.all_facts, "facts", conflicts ? count(conflicts, "conflict") : "no conflict"),
      tile("#/dates", kinds.get("DATE") || 0, "dates", "in texts"),
      tile("#/money", kinds.get("MONEY") || 0, "sums", count(D.tally.sums.currencies.filter((c) => c.code).length, "currency", "currencies")),
      tile("#/laws", m.entities.LAW || 0, "laws", count(kinds.get("LAW") || 0, "mention"))),
    section(`Documents by ${binWord(documentMonths())} and language`, timeline(documentMonths(), LANG_KEYS(), "Documents published"), copiesNote()),
    el("div", { class: "columns" }, mainFacts(), topEntities(0), topEntities(1)),
    el("div", { class: "columns" },
      section("Mentions by kind", ranking(KIND_KEYS.map(([kind, name]) =>
        [capital(name), kinds.get(kind) || 0, { ORG: "#/orgs", DATE: "#/dates", MONEY: "#/money", LAW: "#/laws" }[kind], kind]), "mentions")),
      section("Documents by language", ranking([...totals(documentMonths())].sort((a, b) => b[1] - a[1]).map(([lang, n]) =>
        [LANGS[lang] || lang, n, `#/documents?lang=${lang}`, `lang-${LANGS[lang] ? lang : "und"}`]), "documents")),
      outlets()),
    section(`Mentions by ${binWord(D.tally.kinds)} of publication and kind`, timeline(D.tally.kinds, KIND_KEYS, "Mentions by day of publication")),
    rejects(), about());
}

/** Plots and rankings leave exact copies out; the list of documents has them. */
function copiesNote() {
  const n = D.manifest.duplicates;
  return n ? el("p", { class: "note" }, `Plots and rankings count without ${count(n, "exact copy", "exact copies")}.`) : null;
}

function mainFacts() {
  const kinds = Object.entries(D.fact_counts.statuses).map(([kind, statuses]) =>
    [kind, Object.values(statuses).reduce((a, b) => a + b, 0), statuses.conflict || 0]).sort((a, b) => b[1] - a[1]);
  if (!kinds.length) return section("Facts", el("p", { class: "note" }, "No text of this dataset says that an organisation was fined, sued, closed or the like."));
  const most = kinds[0][1];
  return section("Facts by kind", el("ol", { class: "ranking" }, kinds.map(([kind, n, conflicts]) => el("li", { class: "fact" },
    el("span", { class: "name" }, link(`#/facts?kind=${kind}`, capital(kind)),
      conflicts ? [" ", link(`#/facts?kind=${kind}&status=conflict`, count(conflicts, "conflict"), { class: "tag conflict" })] : null),
    el("span", { class: "value" }, grouped(n)), meter(n, most)))));
}

/** The entities with most documents: organisations, or laws. */
function topEntities(law) {
  const all = D.entities.id.map((_, e) => e).filter((e) => D.entities.law[e] === law);
  const top = all.slice(0, 8).map((e) => [D.entities.name[e], D.entities.documents[e], entityRoute(e), law ? "LAW" : "ORG"]);
  const name = law ? "Most cited laws" : "Most named organisations";
  return section(name, top.length ? ranking(top, "documents") : el("p", { class: "note" }, "None."),
    all.length > 8 ? el("p", { class: "note" }, link(law ? "#/laws" : "#/orgs", `All ${grouped(all.length)}`), ", by documents") : null);
}

function outlets() {
  const rows = D.tally.outlets.slice(0, 8).map(([name, n]) => [shortSource(name), n, `#/documents?q=${encodeURIComponent(name)}`]);
  const more = D.tally.outlets.length - rows.length + D.tally.more_outlets;
  return section("Documents by source", ranking(rows, "documents"),
    more > 0 ? el("p", { class: "note" }, `and ${count(more, "source")} more`) : null);
}

function rejects() {
  const reasons = Object.entries(D.manifest.rejects);
  if (!reasons.length) return null;
  return section("Inputs that gave no document", ranking(reasons.sort((a, b) => b[1] - a[1]), "inputs"),
    el("details", {}, el("summary", {}, D.rejects.length < reasons.reduce((all, [, n]) => all + n, 0) ? `The first ${grouped(D.rejects.length)}` : "All of them"), table([
      { head: "Source", cell: (r) => [r.source, r.entry].filter(Boolean).join(" / ") },
      { head: "Record", cell: (r) => grouped(r.position + 1), class: "n" },
      { head: "Reason", cell: (r) => r.reason }, { head: "Detail", cell: (r) => r.detail }], D.rejects)));
}

function about() {
  const m = D.manifest;
  const options = Object.entries(m.options).map(([name, value]) => `${name}: ${value}`).join(", ");
  return section("About this dataset", terms([
    ["Made by", `newsmill ${m.version}, records of schema ${m.schema}`],
    ["Options", options], ["Tables of names", `SHA-256 ${m.gazetteers.slice(0, 16)}…`],
    ["Exact copies", m.duplicates ? grouped(m.duplicates) : null], ["Near-copies", m.near_duplicates ? grouped(m.near_duplicates) : null],
    ["Bodies that nothing tells the country of", m.generic ? count(m.generic, "mention") : null],
    ["Texts", D.summary.all_texts ? null : "none; run newsmill with --with-text to read passages here"]]),
  el("p", { class: "note" }, "Mentions, links and facts are found by rules. A mark or row shows the rule, so that each can be checked against the text."));
}
