"""The page of `newsmill report` in a browser, as a person uses it. `.ci/browser` runs it.

NEWSMILL_BIN names the program, NEWSMILL_SHOTS the folder for screenshots. Without Playwright or a
Chromium all tests skip with a word.
"""

from __future__ import annotations

import html
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("NEWSMILL_BIN") or str(ROOT / "target/release/newsmill")
SHOTS = Path(os.environ.get("NEWSMILL_SHOTS") or ROOT / "target/report-shots")
CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


def run(*arguments: object, ok: tuple[int, ...] = (0,)) -> None:
    done = subprocess.run([PROGRAM, *map(str, arguments)], stderr=subprocess.PIPE, text=True)
    assert done.returncode in ok, done.stderr


def records(dataset: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (dataset / f"{name}.jsonl").read_text("utf-8").split("\n") if line]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    subprocess.run([PROGRAM, "run", "corpus", "--out", "dataset", "--with-text", "-q"], cwd=folder, check=True)
    return folder / "dataset"


@pytest.fixture(scope="session")
def report(dataset: Path) -> Path:
    run("report", dataset, "--out", dataset.parent / "report.html", "--title", "Corpus")
    return dataset.parent / "report.html"


class Opened:
    """A page in a window of its own, and what went wrong in it."""

    def __init__(self, browser: Any, file: Path, route: str = "", viewport: dict[str, int] = WIDE, **options: Any) -> None:
        self.context = browser.new_context(viewport=viewport, **options)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: (self.faults.append("a dialog"), dialog.dismiss()))
        self.page.on("console", lambda told: told.type in ("error", "warning") and self.faults.append(told.text))
        self.page.on("request", lambda asked: self.asked(asked.url, file))
        self.page.goto(file.as_uri() + route)
        self.ready()

    def asked(self, url: str, file: Path) -> None:
        if url.split("#")[0] != file.as_uri() and not url.startswith("data:"):
            self.faults.append(f"asks for {url}")

    def ready(self) -> None:
        # Functions that Playwright waits for need `eval`, which the policy of the page refuses.
        self.page.wait_for_selector("body[data-ready]", timeout=30_000)
        assert self.page.evaluate("document.body.dataset.ready") != "failed"

    def go(self, route: str) -> None:
        self.page.evaluate("route => { location.hash = route }", route)
        self.page.wait_for_timeout(150)

    def rows(self) -> list[str]:
        return self.page.locator("main .rows .name a").all_text_contents()

    def shot(self, name: str, full: bool = True) -> None:
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=full)

    def close(self) -> None:
        self.context.close()
        assert self.faults == []


@pytest.fixture
def opened(browser: Any, report: Path) -> Iterator[Opened]:
    one = Opened(browser, report)
    yield one
    one.close()


def conflict(dataset: Path) -> dict[str, Any]:
    return next(f for f in records(dataset, "facts") if any(x["status"] == "conflict" for x in f["fields"].values()))


def routes(dataset: Path) -> dict[str, str]:
    """An address of every view."""
    fact = conflict(dataset)
    return {
        "overview": "#/overview", "facts": "#/facts", "fact": f"#/fact/{fact['id']}",
        "organisations": "#/orgs", "organisation": f"#/org/{fact['roles']['target']}",
        "laws": "#/laws", "law": "#/law/kz%2Fkoap", "dates": "#/dates", "month": "#/month/2021-01",
        "sums": "#/money", "documents": "#/documents", "document": f"#/doc/{fact['claims'][1]['doc']}",
        "search": "#/search?q=stiftung",
    }


def test_overview_tells_what_is_there(opened: Opened, dataset: Path) -> None:
    manifest = json.loads((dataset / "manifest.json").read_text())
    assert opened.page.title() == "Corpus"
    tiles = opened.page.locator(".tile").all_inner_texts()
    assert tiles[0].split("\n")[0] == str(manifest["documents"])
    assert tiles[1].split("\n")[0] == str(manifest["entities"]["ORG"])
    assert opened.page.locator(".chart svg rect.lang-en").count() > 3
    assert not opened.page.locator(".notice").count(), "nothing is left out"


