#!/usr/bin/env python3
"""Times newsmill beside extractors from PyPI on the same text, one core each, and prints the table of docs/figures.md, "Speed".

    tools/speed.py INPUT.jsonl [--bin target/release/newsmill] [--venv DIR] [--kilobytes 200]

INPUT has one document a line with "text" and "lang" (en, de, ru). The extractors are installed into a virtual environment outside this tree
(by default ~/.cache/newsmill-speed): natasha (Russian: NER; dates and sums by rule), dateparser (search_dates) and spaCy (blank pipelines with a
matcher of dates, sums and names that end in a legal form). What is timed is CPU time, without start-up and loading: newsmill is run over the text once
and three times, and the difference counts. Slow tools get only the first KILOBYTES of text a language. None of them does all that newsmill does;
the table says what each looks for.
"""
import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PACKAGES = ["natasha", "setuptools<81", "dateparser", "spacy"]
LANGS = ("en", "de", "ru")


def enter(venv):
    """Goes on in the virtual environment, which is made and filled where it is missing."""
    python = venv / "bin" / "python"
    if Path(sys.prefix).resolve() == venv.resolve():
        return
    if not python.exists():
        print(f"installing {', '.join(PACKAGES)} into {venv}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    os.execv(str(python), [str(python), *sys.argv])


def read(path):
    """The documents' texts by language."""
    texts = {lang: [] for lang in LANGS}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            if document.get("lang") in texts:
                texts[document["lang"]].append(document["text"])
    return texts


def size(texts):
    return sum(len(text.encode()) for text in texts)


def first(texts, kilobytes):
    """The first so many kilobytes of texts."""
    chosen, left = [], kilobytes * 1000
    for text in texts:
        if left <= 0:
            break
        chosen.append(text)
        left -= len(text.encode())
    return chosen


def timed(work, texts):
    """Kilobytes a second of CPU time, after one text that warms caches."""
    for text in texts[:1]:
        work(text)
    began = time.process_time()
    for text in texts:
        work(text)
    return size(texts) / 1000 / max(time.process_time() - began, 1e-6)


def newsmill(binary, texts):
    """Kilobytes and mentions a second of CPU time of a whole run; start-up and compiling are the same in both runs and drop out."""

    def run(times, scratch):
        source = Path(scratch, f"in{times}.jsonl")
        with open(source, "w", encoding="utf-8") as out:
            for turn in range(times):
                for place, text in enumerate(texts):
                    # A number in each copy, so that none is taken for another.
                    record = {"id": f"{turn}-{place}", "text": f"{text}\n\nNo. {turn}-{place}"}
                    out.write(json.dumps(record, ensure_ascii=False) + "\n")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [binary, "run", str(source), "--out", str(Path(scratch, f"out{times}")), "--quiet", "--jobs", "1"]
        subprocess.run(command, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        manifest = json.loads(Path(scratch, f"out{times}", "manifest.json").read_text(encoding="utf-8"))
        mentions = sum(sum(by_language.values()) for by_language in manifest["mentions"].values())
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, mentions

    with tempfile.TemporaryDirectory() as scratch:
        (once, few), (thrice, many) = run(1, scratch), run(3, scratch)
    seconds = max(thrice - once, 1e-6)
    return 2 * size(texts) / 1000 / seconds, (many - few) / seconds


def natasha():
    """Russian names by a neural tagger; dates and sums by rule."""
    from natasha import DatesExtractor, Doc, MoneyExtractor, MorphVocab, NewsEmbedding, NewsNERTagger, Segmenter

    segmenter, tagger, vocabulary = Segmenter(), NewsNERTagger(NewsEmbedding()), MorphVocab()
    dates, sums = DatesExtractor(vocabulary), MoneyExtractor(vocabulary)

    def names(text):
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)

    def rules(text):
        list(dates(text))
        list(sums(text))

    return [("natasha, NER", "names", names), ("natasha, rules", "dates, sums", rules)]


def dateparser(lang):
    from dateparser.search import search_dates

    return [("dateparser, search_dates", "dates", lambda text: search_dates(text, languages=[lang]))]


def spacy(lang):
    """A blank pipeline with a matcher of a few token patterns."""
    import spacy as library
    from spacy.matcher import Matcher

    pipeline = library.blank(lang)
    pipeline.max_length = 10**8
    months = {
        "en": "january february march april may june july august september october november december",
        "de": "januar februar märz april mai juni juli august september oktober november dezember",
        "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    }[lang].split()
    currencies = "$ € £ dollars euros pounds dollar euro rubel доллара долларов евро рубля рублей".split()
    scales = "thousand million billion trillion tausend millionen milliarden mio. mrd. тысяч миллионов миллиардов тыс. млн млрд".split()
    legal = "Inc Inc. Ltd Ltd. Corp Corp. plc LLC GmbH AG SE KG e.V. ООО ОАО ЗАО ПАО АО".split()
    number = {"LIKE_NUM": True}
    matcher = Matcher(pipeline.vocab)
    month = {"LOWER": {"IN": months}}
    year = {"SHAPE": "dddd", "OP": "?"}
    comma = {"TEXT": ",", "OP": "?"}
    matcher.add("DATE", [[number, {"TEXT": ".", "OP": "?"}, month, year], [month, number, comma, year], [month, {"SHAPE": "dddd"}]])
    money, scale = {"LOWER": {"IN": currencies}}, {"LOWER": {"IN": scales}, "OP": "?"}
    matcher.add("MONEY", [[money, number, scale], [number, scale, money]])
    title = {"IS_TITLE": True, "OP": "+"}
    matcher.add("ORG", [[title, {"TEXT": {"IN": legal}}], [{"TEXT": {"IN": legal}}, title]])
    return [("spaCy, matcher", "dates, sums, companies", lambda text: matcher(pipeline(text)))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input")
    parser.add_argument("--bin", default="target/release/newsmill")
    parser.add_argument("--venv", type=Path, default=Path.home() / ".cache" / "newsmill-speed")
    parser.add_argument("--kilobytes", type=int, default=200, help="of text a language, for slow tools")
    args = parser.parse_args()
    enter(args.venv)

    texts = read(args.input)
    rows = {("newsmill run, one thread", "organisations, dates, sums, laws; links, facts"): {}}
    (ours,) = rows
    mentions = {}
    for lang in LANGS:
        if not texts[lang]:
            continue
        rows[ours][lang], mentions[lang] = newsmill(args.bin, texts[lang])
        others = [*dateparser(lang), *spacy(lang), *(natasha() if lang == "ru" else [])]
        for name, what, work in others:
            rows.setdefault((name, what), {})[lang] = timed(work, first(texts[lang], args.kilobytes))
    print("KB of text a second of CPU time, one core:\n")
    print("| tool | looks for | en | de | ru |\n| --- | --- | --- | --- | --- |")
    for (name, what), speeds in rows.items():
        cells = [f"{speeds[lang]:,.0f}" if lang in speeds else "–" for lang in LANGS]
        print(f"| {name} | {what} | {' | '.join(cells)} |")
    print("\nnewsmill by language:\n\n| language | MB a second | mentions a second |\n| --- | --- | --- |")
    for lang, rate in mentions.items():
        print(f"| {lang} | {rows[ours][lang] / 1000:.1f} | {rate:,.0f} |")


if __name__ == "__main__":
    main()
