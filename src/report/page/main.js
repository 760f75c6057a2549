// The address in the page, keys, theme: which view is shown.

const VIEWS = [["overview", "Overview"], ["facts", "Facts"], ["orgs", "Organisations"], ["laws", "Laws"], ["dates", "Dates"], ["money", "Sums"], ["documents", "Documents"]];
const BELONGS = { org: "orgs", law: "laws", fact: "facts", month: "dates", doc: "documents" };

const content = document.getElementById("content");
const scrolls = new Map();
let route = "";
let back = true;

/** A part of an address in plain letters; a broken one stays as it is. */
function plain(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function viewOf(address) {
  const [path, query = ""] = address.replace(/^#?\/?/, "").split("?");
  const [name, ...rest] = path.split("/"), id = plain(rest.join("/")), params = new URLSearchParams(query);
  const views = {
    overview, orgs: () => entityList(0, params), laws: () => entityList(1, params), facts: () => factList(params),
    documents: () => documentList(params), dates: () => datesView(params), money: () => moneyView(id === "-" ? "" : id || undefined),
    month: () => monthView(id), org: () => entityView(id, params), law: () => entityView(id, params), fact: () => factView(id),
    doc: () => documentView(id, params), search: () => searchView(params),
  };
  return { name: Object.hasOwn(views, name) ? name : "overview", make: Object.hasOwn(views, name) ? views[name] : overview };
}

function render() {
  const { name, make } = viewOf(route);
  const began = performance.now();
  hideTip();
  content.replaceChildren(make());
  content.className = `view-${name}`;
  const current = BELONGS[name] || name;
  for (const one of document.getElementById("views").children) {
    if (one.dataset.view === current) one.setAttribute("aria-current", "page");
    else one.removeAttribute("aria-current");
  }
  const query = document.getElementById("query");
  if (document.activeElement !== query) query.value = name === "search" ? new URLSearchParams(route.split("?")[1]).get("q") || "" : "";
  const heading = content.querySelector("h1");
  document.title = name === "overview" ? D.title : `${heading ? heading.textContent : name} – ${D.title}`;
  // After loading, Tab begins at the top of the page.
  if (heading && document.activeElement !== query && document.body.dataset.ready) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
  scrollTo(0, back ? scrolls.get(route) || 0 : 0);
  const wanted = content.querySelector(".wanted");
  if (wanted) wanted.scrollIntoView({ block: "center" });
  back = true;
  document.body.dataset.view = name;
  document.body.dataset.shown = Math.round(performance.now() - began);
}

/** Shows an address that a link names. In a frame without an address of its own it is only kept. */
function go(address) {
  scrolls.set(route, scrollY);
  back = false;
  trail.push(route);
  try {
    if (location.protocol === "about:") throw new Error("no address");
    history.pushState(null, "", address);
  } catch {
    // The address bar is not needed to show a view.
  }
  route = address;
  render();
}
const trail = [];

/** The same view with other filters. */
function replaceRoute(address) {
  route = address;
  try {
    if (location.protocol !== "about:") history.replaceState(null, "", address);
  } catch {
    // As in `go`.
  }
}

/** Goes to the view before. */
function goBack() {
  if (!trail.length) return;
  const last = trail.pop();
  if (location.protocol === "about:") {
    route = last;
    render();
  } else history.back();
}

function follow() {
  scrolls.set(route, scrollY);
  route = location.hash || "#/overview";
  render();
}

/** Tells of a fault in the place of the view. */
function fail(error) {
  content.replaceChildren(el("h1", {}, "This report cannot be shown"), el("p", {}, String(error)),
    el("p", {}, "It needs a browser of 2024 or later. If the file was cut off, make it anew."));
  document.body.dataset.ready = "failed";
  throw error;
}

document.addEventListener("click", (event) => {
  const anchor = event.target.closest("a[href^='#']");
  const mark = event.target.closest("mark[data-mention]");
  if (anchor && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    const address = anchor.getAttribute("href");
    if (address.startsWith("#/")) go(address);
    else content.focus();
  } else if (mark) mark.focus({ preventScroll: true });
  else if (!event.target.closest("#tip")) hideTip();
});

/** Moves through rows, or through the marks of a text. */
function step(by) {
  const all = [...content.querySelectorAll(".rows .name a, .ranking .name a, .claim h3 a, .passage .where a, .text > mark, summary")].filter((one) => one.offsetParent);
  if (!all.length) return;
  const here = all.indexOf(document.activeElement);
  const below = all.findIndex((one) => one.getBoundingClientRect().top > 80);
  const next = here < 0 ? Math.max(0, below) : Math.max(0, Math.min(all.length - 1, here + by));
  all[next].focus({ preventScroll: true });
  all[next].scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  const query = document.getElementById("query");
  if (event.key === "Escape") {
    if (!document.getElementById("tip").hidden) hideTip();
    else if (typing) event.target.blur();
    else goBack();
  } else if (typing) {
    if (event.key === "ArrowDown" && event.target.tagName === "INPUT") {
      event.preventDefault();
      event.target.blur();
      step(1);
    }
  } else if (event.key === "/") {
    event.preventDefault();
    query.focus();
    query.select();
  } else if (event.key === "j" || event.key === "ArrowDown" && document.activeElement.closest(".rows, .ranking, .text, .claims")) {
    event.preventDefault();
    step(1);
  } else if (event.key === "k" || event.key === "ArrowUp" && document.activeElement.closest(".rows, .ranking, .text, .claims")) {
    event.preventDefault();
    step(-1);
  } else if (event.key === "Enter" && event.target.matches("mark[data-mention]")) {
    const entity = entityOf(+event.target.dataset.mention);
    if (entity >= 0) go(entityRoute(entity));
  }
});

function startSearch() {
  const query = document.getElementById("query");
  let wait = 0;
  const show = () => {
    const text = query.value.trim(), address = `#/search?q=${encodeURIComponent(text)}`;
    if (!text) return;
    if (viewOf(route).name === "search") {
      replaceRoute(address);
      render();
    } else go(address);
  };
  query.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(show, 120);
  });
  document.getElementById("search").addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(wait);
    show();
    const first = content.querySelector(".rows .name a");
    if (first) first.focus();
  });
}

