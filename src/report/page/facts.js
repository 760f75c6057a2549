// Facts: the list, and one of them with what each source says.

const STATUS = {
  conflict: ["conflict", "The sources exclude each other"], compatible: ["compatible", "Different words for what can be one value"],
  agree: ["agree", "The sources say the same"], single: ["one source", "Only one source says it"],
};

const statusTag = (status) => el("span", { class: `tag ${status}`, title: (STATUS[status] || [])[1] }, (STATUS[status] || [status])[0]);

/** The name of a body of a fact as text. */
const bodyName = (e) => (e >= 0 ? D.entities.name[e] : "");

/** A field of a fact in a few words. */
function fieldShort(f, name) {
  const field = D.facts.fields[f][name];
  if (!field) return "";
  return field.value !== null ? fieldValue(name, field.value) : field.values.map((v) => fieldValue(name, v)).join(" / ");
}

/** The amount of a fact as a number to sort by; digits beyond those of a float do not matter there. */
function fieldSize(f) {
  const field = D.facts.fields[f].amount;
  const digits = field ? /\d+(\.\d+)?/.exec(field.value || field.values[0] || "") : null;
  return digits ? Number(digits[0]) : -1;
}

function factRow(f) {
  const what = fieldShort(f, "amount") || fieldShort(f, "duration");
  const by = D.facts.authority[f] >= 0 ? el("small", {}, `by ${bodyName(D.facts.authority[f])}`) : null;
  return [
    el("span", { class: "when" }, fieldShort(f, "date") || "undated"),
    el("span", { class: "kind" }, D.facts.kind[f]),
    el("span", { class: "name" }, link(factRoute(f), bodyName(D.facts.target[f]) || "unknown body"), by),
    el("span", { class: "what" }, what),
    el("span", { class: "tags" }, statusTag(D.facts.status[f])),
    el("span", { class: "value" }, grouped(D.facts.documents[f]), el("small", {}, D.facts.documents[f] === 1 ? " document" : " documents"))];
}

/** Facts as rows, newest first. */
function factRows(facts, size = 20) {
  return el("div", { class: "facts" }, paged([...facts].sort(newest), factRow, size));
}

const newest = (a, b) => {
  const [x, y] = [D.facts.date[a] || "", D.facts.date[b] || ""];
  return x === y ? a - b : x < y ? 1 : -1;
};

function factList(query) {
  const all = D.facts.id.map((_, f) => f);
  const year = (f) => (/^\d{4}/.exec(D.facts.date[f] || "") || ["undated"])[0];
  const place = (f) => (D.facts.target[f] >= 0 ? D.entities.country[D.facts.target[f]] : null);
  const orders = {
    "": newest, documents: (a, b) => D.facts.documents[b] - D.facts.documents[a] || newest(a, b),
    amount: (a, b) => fieldSize(b) - fieldSize(a) || newest(a, b),
  };
  const find = (state) => {
    const has = matcher(state.q || "");
    return all.filter((f) => (!state.kind || D.facts.kind[f] === state.kind) && (!state.status || D.facts.status[f] === state.status)
      && (!state.year || year(f) === state.year) && (!state.country || place(f) === state.country)
      && (!state.q || has(factWords()[f]))).sort(orders[state.sort || ""] || newest);
  };
  return el("div", { class: "facts" }, el("h1", {}, "Facts"),
    el("p", { class: "lead" }, "What texts say has happened to an organisation: when, how much, and whether the sources agree."),
    el("p", { class: "note" }, Object.keys(STATUS).slice(0, 3).map((status, i) => [i ? " · " : null, statusTag(status), " ", STATUS[status][1]])),
    D.summary.facts < D.summary.all_facts ? el("p", { class: "notice" },
      `The list has ${grouped(D.summary.facts)} of ${grouped(D.summary.all_facts)} facts: all in conflict as far as they fit, then those in most documents.`) : null,
    filteredList({
      route: "#/facts", query, find, make: factRow, noun: ["fact"], search: "an organisation or law",
      filters: [
        { name: "kind", label: "What", options: options(all, (f) => D.facts.kind[f], (kind) => kind) },
        { name: "status", label: "Sources", options: options(all, (f) => D.facts.status[f], (s) => (STATUS[s] || [s])[0]) },
        { name: "year", label: "Year", options: options(all, year, (y) => y).sort((a, b) => (a[0] < b[0] ? 1 : -1)) },
        { name: "country", label: "Country", options: options(all, place, country) },
        { name: "sort", label: "Order", plain: true, options: [["", "newest first"], ["documents", "most documents"], ["amount", "largest amount"]] },
      ],
    }));
}

const FIELD_NAMES = { amount: "Amount", date: "Date", duration: "Duration", law: "Law" };

/** What a claim says of a field, as the fact lists it. */
function claimValue(claim, field) {
  if (field === "amount") return claim.amount ? sum(claim.amount) : "";
  return claim[field] ? fieldValue(field, claim[field]) : "";
}

