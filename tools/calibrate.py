#!/usr/bin/env python3
"""How often mentions are right, by rule and by confidence. Standard library only.

    calibrate.py draw DATASET --sheet SHEET.tsv [--judged JUDGED.tsv] [--top 40] [--seed N]
    calibrate.py take DATASET SHEET.tsv WRONG.tsv --judged JUDGED.tsv
    calibrate.py table JUDGED.tsv [--dataset DATASET] [--markdown]

DATASET is the output of `newsmill run … --with-text`. `draw` takes 60 mentions of each of the most frequent rules and 20 of each other
rule that has as many, and writes them for a blind reader: number, language, publication date, kind, value, text with the mention in
⟦ ⟧; neither rule nor confidence. "(inside another)" after the value marks a mention nested in a longer one, such as an end of a
range. A mention that JUDGED already has is not drawn again. The reader writes the wrong ones, one a line: number, tab, what is wrong
(`kind`: no mention of this kind, `span`: other borders, `value`: another value or body). `take` adds all mentions of the sheet to JUDGED; those not in WRONG are right. `table` computes the shares from JUDGED; with --dataset, rule and
confidence of each judged mention are read again from the dataset, and mentions that are gone are left out.

JUDGED has no text: id (16 hexadecimal digits of the SHA-256 of the mention's id), rule, confidence, verdict.
"""
import argparse
import collections
import csv
import hashlib
import json
import pathlib
import sys

LEVELS = ("certain", "strong", "medium", "weak")
BOUNDS = {"certain": 97, "strong": 90, "medium": 75}
FAULTS = ("kind", "span", "value")
AROUND = 110  # code points of context on each side