@pytest.mark.parametrize(
    ("words", "name"),
    [("OFFENE stiftung", "Open Steppe Foundation"), ("forderverein", "Förderverein Abendstern e. V."),
     ("открытая СТЕПЬ", "Open Steppe Foundation"), ("osf", "Open Steppe Foundation"), ("German criminal code", "Strafgesetzbuch")],
)
def test_search_finds_any_form(opened: Opened, words: str, name: str) -> None:
    opened.page.keyboard.press("/")
    opened.page.keyboard.type(words)
    opened.page.wait_for_selector("body[data-view=search]")
    opened.page.wait_for_timeout(250)
    assert name in opened.rows()
    opened.page.locator("main .rows .name a", has_text=name).first.click()
    assert name in opened.page.locator("h1").inner_text() or opened.page.locator(".fact-view").count()


def test_search_reads_the_texts(opened: Opened) -> None:
    opened.go("#/search?q=" + "offered+tea")
    opened.page.wait_for_selector("main .passage")
    assert "A clerk who delivered the letter was offered tea" in opened.page.locator("main .passage blockquote").inner_text()
    opened.page.locator("main .passage a").first.click()
    assert "Steppe foundation fined over tax form" in opened.page.locator("h1").inner_text()
    opened.go("#/search?q=offered+nothing+such")
    opened.page.wait_for_selector("text=No text has these words.")


def test_a_provision_leads_to_its_passages(opened: Opened, dataset: Path) -> None:
    opened.go("#/law/kz%2Fkoap")
    provision = opened.page.locator(".ranking a[href*=provision]").first
    unit, number = provision.inner_text().lower().split(" ")
    provision.click()
    opened.page.wait_for_selector(f"text=Passages: {unit} {number}")

    def cites(mention: dict[str, Any]) -> bool:
        value = mention["value"]
        return value.get("law") == "kz/koap" and any((p["unit"], p["number"]) == (unit, number) for p in value["provisions"])

    told = opened.page.locator("main .note", has_text=f"of {unit} {number}").inner_text()
    assert told.startswith(f"{sum(cites(m) for m in records(dataset, 'mentions'))} mention")
    marks = opened.page.locator("main .passage mark").all_inner_texts()
    assert marks and all(number in mark for mark in marks)


def test_search_that_finds_nothing_says_so(opened: Opened) -> None:
    opened.go("#/search?q=no+such+name")
    assert "Nothing" in opened.page.locator("main").inner_text()


def test_filters_filter(opened: Opened, dataset: Path) -> None:
    facts = records(dataset, "facts")
    opened.go("#/facts")
    assert len(opened.rows()) == len(facts)
    opened.page.get_by_label("What").select_option("fine")
    assert len(opened.rows()) == sum(f["kind"] == "fine" for f in facts)
    opened.page.get_by_label("Sources").select_option("conflict")
    assert opened.rows() == ["Open Steppe Foundation"]
    assert opened.page.evaluate("location.hash") == "#/facts?kind=fine&status=conflict"
    opened.page.reload()
    opened.ready()
    assert opened.rows() == ["Open Steppe Foundation"], "filters stand in the address"

    opened.go("#/orgs")
    opened.page.get_by_label("Country").select_option("KZ")
    known = [e for e in records(dataset, "entities") if e["type"] == "ORG" and e["country"] == "KZ"]
    assert len(opened.rows()) == len(known)
    opened.page.get_by_label("Filter").fill("министерство ЮСТИЦИИ")
    opened.page.wait_for_timeout(250)
    assert opened.rows() == ["Министерство юстиции РК"]

    opened.go("#/documents")
    opened.page.get_by_label("Language").select_option("ru")
    documents = [d for d in records(dataset, "documents") if "ru" in d["langs"]]
    assert len(opened.rows()) == len(documents)
    opened.page.get_by_label("Filter").fill("zzz")
    opened.page.wait_for_timeout(250)
    opened.page.get_by_role("button", name="Clear the filters").click()
    assert len(opened.rows()) == len(records(dataset, "documents"))


