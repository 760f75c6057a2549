// Elements. Text goes into the page as text only: nothing of a dataset is ever read as markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element with properties and children. A string child becomes text; null is left out. */
function el(name, props = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") made.className = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  put(made, children);
  return made;
}

function put(parent, children) {
  for (const child of children.flat(9)) {
    if (child !== null && child !== undefined && child !== false) {
      parent.append(child instanceof Node ? child : isolated(String(child)));
    }
  }
}

/** Marks of direction in a text must not turn the words around it: they are shown as signs. */
function isolated(text) {
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "\u25af");
}

/** An SVG element. */
function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  put(made, children);
  return made;
}

/** A link to a view of this page. */
function link(route, content, props = {}) {
  return el("a", { ...props, href: route }, content);
}

/** A link to a page of the web, only where the address is one. It opens in a tab of its own. */
function webLink(address, content) {
  if (!/^https?:\/\/[^\s]+$/i.test(address)) return el("span", {}, content);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer", class: "web" }, content);
}

/** A part of a view with its heading. */
function section(heading, ...children) {
  return el("section", {}, el("h2", {}, heading), children);
}

/** A table. Columns are `{ head, cell(row), class }`; a class `n` aligns numbers. */
function table(columns, rows, props = {}) {
  const head = el("tr", {}, columns.map((c) => el("th", { scope: "col", class: c.class }, c.head)));
  const body = rows.map((row) => el("tr", {}, columns.map((c) => el("td", { class: c.class }, c.cell(row)))));
  return el("div", { class: "scroll" }, el("table", props, el("thead", {}, head), el("tbody", {}, body)));
}

/** A list of terms and what they are; rows without a value are left out. */
function terms(rows) {
  const shown = rows.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return el("dl", {}, shown.map(([term, value]) => el("div", {}, el("dt", {}, term), el("dd", {}, value))));
}

/** A small label. */
function tag(text, kind = "") {
  return el("span", { class: `tag ${kind}` }, text);
}

/** A bar of a length beside a number. */
function meter(value, most) {
  const bar = el("span", { class: "meter", "aria-hidden": "true" }, el("span"));
  bar.firstChild.style.width = `${most && value ? Math.max(1, (100 * value) / most) : 0}%`;
  return bar;
}
