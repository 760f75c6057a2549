// Sums: currencies, and the largest sums of one in their context.

function moneyView(code) {
  const { currencies, vague } = D.tally.sums;
  const picked = code === undefined ? currencies.find((one) => one.code) || currencies[0] : currencies.find((one) => one.code === code);
  const name = (one) => one.code || "no currency told";
  if (code !== undefined && !picked) return missing("currency", code, false);
  const most = currencies.length ? currencies[0].mentions : 1;
  return el("div", { class: "money" }, el("h1", {}, "Sums"),
    el("p", { class: "lead" }, "Sums of money by currency, and the largest of each in their context. Amounts are exact."),
    currencies.length ? el("nav", { "aria-label": "Currencies" }, el("ol", { class: "ranking currencies" }, currencies.map((one) =>
      el("li", { class: "MONEY" }, el("span", { class: "name" }, link(`#/money/${encodeURIComponent(one.code || "-")}`, name(one), { "aria-current": one === picked ? "page" : null })),
        el("span", { class: "value" }, grouped(one.mentions)), meter(one.mentions, most))))) : el("p", { class: "note" }, "No text names a sum."),
    vague ? el("p", { class: "note" }, `${count(vague, "mention")} without a number, such as “billions of euros”.`) : null,
    picked ? currency(picked, name(picked)) : null, rates());
}

function currency(one, name) {
  const sizes = new Map();
  for (const [n, mentions] of Object.entries(one.digits)) sizes.set(sizeName(+n), (sizes.get(sizeName(+n)) || 0) + mentions);
  const digits = [...sizes].map(([size, mentions]) => [size, mentions, null, "MONEY"]);
  const places = (sum) => sum.places.filter(([doc]) => doc >= 0);
  return el("div", {},
    section(`Largest sums, ${name}`, paged(one.largest, (row) => [
      el("p", { class: "amount" }, el("b", {}, sum(row.value)), row.mentions > 1 ? el("small", {}, ` ${grouped(row.mentions)} mentions`) : null),
      places(row).map(([doc, start, end]) => passage(doc, start, end, [[start, end, "MONEY"]]))], 10)),
    section(`Sums by size, ${name}`, ranking(digits, "mentions")));
}

/** The size of numbers with so many digits before the point. */
function sizeName(digits) {
  const names = ["", " thousand", " million", " billion", " trillion", " quadrillion"];
  const power = (n) => `1${"0".repeat(n % 3)}${names[Math.floor(n / 3)] ?? ` × 10^${n - (n % 3)}`}`;
  return digits <= 3 ? "below 1 thousand" : `${power(digits - 1)} to ${power(digits)}`;
}

function rates() {
  const all = D.manifest.rates;
  if (!all.length) return null;
  return el("details", { class: "why" }, el("summary", {}, "Exchange rates that the texts imply"), table([
    { head: "One", cell: (r) => r.from }, { head: "is", cell: (r) => grouped(r.rate), class: "n" }, { head: "of", cell: (r) => r.to },
    { head: "Pairs of sums", cell: (r) => grouped(r.pairs), class: "n" }], all));
}
