#!/usr/bin/env python3
"""Which laws of a reference list our table has, by jurisdiction. Standard library only.

    law_coverage.py REFERENCE.jsonl [gazetteers/laws.tsv] [--missing JURISDICTION]

REFERENCE holds one law a line: {"id", "jur", "aliases": [{"t", "k": "name" | "abbr"}], "verified"}. A law counts as known by id where the
table has its id, by name where one of its names or abbreviations is a name of a row of its jurisdiction. Only measures: nothing is
taken over. --missing prints the abbreviations that no row of a jurisdiction has, shortest first.
"""
import argparse
import collections
import json

NAMES = ("en", "de", "ru", "abbr_en", "abbr_de", "abbr_ru")


def table(path):
    """{id}, {(jurisdiction, folded name)}."""
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#")]
    head, ids, names = rows[0], set(), set()
    for cells in rows[1:]:
        row = dict(zip(head, cells))
        ids.add(row["id"])
        for column in NAMES:
            names.update((row["jurisdiction"], n.casefold()) for n in row.get(column, "").split(";") if n)
    return ids, names


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reference")
    parser.add_argument("table", nargs="?", default="gazetteers/laws.tsv")
    parser.add_argument("--missing")
    args = parser.parse_args()
    ids, names = table(args.table)
    counts, missing = collections.defaultdict(collections.Counter), []
    with open(args.reference, encoding="utf-8") as lines:
        for line in lines:
            law = json.loads(line)
            count = counts[law["jur"]]
            by_id = law["id"] in ids
            known = [a for a in law["aliases"] if (law["jur"], a["t"].casefold()) in names]
            short = [a["t"] for a in law["aliases"] if a.get("k") == "abbr"]
            count.update(laws=1, id=by_id, name=bool(known), either=by_id or bool(known))
            if short:
                count.update(short=1, short_known=any((law["jur"], s.casefold()) in names for s in short))
            if law["jur"] == args.missing and not by_id and not known:
                missing.extend(short)
    print(f"{'':6} {'laws':>6} {'by id':>6} {'by name':>8} {'either':>7} | {'with abbreviation':>18} {'known':>6}")
    for land, c in sorted(counts.items(), key=lambda item: -item[1]["laws"]):
        print(f"{land:6} {c['laws']:6} {c['id']:6} {c['name']:8} {c['either']:7} | {c['short']:18} {c['short_known']:6}")
    if args.missing:
        print(*sorted(missing, key=lambda s: (len(s), s)), sep="\n")


if __name__ == "__main__":
    main()