def test_fact_shows_its_claims_side_by_side(opened: Opened, dataset: Path) -> None:
    fact = conflict(dataset)
    opened.go(f"#/fact/{fact['id']}")
    cards = opened.page.locator(".claim")
    assert cards.count() == len(fact["claims"]) > 1
    opened.page.wait_for_selector(".claim:last-child blockquote mark")
    for card in cards.all():
        assert card.locator("blockquote mark.ORG").count(), "the target is marked in each passage"
    tops = [card.bounding_box()["y"] for card in cards.all()]
    assert len(set(tops)) == 1, "side by side"
    assert opened.page.locator(".verdicts .apart").all_inner_texts() == ["2,000,000 KZT", "2,100,000 KZT"]
    assert opened.page.locator(".claim .differs dd").count() == 2
    cards.nth(1).locator("h3 a").click()
    opened.page.wait_for_selector("mark.target")
    assert opened.page.locator("mark.target").is_visible()


def test_document_shows_its_marks(opened: Opened, dataset: Path) -> None:
    document = next(d for d in records(dataset, "documents") if d["source"] == "corpus/en/osf-suspended.txt")
    mentions = [m for m in records(dataset, "mentions") if m["doc"] == document["id"]]
    opened.go(f"#/doc/{document['id']}")
    opened.page.wait_for_selector(".text mark")
    assert opened.page.locator(".text").evaluate("box => box.textContent") == document["text"]
    marks = opened.page.locator(".text mark").evaluate_all("all => all.map(one => [one.className, one.textContent])")
    assert sorted(marks) == sorted([m["type"], m["text"]] for m in mentions)
    opened.page.locator(".text mark", has_text="2 million tenge").hover()
    tip = opened.page.locator("#tip")
    assert "2,000,000 KZT" in tip.inner_text() and "money/en/" in tip.inner_text()
    colour = "mark => getComputedStyle(mark).backgroundColor"
    before = opened.page.locator("mark.MONEY").first.evaluate(colour)
    opened.page.get_by_label("sums").uncheck()
    after = opened.page.locator("mark.MONEY").first.evaluate(colour)
    assert before != after == "rgba(0, 0, 0, 0)"
    opened.page.locator(".text mark.ORG", has_text="OSF").first.click()
    tip.get_by_role("link").click()
    assert opened.page.locator("h1").inner_text() == "Open Steppe Foundation"