/** Light, dark, or as the system has it. */
function startTheme() {
  const button = document.getElementById("theme"), root = document.documentElement;
  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const tell = () => {
    button.textContent = dark() ? "☀" : "☾";
    button.setAttribute("aria-pressed", String(dark()));
  };
  try {
    const kept = localStorage.getItem("newsmill-theme");
    if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  } catch {
    // A frame or a private window may have no storage.
  }
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try {
      localStorage.setItem("newsmill-theme", root.dataset.theme);
    } catch {
      // As above.
    }
    tell();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
  tell();
}

async function start() {
  startTheme();
  const began = performance.now();
  await load();
  document.getElementById("views").append(...VIEWS.map(([name, text]) => link(`#/${name}`, text, { "data-view": name })));
  document.getElementById("foot").append(el("p", {}, "Keys: ", el("kbd", {}, "/"), " search, ", el("kbd", {}, "j"), " ", el("kbd", {}, "k"),
    " or arrows through rows, ", el("kbd", {}, "Enter"), " open, ", el("kbd", {}, "Esc"), " back. Made by newsmill ", D.manifest.version, "."));
  startSearch();
  if ("scrollRestoration" in history) history.scrollRestoration = "manual";
  addEventListener("popstate", follow);
  addEventListener("beforeprint", () => content.querySelectorAll("details").forEach((one) => { one.open = true; }));
  route = location.hash.startsWith("#/") ? location.hash : "#/overview";
  render();
  document.body.dataset.ready = Math.round(performance.now() - began);
}
start().catch(fail);
