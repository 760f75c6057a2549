#!/usr/bin/env python3
"""Writes an archive that grows as news does. Standard library only.

    synthetic_archive.py DOCUMENTS FOLDER [--files N] [--seed N]

Articles in English, German and Russian (4 : 3 : 3) of about 1.1 KB: sentences of corpus/, and sentences that name organisations. The
number of distinct names grows like documents^0.75, as in news (a Pitman-Yor process with discount 0.75). Three documents in a hundred are
exact copies of the one before, five are near-copies. The same arguments give the same bytes.
"""
import argparse
import json
import pathlib
import random
import re

DISCOUNT, STRENGTH = 0.75, 300.0
SENTENCES, NAMES = 6, 3
SYLLABLES = "ka lo mi ren ta vo shi gra bel dor fen hal ist jur kol lem nor pas quin rus sol tam ul ver wil yar zem bra cho dre".split()
HEADS = {
    "en": ["the {} Foundation", "{} Bank", "{} Ltd", "the {} Institute", "{} Group"],
    "de": ["die {} AG", "die {} GmbH", "das Institut {}", "die Stiftung {}", "die {} Bank"],
    "ru": ["ООО «{}»", "фонд «{}»", "компания «{}»", "банк «{}»", "институт «{}»"],
}
FRAMES = {
    "en": [
        "On {day} {name} was fined {number}.5 million euros.",
        "{name} reported a profit of ${number} million.",
        "A spokeswoman for {name} would say nothing about the matter.",
    ],
    "de": [
        "Gegen {name} wurde am {day} eine Geldbuße von {number},5 Millionen Euro verhängt.",
        "{name} meldete einen Gewinn von {number} Millionen Euro.",
        "Eine Sprecherin sagte, {name} wolle dazu nichts sagen.",
    ],
    "ru": [
        "{name} получила {day} штраф в {number},5 млн рублей.",
        "{name} сообщает о прибыли в {number} млн рублей.",
        "Представитель отказался говорить о том, что делает {name}.",
    ],
}
MONTHS = {"en": "{day} March {year}", "de": "{day}. März {year}", "ru": "{day} марта {year} года"}


def corpus_sentences(folder):
    """Sentences of the corpus by language of their file."""
    pools = {lang: [] for lang in HEADS}
    for lang, pool in pools.items():
        for path in sorted((folder / lang).rglob("*.txt")):
            text = path.read_bytes().decode("utf-8", "ignore")
            pool += [s.strip() for s in re.split(r"(?<=[.!?])\s+", text) if 40 < len(s) < 300 and "\n" not in s]
    return pools


class Names:
    """Numbers of names: a new one, or one drawn by how often it was drawn."""

    def __init__(self, choice):
        self.choice, self.drawn, self.counts = choice, [], []

    def next(self):
        new = (STRENGTH + DISCOUNT * len(self.counts)) / (len(self.drawn) + STRENGTH)
        if not self.drawn or self.choice.random() < new:
            number = len(self.counts)
            self.counts.append(0)
        else:
            number = self.choice.choice(self.drawn)
            while self.counts[number] == 1 and self.choice.random() < DISCOUNT:
                number = self.choice.choice(self.drawn)
        self.counts[number] += 1
        self.drawn.append(number)
        return number


def word(number):
    """A word for a number: distinct numbers give distinct words."""
    number += len(SYLLABLES)
    parts = []
    while number:
        number, rest = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[rest])
    return "".join(parts).capitalize()


def article(lang, pools, names, choice, year):
    sentences = [choice.choice(pools[lang]) for _ in range(SENTENCES)]
    for _ in range(NAMES):
        number = names.next()
        heads = HEADS[lang]
        name = heads[number % len(heads)].format(word(number // len(heads)))
        day = MONTHS[lang].format(day=choice.randint(1, 28), year=year)
        sentence = choice.choice(FRAMES[lang]).format(name=name, day=day, number=choice.randint(2, 99))
        sentences.append(sentence[0].upper() + sentence[1:])
    choice.shuffle(sentences)
    return " ".join(sentences[:4]) + "\n\n" + " ".join(sentences[4:])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=int)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--files", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    choice = random.Random(args.seed)
    pools, names = corpus_sentences(pathlib.Path(__file__).parent.parent / "corpus"), Names(choice)
    args.folder.mkdir(parents=True, exist_ok=True)
    last, file, size = None, None, 0
    for number in range(args.documents):
        if number * args.files // args.documents != (number - 1) * args.files // args.documents or file is None:
            if file:
                file.close()
            file = open(args.folder / f"{number * args.files // args.documents:04d}.jsonl", "w", encoding="utf-8")
        year = 2000 + number * 24 // args.documents
        kind = choice.random()
        if last and kind < 0.03:
            lang, text = last
        elif last and kind < 0.08:
            lang = last[0]
            text = f"{last[1]} {choice.choice(pools[lang])}"
        else:
            (lang,) = choice.choices(list(HEADS), [4, 3, 3])
            text = article(lang, pools, names, choice, year)
            last = (lang, text)
        date = f"{year}-{choice.randint(1, 12):02d}-{choice.randint(1, 28):02d}"
        line = json.dumps({"id": f"s{number}", "date": date, "lang": lang, "text": text}, ensure_ascii=False) + "\n"
        size += len(line.encode())
        file.write(line)
    file.close()
    print(f"{args.documents} documents, {size} bytes, {len(names.counts)} names")


if __name__ == "__main__":
    main()