def test_offsets_hold_behind_emoji(browser: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("😀😀 On 3 March 2021 👍 Siemens paid 5 million euros. 😀 It rained in 2019.", "utf-8")
    run("run", tmp_path / "a.txt", "--out", tmp_path / "ds", "--with-text", "-q")
    run("report", tmp_path / "ds", "--out", tmp_path / "r.html")
    opened = Opened(browser, tmp_path / "r.html", f"#/doc/{records(tmp_path / 'ds', 'documents')[0]['id']}")
    opened.page.wait_for_selector(".text mark")
    assert opened.page.locator(".text mark").all_text_contents() == [m["text"] for m in records(tmp_path / "ds", "mentions")]
    opened.close()


def test_questions_are_answered_from_the_overview(opened: Opened) -> None:
    """Which bodies were fined, how much, do the sources agree; which law leads; what happened in a month."""
    opened.page.get_by_role("link", name="Fine", exact=True).click()
    fined = opened.page.locator(".rows li", has_text="Open Steppe Foundation").inner_text()
    assert "25 Jan 2021" in fined and "2,100,000 KZT" in fined and "conflict" in fined
    opened.page.get_by_role("link", name="Overview").click()
    laws = opened.page.locator("section", has=opened.page.get_by_role("heading", name="Most cited laws"))
    assert "об административных правонарушениях" in laws.locator("li").first.inner_text()
    laws.locator("li a").first.click()
    assert "Article 460-1" in opened.page.locator("section", has_text="Most cited provisions").locator("li").first.inner_text()
    opened.page.get_by_role("link", name="Dates").click()
    opened.page.get_by_role("link", name="January 2021").click()
    text = opened.page.locator("main").inner_text()
    assert "1 fact dated" in text and "Open Steppe Foundation" in text and "Strafe für Stiftung" in text


def test_keys(opened: Opened) -> None:
    press = opened.page.keyboard.press
    opened.go("#/orgs")
    focused = "document.activeElement.textContent"
    press("j")
    first = opened.page.evaluate(focused)
    press("j")
    assert opened.page.evaluate(focused) != first
    press("k")
    assert opened.page.evaluate(focused) == first == opened.rows()[0]
    outline = opened.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "focus is visible"
    press("Enter")
    assert opened.page.evaluate("document.body.dataset.view") == "org"
    press("Escape")
    opened.page.wait_for_selector("body[data-view=orgs]")
    press("/")
    assert opened.page.evaluate("document.activeElement.id") == "query"
    press("Escape")
    assert opened.page.evaluate("document.activeElement.id") != "query"


HOSTILE = ("</script><script>window.hit = 1</script><img src=x onerror=\"window.hit = 2\"><svg onload='window.hit = 3'>"
           " \u2028 \u202e \" ' & <!-- javascript:window.hit=4 ")


def test_hostile_texts_stay_texts(browser: Any, tmp_path: Path) -> None:
    evil = {"id": HOSTILE, "title": HOSTILE, "site": HOSTILE, "author": HOSTILE, "url": "javascript:window.hit = 5", "date": "2021-03-05",
            "text": f"{HOSTILE} On 3 March 2021 the court fined «{HOSTILE} Bank» and the Siemens AG 5 million euros. {HOSTILE}"}
    (tmp_path / "in.jsonl").write_text(json.dumps(evil) + "\n{\"text\": \"" + HOSTILE.replace('"', "") + "\"", "utf-8")
    run("run", tmp_path / "in.jsonl", "--out", tmp_path / "ds", "--with-text", "-q", ok=(3,))
    run("report", tmp_path / "ds", "--out", tmp_path / "r.html", "--title", HOSTILE)
    opened = Opened(browser, tmp_path / "r.html")
    opened.shot("hostile")
    ids = [d["id"] for d in records(tmp_path / "ds", "documents")]
    entities = [e["id"] for e in records(tmp_path / "ds", "entities")]
    views = ["overview", "orgs", "laws", "facts", "dates", "money", "documents", "month/2021-03", "search?q=script"]
    quoted = opened.page.evaluate("ids => ids.map(encodeURIComponent)", [*ids, *entities])
    views += [f"doc/{one}" for one in quoted[: len(ids)]] + [f"org/{one}" for one in quoted[len(ids):]]
    views += ["fact/%E0%A4%A", "doc/<img src=x onerror=window.hit=6>", "__proto__", "constructor/x"]
    for view in views:
        opened.go(f"#/{view}")
        opened.page.wait_for_timeout(100)
        assert opened.page.evaluate("window.hit") is None, view
        assert opened.page.locator("img, svg[onload], main script, iframe, a[href^=javascript]").count() == 0, view
    opened.go(f"#/doc/{quoted[0]}")
    opened.page.wait_for_selector(".text mark")
    # Marks of direction are shown as signs, so that they do not turn the words around.
    assert "\u202e" not in opened.page.locator("body").inner_text()
    assert opened.page.locator(".text").evaluate("box => box.textContent") == evil["text"].replace("\u202e", "\u25af")
    opened.close()


def test_the_policy_stops_scripts_and_requests(browser: Any, report: Path) -> None:
    opened = Opened(browser, report)
    stopped = opened.page.evaluate("""async () => {
        const stopped = [];
        document.addEventListener("securitypolicyviolation", event => stopped.push(event.effectiveDirective));
        const script = document.createElement("script");
        script.textContent = "window.hit = 1";
        document.body.append(script);
        await fetch("https://example.org/").catch(() => null);
        await new Promise(done => {
            const image = new Image();
            image.onload = image.onerror = done;
            image.src = "https://example.org/a.png";
        });
        const style = document.createElement("style");
        style.textContent = "body { display: none }";
        document.body.append(style);
        await new Promise(done => setTimeout(done, 100));
        return stopped;
    }""")
    assert sorted(stopped) == ["connect-src", "img-src", "script-src-elem", "style-src-elem"]
    assert opened.page.evaluate("window.hit") is None
    # The browser tells each of them on the console.
    opened.faults.clear()
    opened.close()


def test_a_phone_scrolls_down_only(browser: Any, report: Path, dataset: Path) -> None:
    opened = Opened(browser, report, viewport=PHONE, has_touch=True)
    for name, route in routes(dataset).items():
        opened.go(route)
        opened.page.wait_for_timeout(150)
        wide = opened.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, name
        opened.shot(f"phone-{name}")
    opened.close()


def test_dark_and_light(browser: Any, report: Path, dataset: Path) -> None:
    opened = Opened(browser, report, color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = opened.page.evaluate(paper)
    for name, route in routes(dataset).items():
        opened.go(route)
        opened.shot(f"dark-{name}")
    opened.page.locator("#theme").click()
    assert opened.page.evaluate(paper) != dark
    opened.page.reload()
    opened.ready()
    assert opened.page.evaluate(paper) != dark, "the choice is kept"
    opened.close()


def test_every_view_has_one_heading_and_is_shown(opened: Opened, dataset: Path) -> None:
    for name, route in routes(dataset).items():
        opened.go(route)
        opened.page.wait_for_timeout(100)
        assert opened.page.locator("h1").count() == 1, name
        opened.shot(f"wide-{name}")
        named = "all => all.filter(one => !one.textContent.trim() && !one.getAttribute('aria-label')).length"
        assert opened.page.locator("a, button").evaluate_all(named) == 0, f"{name}: a link without words"
        unlabelled = "all => all.filter(one => !one.labels.length).length"
        assert opened.page.locator("input, select").evaluate_all(unlabelled) == 0, name


def test_print_has_no_controls(opened: Opened) -> None:
    opened.go("#/facts")
    opened.page.emulate_media(media="print")
    assert not opened.page.locator(".filters").is_visible() and not opened.page.locator("#views").is_visible()
    assert opened.page.locator("h1").is_visible()
    opened.shot("print-facts")


def test_without_scripts_the_page_says_so(browser: Any, report: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report.as_uri())
    assert "needs JavaScript" in page.locator("main").inner_text()
    context.close()


def test_in_a_frame_as_notebooks_show_it(browser: Any, report: Path, tmp_path: Path) -> None:
    inside = html.escape(report.read_text("utf-8"))
    (tmp_path / "notebook.html").write_text(f"<base href='https://example.org/'><iframe sandbox='allow-scripts' srcdoc=\"{inside}\"></iframe>")
    page = browser.new_page()
    page.goto((tmp_path / "notebook.html").as_uri())
    frame = page.frames[1]
    frame.wait_for_selector("body[data-ready]")
    frame.get_by_role("link", name="Facts", exact=True).click()
    frame.locator(".rows .name a").first.click()
    assert frame.evaluate("document.body.dataset.view") == "fact"
    page.close()


def test_without_texts_the_words_are_listed(browser: Any, dataset: Path, tmp_path: Path) -> None:
    run("run", dataset.parent / "corpus", "--out", tmp_path / "ds", "-q")
    run("report", tmp_path / "ds", "--out", tmp_path / "r.html")
    mention = records(tmp_path / "ds", "mentions")[0]
    opened = Opened(browser, tmp_path / "r.html", f"#/doc/{mention['doc']}")
    opened.page.wait_for_selector("td mark")
    assert opened.page.locator("td mark").first.inner_text() == mention["text"]
    assert "--with-text" in opened.page.locator("main").inner_text()
    opened.go("#/orgs")
    opened.page.locator(".rows .name a").first.click()
    assert opened.page.locator(".passage mark").count()
    opened.close()


def test_a_large_dataset_opens_soon_and_says_what_is_missing(browser: Any, tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "tools/synthetic_archive.py", "18000", tmp_path / "in"], check=True, stdout=subprocess.DEVNULL)
    run("run", tmp_path / "in", "--out", tmp_path / "ds", "--with-text", "-q")
    run("report", tmp_path / "ds", "--out", tmp_path / "r.html")
    assert (tmp_path / "r.html").stat().st_size < 20_000_000
    opened = Opened(browser, tmp_path / "r.html")
    assert int(opened.page.evaluate("document.body.dataset.ready")) < 10_000
    notice = opened.page.locator(".notice").inner_text()
    assert "of 18,000 documents" in notice and "sample" in notice
    opened.shot("large-overview")
    for view in ["orgs", "facts", "documents", "dates", "money", "month/2010-03"]:
        opened.go(f"#/{view}")
        assert opened.page.evaluate("document.querySelectorAll('*').length") < 6_000, view
    opened.close()
