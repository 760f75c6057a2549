// The data: unpacked once, texts when they are needed. Columns have a list for each property, and a
// thing is its place in them.

let D = null;
let firstMention = null;
let mentionStart = null;

const ROUTES = { ORG: "org", LAW: "law" };

/** Unpacks a block of the page. Its text leaves the page, so that it is not held twice. */
async function unpack(name) {
  const holder = document.querySelector(`script[data-block="${name}"]`);
  const packed = atob(holder.textContent);
  holder.remove();
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

async function load() {
  D = await unpack("data");
  D.strings = D.tables.strings;
  D.values = D.tables.values;
  const rows = D.documents.rows;
  const total = rows.step.length;
  for (const name of ["length", "value", "rule", "words"]) rows[name] = Int32Array.from(rows[name]);
  rows.confidence = Uint8Array.from(rows.confidence);
  const documents = D.documents.id.length;
  firstMention = new Uint32Array(documents + 1);
  mentionStart = new Int32Array(total);
  for (let doc = 0, at = 0; doc < documents; doc++) {
    const end = at + D.documents.mentions[doc];
    for (let start = 0; at < end; at++) mentionStart[at] = start += rows.step[at];
    firstMention[doc + 1] = at;
  }
  rows.step = null;
  D.values.kind = Uint8Array.from(D.values.kind);
  D.values.entity = Int32Array.from(D.values.entity);
}

/** Makes a value when it is first asked for. */
function lazy(make) {
  let value;
  return () => (value === undefined ? (value = make()) : value);
}

const kindOf = (mention) => KINDS[D.values.kind[D.documents.rows.value[mention]]];
const entityOf = (mention) => D.values.entity[D.documents.rows.value[mention]];
const ruleOf = (mention) => D.strings[D.documents.rows.rule[mention]];

const places = (ids) => lazy(() => new Map(ids().map((id, place) => [id, place])));
const entityPlaces = places(() => D.entities.id);
const factPlaces = places(() => D.facts.id);
const documentPlaces = places(() => D.documents.id);

/** The document of a mention. */
function documentOf(mention) {
  let low = 0, high = D.documents.id.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (firstMention[middle] <= mention) low = middle;
    else high = middle;
  }
  return low;
}

/** Mentions of each entity, by counting. */
const mentionsByEntity = lazy(() => {
  const value = D.documents.rows.value, entities = D.values.entity;
  const first = new Uint32Array(D.entities.id.length + 1);
  for (const v of value) if (entities[v] >= 0) first[entities[v] + 1]++;
  for (let i = 1; i < first.length; i++) first[i] += first[i - 1];
  const list = new Uint32Array(first[first.length - 1]), next = first.slice();
  value.forEach((v, mention) => {
    if (entities[v] >= 0) list[next[entities[v]]++] = mention;
  });
  return { first, list };
});

function mentionsOf(entity) {
  const { first, list } = mentionsByEntity();
  return list.subarray(first[entity], first[entity + 1]);
}

/** Facts by a key: a map from entity or document to places of facts. */
function factsBy(keys) {
  return lazy(() => {
    const found = new Map();
    D.facts.id.forEach((_, fact) => {
      for (const key of new Set(keys(fact))) {
        if (key >= 0) found.set(key, [...(found.get(key) || []), fact]);
      }
    });
    return found;
  });
}

const factsByEntity = factsBy((f) => [D.facts.target[f], D.facts.authority[f], D.facts.law[f]]);
const factsByDocument = factsBy((f) => D.facts.claims[f].map((claim) => claim.doc));

/** Dates of texts within one month: a map from month to mentions. */
const datesByMonth = lazy(() => {
  const months = D.values.kind.reduce((all, kind, value) => {
    if (KINDS[kind] !== "DATE") return all;
    const month = monthNumber(D.values.from[value]);
    return month >= 0 && month === monthNumber(D.values.to[value]) ? all.set(value, month) : all;
  }, new Map());
  const found = new Map();
  D.documents.rows.value.forEach((value, mention) => {
    const month = months.get(value);
    if (month === undefined) return;
    if (!found.has(month)) found.set(month, []);
    found.get(month).push(mention);
  });
  return found;
});