def records(dataset, name):
    with open(pathlib.Path(dataset) / f"{name}.jsonl", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def digest(text, seed=""):
    return hashlib.sha256(f"{seed}{text}".encode()).hexdigest()[:16]


def judged_rows(path):
    """{digest: [rule, confidence, verdict]}; empty if there is no such file."""
    if not path or not pathlib.Path(path).exists():
        return {}
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    return {row[0]: row[1:4] for row in rows if row[0] != "id"}


def shown(mention):
    """The value in the few words that a reader can judge."""
    value = mention["value"]
    if mention["type"] == "DATE":
        # The EDTF of a clock time is its day.
        text = (value["timex"] if value["kind"] == "time" else None) or value["edtf"] or value["timex"] or "open"
        open_value = value["basis"] == "unresolved"
        return " ".join(filter(None, ["open:" if open_value else "", text, value["modifier"]]))
    if mention["type"] == "MONEY":
        parts = [value["amount"] or f"{value['min']}..{value['max']}", value["currency"] or "currency open", value["modifier"]]
        return " ".join(filter(None, parts))
    if mention["type"] == "LAW":
        provisions = ", ".join(" ".join([p["unit"], p["number"], *(["to " + p["to"]] if p["to"] else [])]) for p in value["provisions"])
        return " ".join(filter(None, [value["law"] or "law open", f"({value['title']})" if value["title"] else "", provisions]))
    return " ".join(filter(None, [value["kind"] or "kind open", value["country"], value["gazetteer"]]))


def draw(args):
    by_rule = collections.defaultdict(list)
    for mention in records(args.dataset, "mentions"):
        by_rule[mention["rule"]].append(mention)
    known = judged_rows(args.judged)
    rules = sorted(by_rule, key=lambda rule: (-len(by_rule[rule]), rule))
    drawn = []
    for rank, rule in enumerate(rules):
        wanted = 60 if rank < args.top else 20
        if len(by_rule[rule]) < wanted:
            continue
        order = sorted(by_rule[rule], key=lambda m: digest(m["id"], args.seed))
        have = sum(digest(m["id"]) in known for m in order)
        fresh = [m for m in order if digest(m["id"]) not in known]
        drawn += fresh[: max(0, wanted - have)]
    texts = {d["id"]: (d["text"], d["published"]) for d in records(args.dataset, "documents")}
    drawn.sort(key=lambda m: (m["lang"], digest(m["id"], args.seed + "order")))
    with open(args.sheet, "w", encoding="utf-8", newline="") as out:
        sheet = csv.writer(out, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
        sheet.writerow(["number", "id", "lang", "published", "kind", "value", "text"])
        for number, m in enumerate(drawn, 1):
            text, published = texts[m["doc"]]
            start, end = m["start"], m["end"]
            around = f"{text[max(0, start - AROUND):start]}⟦{text[start:end]}⟧{text[end:end + AROUND]}"
            value = shown(m) + (" (inside another)" if m["nested_in"] else "")
            sheet.writerow([number, m["id"], m["lang"], published or "-", m["type"], value, " ".join(around.split())])
    print(f"{len(drawn)} mentions of {len(rules)} rules drawn", file=sys.stderr)


def take(args):
    wrong = {}
    with open(args.wrong, encoding="utf-8") as lines:
        for at, line in enumerate(filter(str.strip, lines), 1):
            number, _, fault = line.strip().partition("\t")
            if fault.split(" ")[0] not in FAULTS:
                sys.exit(f"{args.wrong}:{at}: `{fault}` is none of {', '.join(FAULTS)}")
            wrong[number] = fault.split(" ")[0]
    with open(args.sheet, encoding="utf-8") as lines:
        drawn = {row.split("\t")[1]: row.split("\t")[0] for row in lines if not row.startswith("number\t")}
    rows = judged_rows(args.judged)
    for m in records(args.dataset, "mentions"):
        if m["id"] in drawn:
            rows[digest(m["id"])] = [m["rule"], m["confidence"], wrong.get(drawn[m["id"]], "right")]
    with open(args.judged, "w", encoding="utf-8") as out:
        out.write("# Mentions on real news, judged blind; written by tools/calibrate.py, which has the columns.\nid\trule\tconfidence\tverdict\n")
        out.writelines("\t".join([key, *row]) + "\n" for key, row in sorted(rows.items(), key=lambda r: (r[1][0], r[0])))


def table(args):
    rows = judged_rows(args.judged)
    weights = collections.Counter()  # mentions of the dataset by rule and confidence
    if args.dataset:
        now = {}
        for m in records(args.dataset, "mentions"):
            weights[m["rule"], m["confidence"]] += 1
            now[digest(m["id"])] = [m["rule"], m["confidence"]]
        rows = {key: [*now[key], row[2]] for key, row in rows.items() if key in now}
    cells = collections.defaultdict(collections.Counter)
    for rule, confidence, verdict in rows.values():
        cells[rule, confidence][verdict] += 1
        cells[rule, "all"][verdict] += 1
    share = lambda c: 100 * c["right"] / c.total() if c.total() else 0.0
    by_level = {}
    for level in LEVELS:
        of_level = {rule: c for (rule, at), c in cells.items() if at == level}
        # Each rule counts by its mentions in the dataset: samples are drawn evenly, mentions are not.
        weight = {rule: weights[rule, level] if args.dataset else c.total() for rule, c in of_level.items()}
        total = sum(weight.values())
        by_level[level] = (
            sum(c.total() for c in of_level.values()),
            sum(share(of_level[r]) * weight[r] for r in of_level) / total if total else 0.0,
            sum(n for (_, at), n in weights.items() if at == level),
        )
    mentions = sum(weights.values()) or 1
    bar = lambda cells: "| " + " | ".join(map(str, cells)) + " |" if args.markdown else "\t".join(map(str, cells))
    print(bar(["confidence", "judged", "right %", "asked %", "share of mentions %"]))
    if args.markdown:
        print("| --- | --- | --- | --- | --- |")
    for level, (judged, right, count) in by_level.items():
        print(bar([level, judged, f"{right:.1f}", BOUNDS.get(level, "-"), f"{100 * count / mentions:.1f}"]))
    print()
    print(bar(["rule", "judged", "right %", *LEVELS, *FAULTS]))
    if args.markdown:
        print("| --- " * 10 + "|")
    for rule in sorted({rule for rule, _ in cells}):
        whole = cells[rule, "all"]
        levels = [f"{share(cells[rule, at]):.0f} of {cells[rule, at].total()}" if cells[rule, at].total() else "" for at in LEVELS]
        print(bar([rule, whole.total(), f"{share(whole):.0f}", *levels, *(whole[fault] or "" for fault in FAULTS)]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("draw")
    command.add_argument("dataset")
    command.add_argument("--sheet", required=True)
    command.add_argument("--judged")
    command.add_argument("--top", type=int, default=40)
    command.add_argument("--seed", default="1")
    command.set_defaults(run=draw)
    command = commands.add_parser("take")
    command.add_argument("dataset")
    command.add_argument("sheet")
    command.add_argument("wrong")
    command.add_argument("--judged", required=True)
    command.set_defaults(run=take)
    command = commands.add_parser("table")
    command.add_argument("judged")
    command.add_argument("--dataset")
    command.add_argument("--markdown", action="store_true")
    command.set_defaults(run=table)
    args = parser.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
