// Numbers, days, sums and names as people read them. Amounts stay strings: no digit is lost.

const KINDS = ["DATE", "LAW", "MONEY", "ORG"];
const KIND_NAMES = { ORG: "organisations", DATE: "dates", MONEY: "sums", LAW: "laws" };
const CONFIDENCE = ["weak", "medium", "strong", "certain"];
const LANGS = { en: "English", de: "German", ru: "Russian", und: "other" };
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const LONG_MONTHS =
  "January February March April May June July August September October November December".split(" ");
const WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");
const MODIFIERS = {
  about: "about", almost: "almost", more_than: "more than", less_than: "less than", at_least: "at least",
  at_most: "at most",
};

/** Letters without case and accents, so that "muller" finds "Müller" and "елка" «Ёлка». */
function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
}

/** A decimal number, as a string or whole, with groups of three digits. */
function grouped(number) {
  const [whole, rest] = String(number).split(".");
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return rest === undefined ? groups : `${groups}.${rest}`;
}

/** "1 document", "2 documents". */
function count(number, one, many = `${one}s`) {
  return `${grouped(number)} ${number === 1 ? one : many}`;
}

/** A sum of `{amount, min, max, currency, modifier}`. */
function sum(value) {
  if (!value) return "";
  const number = value.amount !== null && value.amount !== undefined
    ? grouped(value.amount)
    : [value.min, value.max].filter((n) => n !== null && n !== undefined).map(grouped).join(" to ");
  const words = [MODIFIERS[value.modifier], number || "no amount", value.currency];
  return words.filter(Boolean).join(" ");
}

/** A value of a field of a fact; of amounts the digits are grouped. */
function fieldValue(field, text) {
  if (field === "amount") return text.replace(/(?<![\d.])\d{4,}/g, grouped);
  return field === "date" ? day(text) : field === "duration" ? duration(text) : text;
}

/** A length of time of ISO 8601 in words; anything else as it is. */
function duration(text) {
  const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text || "");
  if (!parts) return text || "";
  const units = ["year", "month", "week", "day", "hour", "minute"];
  return units.map((unit, i) => parts[i + 1] && count(+parts[i + 1], unit)).filter(Boolean).join(" ") || text;
}

/** A day, month or year of ISO 8601 as people write it; anything else as it is. */
function day(text) {
  const parts = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text || "");
  if (!parts || +parts[2] < 1 || +parts[2] > 12) return text || "";
  return [parts[3] && String(+parts[3]), MONTHS[parts[2] - 1], parts[1]].filter(Boolean).join(" ");
}

/** A date or length of time of EDTF or TIMEX3 in words, as far as there are any. */
function dateWords(text) {
  const known = { PAST_REF: "the past", PRESENT_REF: "now", FUTURE_REF: "the future" };
  const weekday = /^XXXX-WXX-([1-7])$/.exec(text || "");
  if (weekday) return `some ${WEEKDAYS[weekday[1] - 1]}`;
  const yearless = /^XXXX-(\d{2})(?:-(\d{2}))?$/.exec(text || "");
  if (yearless && MONTHS[yearless[1] - 1]) return `${[yearless[2] && +yearless[2], MONTHS[yearless[1] - 1]].filter(Boolean).join(" ")}, year not told`;
  return known[text] || duration(day(text));
}

/** The number of a month since the year 0, or -1. */
function monthNumber(text) {
  const parts = /^(\d{4})-(\d{2})/.exec(text || "");
  return parts && +parts[2] >= 1 && +parts[2] <= 12 ? parts[1] * 12 + (parts[2] - 1) : -1;
}

const yearOf = (month) => Math.floor(month / 12);
const monthKey = (month) => `${String(yearOf(month)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
const monthName = (month, names = MONTHS) => `${names[month % 12]} ${yearOf(month)}`;

let regions = null;
/** The English name of a country's code, or the code. */
function country(code) {
  if (!code) return "";
  const known = { COE: "Council of Europe", UN: "United Nations", EU: "European Union" };
  if (known[code]) return known[code];
  try {
    regions = regions || new Intl.DisplayNames(["en"], { type: "region" });
    return /^[A-Z]{2}$/.test(code) ? regions.of(code) : code;
  } catch {
    return code;
  }
}

/** The languages of a text, spelled out. */
function languages(codes) {
  return codes.split(" ").filter(Boolean).map((code) => LANGS[code] || code).join(", ");
}

/** Names of kinds of bodies. */
function bodyKind(kind) {
  return { ngo: "NGO", igo: "international body" }[kind] || kind || "";
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