/** What names and titles are searched by. */
const entityWords = lazy(() => D.entities.id.map((id, e) => {
  const names = Object.values(D.entities.names[e]).filter(Boolean);
  const forms = D.entities.forms[e].map((form) => form.text);
  return fold([D.entities.name[e], ...names, ...D.entities.acronyms[e], ...forms, id].join("\n"));
}));
const documentWords = lazy(() => D.documents.id.map((id, d) => {
  const strings = [D.documents.source[d], D.documents.outlet[d]].map((s) => D.strings[s]);
  return fold([D.documents.title[d] || "", ...strings, D.documents.author[d] || "", id].join("\n"));
}));
const factWords = lazy(() => D.facts.id.map((_, f) => {
  const bodies = [D.facts.target[f], D.facts.authority[f], D.facts.law[f]].filter((e) => e >= 0);
  return [D.facts.kind[f], ...bodies.map((e) => entityWords()[e])].join("\n");
}));

/** Whether a text, folded, has all words of a query: short ones where a word begins, long ones anywhere. */
function matcher(query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const tests = words.map((word) => {
    if (word.length > 4) return (text) => text.includes(word);
    const begins = new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "u");
    return (text) => begins.test(text);
  });
  return (text) => tests.every((test) => test(text));
}

const entityRoute = (e) => `#/${D.entities.law[e] ? "law" : "org"}/${encodeURIComponent(D.entities.id[e])}`;
const factRoute = (f) => `#/fact/${encodeURIComponent(D.facts.id[f])}`;
function documentRoute(d, start, end) {
  const place = start === undefined ? "" : `?at=${start}-${end}`;
  return `#/doc/${encodeURIComponent(D.documents.id[d])}${place}`;
}

/** The title of a document; a copy without one has that of what it copies. */
function documentTitle(d) {
  const first = documentPlaces().get(D.documents.copy_of[d]);
  return D.documents.title[d] || (first === undefined ? null : D.documents.title[first]) || D.documents.id[d];
}

/** The folder that all sources have in common, which tells nothing. */
const commonFolder = lazy(() => {
  const names = [...new Set(D.documents.source)].map((s) => D.strings[s]);
  let common = names.length ? names[0].slice(0, names[0].lastIndexOf("/") + 1) : "";
  while (common && !names.every((name) => name.startsWith(common))) {
    common = common.slice(0, common.lastIndexOf("/", common.length - 2) + 1);
  }
  return common;
});
const shortSource = (name) => (name.startsWith(commonFolder()) ? name.slice(commonFolder().length) : name);
const outletOf = (d) => shortSource(D.strings[D.documents.outlet[d]]);

// Texts: blocks that were opened last.
const opened = new Map();
const packedTexts = new Map();

/** The text of a document and a function from code points to places in it, or null. */
async function textOf(doc) {
  const block = D.documents.block[doc];
  if (block < 0) return null;
  if (!packedTexts.has(block)) packedTexts.set(block, unpack(`texts-${block}`));
  const text = (await packedTexts.get(block))[D.documents.slot[doc]];
  if (!opened.has(doc)) {
    if (opened.size > 200) opened.clear();
    opened.set(doc, unitsOf(text));
  }
  return { text, at: opened.get(doc) };
}

/** Records count code points, JavaScript counts units of UTF-16: they differ behind emoji. */
function unitsOf(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (point) => point;
  const wide = [];
  let points = 0;
  for (const char of text) {
    if (char.length > 1) wide.push(points);
    points++;
  }
  return (point) => {
    let low = 0, high = wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (wide[middle] < point) low = middle + 1;
      else high = middle;
    }
    return point + low;
  };
}

/** What a mention says, in words. */
function valueOf(mention) {
  const v = D.documents.rows.value[mention], values = D.values, kind = kindOf(mention);
  const entity = values.entity[v] >= 0 ? D.entities.name[values.entity[v]] : null;
  if (kind === "ORG") return entity || values.text[v];
  if (kind === "LAW") return [values.text[v], entity || values.unit[v]].filter(Boolean).join(", ") || "law not known";
  if (kind === "MONEY") {
    return sum({ amount: values.text[v], min: values.from[v], max: values.to[v], currency: values.unit[v], modifier: values.note[v] });
  }
  return [values.note[v], dateWords(values.text[v])].filter(Boolean).join(" ") || "open date";
}

/** What a date was resolved against. */
function basisOf(mention) {
  if (kindOf(mention) !== "DATE") return "";
  const basis = D.values.unit[D.documents.rows.value[mention]];
  return { "document-date": "from the day of publication", text: "from another date of the text" }[basis] || basis;
}
