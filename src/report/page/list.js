// Lists that are searched, filtered and shown in pages.

const PAGE = 100;

/** Rows, a page at a time. `make(item)` gives an `li`'s or row's content. */
function paged(items, make, size = PAGE) {
  const list = el("ol", { class: "rows" });
  const more = el("button", { type: "button", class: "more", onclick: () => add(true) });
  let shown = 0;
  const add = (focus) => {
    const from = shown;
    shown = Math.min(items.length, shown + size);
    for (let i = from; i < shown; i++) list.append(el("li", {}, make(items[i])));
    more.hidden = shown >= items.length;
    more.textContent = `Show ${grouped(Math.min(size, items.length - shown))} more of ${grouped(items.length)}`;
    const next = focus && list.children[from].querySelector("a");
    if (next) next.focus();
  };
  add(false);
  return el("div", { class: "paged" }, list, more);
}

/**
 * A list with a bar of filters, which stand in the address.
 * `filters` are `{ name, label, options: [[value, text]] }`; `find(state)` gives the items.
 */
function filteredList({ route, query, filters, find, make, noun, search, size }) {
  const state = Object.fromEntries(query);
  const body = el("div", {});
  const told = el("p", { class: "told", role: "status" });
  const draw = () => {
    const items = find(state);
    told.textContent = items.length ? count(items.length, ...noun) : `No ${noun[1] || `${noun[0]}s`} like that.`;
    body.replaceChildren(paged(items, make, size));
    if (!items.length) body.replaceChildren(el("button", { type: "button", onclick: reset }, "Clear the filters"));
  };
  const set = (name, value) => {
    if (value) state[name] = value;
    else delete state[name];
    replaceRoute(`${route}${queryOf(state)}`);
    draw();
  };
  const reset = () => {
    for (const key of Object.keys(state)) delete state[key];
    bar.reset();
    for (const input of bar.elements) input.value = "";
    replaceRoute(route);
    draw();
  };
  const bar = el("form", { class: "filters", onsubmit: (event) => event.preventDefault() });
  if (search) {
    const input = el("input", { type: "search", name: "q", placeholder: search, autocomplete: "off", value: state.q || "" });
    let wait = 0;
    input.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(() => set("q", input.value.trim()), 80);
    });
    bar.append(el("label", { class: "wide" }, el("span", {}, "Filter"), input));
  }
  for (const filter of filters.filter((one) => one.options.length > 1 || state[one.name])) {
    const select = el("select", { name: filter.name, onchange: () => set(filter.name, select.value) },
      filter.plain ? null : el("option", { value: "" }, filter.all || "all"),
      filter.options.map(([value, text]) => el("option", { value }, text)));
    select.value = state[filter.name] || "";
    if (filter.plain && !state[filter.name]) select.selectedIndex = 0;
    bar.append(el("label", {}, el("span", {}, filter.label), select));
  }
  draw();
  return el("div", {}, bar, told, body);
}

function queryOf(state) {
  const text = new URLSearchParams(state).toString();
  return text ? `?${text}` : "";
}

/** Values of a column with how often they occur, most frequent first, as options of a filter. */
function options(items, value, name) {
  const counts = new Map();
  for (const item of items) {
    const one = value(item);
    if (one) counts.set(one, (counts.get(one) || 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([one, n]) => [one, `${name(one)} (${grouped(n)})`]);
}
