// Words of a text with marks, and the card of a mark.

/** A line that says where a passage stands. */
function whereLine(doc, start, end) {
  return el("p", { class: "where" },
    el("time", {}, day(D.documents.published[doc]) || "no date"), " · ",
    link(documentRoute(doc, start, end), documentTitle(doc)), " · ",
    outletOf(doc), D.documents.near_copy_of[doc] ? [" ", tag("near-copy")] : null);
}

/** A passage around code points of a document. `spans` are `[start, end, class]` inside it. */
function passage(doc, start, end, spans, margin = 110) {
  const quote = el("blockquote", {});
  const made = el("div", { class: "passage" }, quote, whereLine(doc, start, end));
  textOf(doc).then((found) => {
    if (!found) {
      quote.remove();
      return;
    }
    const { text, at } = found;
    const [from, to] = context(text, at(start), at(end), margin);
    quote.append(from > 0 && !/\n\s*$/.test(text.slice(0, from)) ? "… " : "");
    spanned(quote, text, from, to, spans.map(([a, b, css]) => [at(a), at(b), css]));
    quote.append(to < text.length && !/^\s*\n/.test(text.slice(to, to + 80)) ? " …" : "");
  }).catch(fail);
  return made;
}

/** Where a passage begins and ends: in the paragraph of its words. */
function context(text, start, end, margin) {
  let from = edge(text, start - margin, -1), to = edge(text, end + margin, 1);
  const before = /[^]*\n[^\S\n]*\n\s*/.exec(text.slice(from, start));
  if (before) from += before[0].length;
  const after = text.slice(end, to).search(/\s*\n[^\S\n]*\n/);
  if (after >= 0) to = end + after;
  return [from, to];
}

/** The nearest end of a word, so that no word is cut. */
function edge(text, place, step) {
  let at = Math.max(0, Math.min(text.length, place));
  for (let i = 0; i < 24 && at > 0 && at < text.length && !/\s/.test(text[at]); i++) at += step;
  return Math.max(0, Math.min(text.length, at));
}

/** Text with spans marked; of overlapping ones the first. */
function spanned(parent, text, from, to, spans) {
  let at = from;
  for (const [start, end, css] of [...spans].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (start < at || end > to) continue;
    put(parent, [text.slice(at, start), el("mark", { class: css }, text.slice(start, end))]);
    at = end;
  }
  put(parent, [text.slice(at, to)]);
}

/** A passage around a mention; without the text, its words. */
function mentionPassage(mention) {
  const doc = documentOf(mention), start = mentionStart[mention];
  const end = start + D.documents.rows.length[mention];
  const made = passage(doc, start, end, [[start, end, kindOf(mention)]]);
  const words = D.documents.rows.words[mention];
  if (words >= 0) made.prepend(el("blockquote", {}, el("mark", { class: kindOf(mention) }, D.strings[words])));
  return made;
}

/** Passages with those that have a text first, and one of each document before a second of any. */
function passageOrder(mentions) {
  const seen = new Map();
  let covered = [-1, 0];
  // A mention inside another one gives no passage of its own.
  const outer = Array.from(mentions).filter((mention) => {
    const doc = documentOf(mention), end = mentionStart[mention] + D.documents.rows.length[mention];
    if (covered[0] === doc && mentionStart[mention] < covered[1]) return false;
    covered = [doc, end];
    return true;
  });
  const ranked = outer.map((mention) => {
    const doc = documentOf(mention), nth = seen.get(doc) || 0;
    seen.set(doc, nth + 1);
    const poor = (D.documents.block[doc] < 0 ? 1 : 0) + (D.documents.near_copy_of[doc] ? 2 : 0);
    return { mention, rank: poor + 4 * nth };
  });
  return ranked.sort((a, b) => a.rank - b.rank || a.mention - b.mention).map((one) => one.mention);
}

/** The card beside a mark: what it says, and why. */
function showTip(mark, mention) {
  const tip = document.getElementById("tip"), entity = entityOf(mention), kind = kindOf(mention);
  tip.replaceChildren(
    el("p", {}, el("span", { class: `swatch ${kind}` }), el("b", {}, valueOf(mention))),
    el("p", { class: "note" }, [basisOf(mention), ruleOf(mention), CONFIDENCE[D.documents.rows.confidence[mention]]]
      .filter(Boolean).join(" · ")));
  if (entity >= 0) tip.append(el("p", {}, link(entityRoute(entity), kind === "LAW" ? "Open this law" : "Open this organisation")));
  tip.hidden = false;
  const box = mark.getClientRects()[0] || mark.getBoundingClientRect(), width = tip.offsetWidth;
  tip.style.left = `${Math.max(8, Math.min(innerWidth - width - 8, box.left))}px`;
  const above = box.top - tip.offsetHeight - 6;
  tip.style.top = `${above > 8 ? above : box.bottom + 6}px`;
  mark.setAttribute("aria-describedby", "tip");
}

let hiding = 0;
function hideTip(wait = 0) {
  clearTimeout(hiding);
  hiding = setTimeout(() => {
    document.getElementById("tip").hidden = true;
    for (const mark of document.querySelectorAll("[aria-describedby=tip]")) mark.removeAttribute("aria-describedby");
  }, wait);
}

/** The whole text with its mentions; a mention inside another one is a mark inside a mark. */
function markedText(doc, text, at, target) {
  const box = el("div", { class: "text", lang: D.strings[D.documents.langs[doc]].split(" ")[0] || null });
  const first = firstMention[doc], last = firstMention[doc + 1];
  let next = first, placed = null;
  const fill = (parent, from, to) => {
    let here = from;
    while (next < last) {
      const start = at(mentionStart[next]), end = at(mentionStart[next] + D.documents.rows.length[next]);
      if (start >= to || end > to) break;
      const mention = next++;
      // A mention that only overlaps the one before it stands in the list below.
      if (start < here) continue;
      put(parent, [text.slice(here, start)]);
      const mark = el("mark", { class: kindOf(mention), tabindex: 0, "data-mention": mention });
      if (target && mentionStart[mention] >= target[0] && !placed) placed = mark;
      fill(mark, start, end);
      parent.append(mark);
      here = end;
    }
    put(parent, [text.slice(here, to)]);
  };
  fill(box, 0, text.length);
  return { box, placed };
}

document.addEventListener("mouseover", (event) => {
  const mark = event.target.closest("mark[data-mention]");
  if (mark) {
    clearTimeout(hiding);
    showTip(mark, +mark.dataset.mention);
  } else if (event.target.closest("#tip")) clearTimeout(hiding);
  else if (!document.getElementById("tip").hidden) hideTip(250);
});
document.addEventListener("focusin", (event) => {
  const mark = event.target.closest("mark[data-mention]");
  if (mark) {
    clearTimeout(hiding);
    showTip(mark, +mark.dataset.mention);
  } else if (!event.target.closest("#tip")) hideTip();
});
