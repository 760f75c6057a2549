#!/usr/bin/env python3
"""Lists what newsmill misses and what it finds too much of in annotated text, by the form of the name.

    target/release/newsmill extract GOLD.jsonl > out.jsonl
    tools/org_errors.py GOLD.jsonl out.jsonl [--type ORG] [--outer] [--keep RAW,…] [--examples N] [--context N]

GOLD has one document a line: {"id", "lang", "text", "entities": [{"type", "start", "end", "raw_type"}, …]}; offsets are code points, end
exclusive. A name that is found with other borders counts as `border`, once, among the misses. Extras are listed by form and by the rule that found them,
so that a table of few right and many wrong shows which rule or row to mend. Standard library only.
"""
import argparse
import collections
import json
import re
import sys

LEGAL = re.compile(r"\b(Inc|Corp|Co|Ltd|LLC|plc|PLC|GmbH|AG|SE|KG|mbH|e\. ?V|S\.A|SpA|N\.V|OAO|ООО|ОАО|ЗАО|ПАО|АО|ТОО)\b")
HEADS = re.compile(
    r"(?i)\b(ministry|department|agency|committee|commission|council|court|university|institute|association|union|federation|party|"
    r"bank|group|company|board|bureau|center|centre|foundation|fund|office|police|army|club|league|society|school|college|service|authority|"
    r"congress|senate|parliament|organi[sz]ation|church|hospital|museum|"
    r"министерств\w*|комитет\w*|комисси\w*|агентств\w*|служб\w*|суд\w*|университет\w*|институт\w*|парти\w*|банк\w*|фонд\w*|центр\w*|"
    r"управлени\w*|департамент\w*|прокуратур\w*|правительств\w*|полици\w*|парламент\w*|дум\w*|палат\w*|организаци\w*|союз\w*|федераци\w*|"
    r"компани\w*|газет\w*|совет\w*|академи\w*|клуб\w*|администраци\w*)\b"
    r"|(?:verband|bund|amt|gericht|ministerium|partei|stiftung|bank|werke?|gesellschaft|verein|universität|institut|museum|kirche|rat|zentrum|"
    r"behörde|anstalt|kammer|hochschule|schule|theater|gewerkschaft|polizei|klinik|club|klub|union|konzern|zeitung)(?:e?s|en)?\b"
)


def form(name):
    """The form of a name, the first that fits."""
    words = name.split()
    letters = [c for c in name if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if LEGAL.search(name):
        return "legal form"
    if len(words) > 1 and letters and capitals == len(letters):
        return "all capitals"
    if len(words) == 1 and capitals >= 2 and 2 * capitals >= len(letters):
        return "acronym"
    if HEADS.search(name):
        return "head noun"
    if "-" in name and len(words) == 1:
        return "hyphen token"
    if name[:1].islower():
        return "lower case"
    if len(words) == 1:
        return "one bare word"
    return "two bare words" if len(words) == 2 else "several bare words"


def lines(path):
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except json.JSONDecodeError as error:
                    sys.exit(f"{path}:{number}: {error}")


def outermost(spans):
    return [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("gold")
    args.add_argument("found")
    args.add_argument("--type", default="ORG")
    args.add_argument("--outer", action="store_true", help="leave out names inside names, on both sides")
    args.add_argument("--keep", help="raw types of gold that count; the others are neither right nor wrong")
    args.add_argument("--examples", type=int, default=8)
    args.add_argument("--context", type=int, default=28, help="characters of text beside an example")
    args = args.parse_args()

    found = collections.defaultdict(dict)
    for record in lines(args.found):
        if record.get("record") == "mention" and record["type"] == args.type:
            found[record["doc"]][record["start"], record["end"]] = record["rule"]

    right = collections.Counter()
    missed, extra, by_rule = (collections.defaultdict(list) for _ in range(3))
    good_rules = collections.Counter()
    for document in lines(args.gold):
        text = document["text"]
        wanted = [e for e in document["entities"] if e["type"] == args.type]
        keep = args.keep.split(",") if args.keep else None
        ignore = [(e["start"], e["end"]) for e in wanted if keep and e.get("raw_type") not in keep]
        gold = sorted({(e["start"], e["end"]) for e in wanted} - set(ignore))
        ours = sorted(found[document["id"]])
        if args.outer:
            gold, ours = outermost(gold), outermost(ours)
        meets = lambda span, others: [o for o in others if o[0] < span[1] and span[0] < o[1]]
        around = lambda s: (
            text[max(0, s[0] - args.context):s[0]] + "[" + text[s[0]:s[1]] + "]" + text[s[1]:s[1] + args.context]
        ).replace("\n", " ")
        for span in gold:
            name = text[span[0]:span[1]]
            if span in ours:
                right[form(name)] += 1
                continue
            others = meets(span, ours)
            kind = "border" if others else form(name)
            note = "  instead: " + "; ".join(text[o[0]:o[1]] for o in others) if others else ""
            missed[kind].append(around(span) + note)
        for span in ours:
            rule = found[document["id"]][span]
            if span in gold:
                good_rules[rule] += 1
            elif not meets(span, gold) and not meets(span, ignore):
                extra[form(text[span[0]:span[1]])].append(f"{around(span)}  {rule}")
                by_rule[rule].append(text[span[0]:span[1]])

    total = sum(right.values()) + sum(map(len, missed.values()))
    print(f"{sum(right.values())} of {total} exact; {sum(map(len, extra.values()))} extra\n")
    print(f"{'form':20} {'right':>6} {'missed':>7} {'extra':>6}")
    forms = set(right) | set(missed) | set(extra)
    for kind in sorted(forms, key=lambda k: -len(missed[k]) - len(extra[k])):
        print(f"{kind:20} {right[kind]:6} {len(missed[kind]):7} {len(extra[kind]):6}")
    print(f"\n{'rule':40} {'right':>6} {'extra':>6}")
    for rule in sorted(set(good_rules) | set(by_rule), key=lambda r: -len(by_rule[r])):
        print(f"{rule:40} {good_rules[rule]:6} {len(by_rule[rule]):6}")
    for title, table in (("missed", missed), ("extra", extra)):
        for kind in sorted(table, key=lambda k: -len(table[k])):
            print(f"\n-- {title}: {kind} ({len(table[kind])})")
            step = max(1, len(table[kind]) // max(1, args.examples))
            for example in table[kind][::step][:args.examples]:
                print("  " + example)


if __name__ == "__main__":
    main()
