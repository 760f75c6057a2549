// Plots, drawn anew when their width changes.

/** Holds a plot: `draw(width)` gives its SVG. */
function chart(label, draw) {
  const holder = el("div", { class: "chart", role: "img", "aria-label": label });
  let last = 0;
  const paint = (width) => {
    if (width > 0 && Math.abs(width - last) > 2) {
      last = width;
      holder.replaceChildren(draw(width));
    }
  };
  new ResizeObserver((entries) => paint(Math.floor(entries[0].contentRect.width))).observe(holder);
  return holder;
}

/** A round number at or above a value. */
function roundUp(value) {
  const ten = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 2, 3, 4, 5, 6, 8, 10].map((n) => n * ten).find((n) => n >= value) || 10 * ten;
}

/** Counts of months as bars: months, or years where there are many. `rows` are `[month, key, n]`. */
function timeBins(rows) {
  const known = rows.filter(([month]) => month >= 0);
  if (!known.length) return { bins: [], unknown: rows.reduce((all, [, , n]) => all + n, 0) };
  let first = Infinity, last = -Infinity;
  for (const [month] of known) {
    first = Math.min(first, month);
    last = Math.max(last, month);
  }
  const years = last - first > 96;
  const bin = (month) => (years ? yearOf(month) : month);
  const bins = [];
  for (let at = bin(first); at <= bin(last); at++) bins.push({ at, years, total: 0, parts: {} });
  for (const [month, key, n] of known) {
    const one = bins[bin(month) - bin(first)];
    one.total += n;
    one.parts[key] = (one.parts[key] || 0) + n;
  }
  return { bins, unknown: rows.filter(([month]) => month < 0).reduce((all, [, , n]) => all + n, 0) };
}

const binName = (bin) => (bin.years ? String(bin.at) : monthName(bin.at));
const binRoute = (bin) => (bin.years ? `#/documents?year=${bin.at}` : `#/month/${monthKey(bin.at)}`);

/** What the bars of a plot stand for. */
const binWord = (rows) => ((timeBins(rows).bins[0] || {}).years ? "year" : "month");

/** Bars over time, stacked by key. `keys` are `[key, name, class]` from the bottom up. */
function timeline(rows, keys, label, height = 190) {
  const { bins, unknown } = timeBins(rows);
  const most = roundUp(Math.max(1, ...bins.map((bin) => bin.total)));
  const legend = keys.length < 2 ? null : el("ul", { class: "legend" }, keys.map(([, name, css]) =>
    el("li", {}, el("span", { class: `swatch ${css}` }), name)));
  const note = unknown ? el("p", { class: "note" }, `Not in the plot: ${grouped(unknown)} without a date.`) : null;
  if (!bins.length) return el("div", {}, note || el("p", { class: "note" }, "Nothing here has a date."));
  const spoken = `${label}: ${binName(bins[0])} to ${binName(bins[bins.length - 1])}, at most ${grouped(Math.max(...bins.map((b) => b.total)))}`;
  return el("figure", {}, legend, chart(spoken, (width) => bars(width, height, bins, most, keys)), note);
}

function bars(width, height, bins, most, keys) {
  const left = 12 + 7 * grouped(most).length, bottom = 22, top = 8;
  const step = (width - left) / bins.length;
  const bar = Math.min(40, Math.max(1, step - (step > 5 ? 2 : 0.5)));
  const y = (n) => top + (height - top - bottom) * (1 - n / most);
  const picture = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}` });
  for (const part of most >= 2 && most % 2 === 0 ? [0, 0.5, 1] : [0, 1]) {
    picture.append(
      svg("line", { class: "grid", x1: left, x2: width, y1: y(most * part), y2: y(most * part) }),
      svg("text", { class: "axis", x: left - 6, y: y(most * part) + 4, "text-anchor": "end" }, grouped(most * part)),
    );
  }
  const every = Math.max(1, Math.ceil((bins[0].years ? 40 : 62) / step));
  bins.forEach((bin, i) => {
    const x = left + i * step + (step - bar) / 2;
    const group = svg("a", { href: binRoute(bin), class: "bin", tabindex: -1 },
      svg("title", {}, `${binName(bin)}: ${keys.filter(([key]) => bin.parts[key]).map(([key, name]) =>
        `${grouped(bin.parts[key])} ${name}`).join(", ") || 0}`),
      svg("rect", { class: "hit", x: left + i * step, width: step, y: top, height: height - top - bottom }));
    let below = 0;
    for (const [key, , css] of keys) {
      const n = bin.parts[key] || 0;
      if (!n) continue;
      group.append(svg("rect", { class: css, x, width: bar, y: y(below + n), height: Math.max(1, y(below) - y(below + n)) }));
      below += n;
    }
    picture.append(group);
    if (i % every === 0 && (i === 0 || left + i * step < width - (bins[0].years ? 30 : 50))) {
      picture.append(svg("text", { class: "axis", x: left + i * step + (every > 1 ? 0 : step / 2),
        y: height - 6, "text-anchor": every > 1 ? "start" : "middle" }, binName(bin)));
    }
  });
  return picture;
}

/** Named rows with a bar each: `[name, number, route, class]`. */
function ranking(rows, unit) {
  const most = Math.max(1, ...rows.map(([, n]) => n));
  return el("ol", { class: "ranking" }, rows.map(([name, n, route, css]) =>
    el("li", { class: css || "" },
      el("span", { class: "name" }, route ? link(route, name) : name),
      el("span", { class: "value", title: unit }, grouped(n)), meter(n, most))));
}
