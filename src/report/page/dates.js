// Dates: the calendar of what texts speak of, and one month.

/** Facts with a day in a month, whether the page has them or not. */
const factsIn = (month) => Object.values(D.fact_counts.months).reduce((all, months) => all + (months[month] || 0), 0);

function datesView(query) {
  const years = new Map();
  const year = (y) => years.get(y) || years.set(y, { months: new Array(12).fill(0), alone: 0 }).get(y);
  for (const [month, n] of Object.entries(D.tally.days)) year(yearOf(+month)).months[+month % 12] = n;
  for (const [y, n] of Object.entries(D.tally.years)) year(+y).alone = n;
  const wanted = query.get("year");
  const all = [...years.keys()].sort((a, b) => b - a);
  const most = Math.max(1, ...[...years.values()].flatMap((one) => one.months));
  // Rare years of long ago, or of plans, would hide the others: they are shown on demand.
  const total = (y) => years.get(y).months.reduce((a, b) => a + b, 0) + years.get(y).alone;
  const busy = Math.max(0, ...all.map(total)) / 50;
  const often = new Set(all.filter((y) => all.length <= 12 || total(y) >= busy).slice(0, 40));
  const recent = all.filter((y) => often.has(y) || String(y) === wanted);
  const rest = all.filter((y) => !recent.includes(y));
  const row = (y) => el("tr", { class: String(y) === wanted ? "wanted" : "" }, el("th", { scope: "row" }, String(y)),
    years.get(y).months.map((n, i) => el("td", {}, n || factsIn(y * 12 + i) ? cell(y * 12 + i, n, most, factsIn(y * 12 + i)) : null)),
    el("td", { class: "n" }, years.get(y).alone ? grouped(years.get(y).alone) : ""));
  const head = el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Year"), MONTHS.map((name) =>
    el("th", { scope: "col" }, el("span", { class: "wide" }, name), el("span", { class: "narrow", "aria-hidden": "true" }, name[0]))),
  el("th", { scope: "col", class: "n", title: "Mentions of the year alone" }, "year alone")));
  const body = el("tbody", {}, recent.map(row));
  const more = rest.length ? el("button", { type: "button", class: "more", onclick: () => {
    body.replaceChildren(...all.map(row));
    more.remove();
  } }, `Show ${count(rest.length, "other year")} (${count(rest.reduce((sum, y) => sum + total(y), 0), "date")})`) : null;
  return el("div", {}, el("h1", {}, "Dates"),
    el("p", { class: "lead" }, "How often texts speak of each month. Open a month for its facts, documents and passages. A dot marks a month with facts."),
    all.length ? el("table", { class: "calendar" }, head, body) : el("p", { class: "note" }, "No text names a month."), more,
    section(`Documents by ${binWord(documentMonths())} of publication`, timeline(documentMonths(), LANG_KEYS(), "Documents published")));
}

function cell(month, n, most, facts) {
  const level = n ? Math.min(5, 1 + Math.floor((5 * Math.log(n)) / Math.log(most + 1))) : 0;
  const label = `${monthName(month, LONG_MONTHS)}: ${count(n, "date")}${facts ? `, ${count(facts, "fact")}` : ""}`;
  return link(`#/month/${monthKey(month)}`, el("span", { class: "wide" }, grouped(n)), { class: `level-${level}${facts ? " has-fact" : ""}`, title: label, "aria-label": label });
}

function monthView(key) {
  const month = monthNumber(`${key}-01`);
  if (month < 0) return missing("month", key, false);
  const facts = D.facts.id.map((_, f) => f).filter((f) => monthNumber(D.facts.date[f]) === month);
  const documents = D.documents.id.map((_, d) => d).filter((d) => monthNumber(D.documents.published[d]) === month && !D.documents.copy_of[d])
    .sort((a, b) => (D.documents.published[a] < D.documents.published[b] ? -1 : 1));
  const published = documentMonths().filter(([m]) => m === month).reduce((all, [, , n]) => all + n, 0);
  const named = [];
  D.entities.months.forEach((flat, e) => {
    for (let i = 0; i < flat.length; i += 2) if (flat[i] === month && !D.entities.law[e]) named.push([e, flat[i + 1]]);
  });
  named.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return el("article", { class: "month" },
    el("p", { class: "eyebrow" }, link(`#/month/${monthKey(month - 1)}`, `← ${monthName(month - 1)}`), " · ", link(`#/month/${monthKey(month + 1)}`, `${monthName(month + 1)} →`)),
    el("h1", {}, monthName(month, LONG_MONTHS)),
    el("p", { class: "lead" }, `${count(published, "document")} published, ${count(factsIn(month), "fact")} dated, ${count(D.tally.days[month] || 0, "date")} in texts.`),
    section("What happened, as texts say", facts.length ? factRows(facts) : null,
      facts.length < factsIn(month) ? el("p", { class: "note" }, `The page has ${grouped(facts.length)} of these facts.`) : null,
      factsIn(month) ? null : el("p", { class: "note" }, "No fact has a day in this month.")),
    el("div", { class: "columns" },
      section("Documents published", documents.length ? el("div", { class: "documents" }, paged(documents, documentRow, 12)) : null,
        documents.length < published ? el("p", { class: "note" }, `The page has ${grouped(documents.length)} of these documents.`) : null,
        published ? null : el("p", { class: "note" }, "None.")),
      named.length ? section("Most named in them", ranking(named.slice(0, 12).map(([e, n]) => [D.entities.name[e], n, entityRoute(e), "ORG"]), "documents")) : null),
    daySection(month));
}

/** What texts say of each day of a month. */
function daySection(month) {
  const mentions = datesByMonth().get(month) || [];
  if (!mentions.length) return null;
  const days = new Map();
  for (const mention of mentions) {
    const v = D.documents.rows.value[mention], from = D.values.from[v];
    const name = from === D.values.to[v] ? from : `${from} to ${D.values.to[v]}`;
    if (!days.has(name)) days.set(name, []);
    days.get(name).push(mention);
  }
  // Days first, then weeks and the like, each in their order.
  const rows = [...days].sort((a, b) => a[0].length - b[0].length || (a[0] < b[0] ? -1 : 1));
  const shown = ([name, list]) => {
    const [from, to] = name.split(" to ");
    const whole = to && from.endsWith("-01") && +to.slice(8) >= 28;
    const title = !to ? day(name) : whole ? "The month as a whole" : `${day(from)} to ${day(to)}`;
    return [el("h3", {}, title), paged(passageOrder(list), mentionPassage, 2)];
  };
  return section("What texts say of its days", el("div", { class: "days" }, paged(rows, shown, 15)));
}