function factView(id) {
  const f = factPlaces().get(id);
  if (f === undefined) return missing("fact", id, D.summary.facts < D.summary.all_facts);
  const claims = D.facts.claims[f], fields = D.facts.fields[f];
  const body = (e) => (e >= 0 ? link(entityRoute(e), D.entities.name[e]) : null);
  const differs = (name, value) => fields[name] !== undefined && differing(name, fields[name]).includes(value);
  return el("article", { class: "fact-view" },
    el("p", { class: "eyebrow" }, D.facts.kind[f]),
    el("h1", {}, body(D.facts.target[f]) || "Unknown body"),
    el("p", { class: "lead" }, [fieldShort(f, "amount"), fieldShort(f, "duration"), fieldShort(f, "date")].filter(Boolean).join(" · ")),
    terms([["By", body(D.facts.authority[f])], ["Law", body(D.facts.law[f])],
      ["Sources", `${count(D.facts.documents[f], "document")}, ${count(D.facts.independent[f], "independent source")}`]]),
    Object.keys(fields).length ? section("Do the sources agree?", el("ul", { class: "verdicts" }, Object.entries(fields).map(verdict(claims)))) : null,
    section(claims.length === 1 ? "What the source says" : `What ${claims.length} claims say`,
      el("div", { class: "claims" }, claims.map((claim) => claimCard(claim, differs))),
      D.facts.more_claims[f] ? el("p", { class: "note" }, `and ${count(D.facts.more_claims[f], "claim")} more`) : null));
}

/** One field: how the sources stand, each value with the number of claims that say it. */
const verdict = (claims) => ([name, field]) => {
  const said = new Map(field.values.map((value) => [fieldValue(name, value), 0]));
  for (const claim of claims) {
    const value = claimValue(claim, name);
    if (value) said.set(value, (said.get(value) || 0) + 1);
  }
  const apart = differing(name, field);
  const shown = ([value, n]) => el("span", { class: apart.includes(value) ? "one apart" : "one" }, value, n > 1 ? el("small", {}, ` × ${n}`) : null);
  const [first, others] = [[...said].filter(([value]) => apart.includes(value)), [...said].filter(([value]) => !apart.includes(value))];
  return el("li", { class: field.status }, el("b", {}, FIELD_NAMES[name] || name), statusTag(field.status),
    el("span", { class: "said" }, first.map((one, i) => [i ? el("i", {}, "≠") : null, shown(one)]),
      others.map((one, i) => [i || first.length ? el("i", { class: "and" }, "·") : null, shown(one)])),
    el("small", {}, fieldValue(name === "amount" ? name : "", field.why)));
};

/** The values of a field in conflict that exclude each other: the two that the reason names, else all. */
function differing(name, field) {
  if (field.status !== "conflict") return [];
  const pair = /^(.+) and (.+) exclude each other$/.exec(field.why);
  return (pair ? [pair[1], pair[2]] : field.values).map((value) => fieldValue(name, value));
}

const SLOTS = { target: "ORG", authority: "ORG", amount: "MONEY", date: "DATE", duration: "DATE", law: "LAW", trigger: "trigger" };

function claimCard(claim, differs) {
  const values = Object.keys(FIELD_NAMES).map((name) => [name, claimValue(claim, name)]).filter(([, value]) => value);
  const more = claim.equivalents.map(sum).join(", ");
  const spans = claim.slots.map(([slot, start, end]) => [start, end, SLOTS[slot] || "trigger"]);
  const known = claim.doc >= 0;
  return el("article", { class: "claim" },
    el("header", {}, el("time", {}, day(claim.published) || "no date"),
      known ? el("span", {}, outletOf(claim.doc), " · ", languages(D.strings[D.documents.langs[claim.doc]])) : null),
    known ? el("h3", {}, link(documentRoute(claim.doc, claim.start, claim.end), documentTitle(claim.doc))) : null,
    known ? claimText(claim, spans) : null,
    el("dl", {}, values.map(([name, value]) => el("div", { class: differs(name, value) ? "differs" : "" },
      el("dt", {}, FIELD_NAMES[name]), el("dd", {}, value, name === "amount" && more ? el("small", {}, ` (${more})`) : null,
        differs(name, value) ? el("span", { class: "hidden" }, " differs") : null))),
    claim.attribution ? el("div", {}, el("dt", {}, "Said by"), el("dd", {}, claim.attribution)) : null,
    el("div", { class: "rule" }, el("dt", {}, "Rule"), el("dd", {}, el("code", {}, claim.rule)))));
}

/** The sentence of a claim with its slots marked. */
function claimText(claim, spans) {
  const made = passage(claim.doc, claim.start, claim.end, spans, 0);
  made.querySelector(".where").remove();
  return made;
}
