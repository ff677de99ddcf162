"""A report: one page for browsers, which is what the questions answer, and can do nothing else."""

import base64
import hashlib
import re
import shutil
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from support import Page, Run, change, objects

from kzby.cli import app
from kzby.render.page.markup import table
from kzby.render.page.pictures import bar

DAY = ("--as-of", "2023-06-15")
QUESTIONS = ("ties", "sectors", "plans", "gaps")  # which print what they find too


Draw = Callable[..., Page]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Draw:
    """Draws the report of a dataset, each but once."""

    @cache
    def draw(data: Path, *options: str) -> Page:
        file = tmp_path_factory.mktemp("drawn") / "report.html"
        assert app.run(["report", str(file), "--data", str(data), *DAY, *options]) == 0
        return Page(file.read_text("utf-8"))

    return draw


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(params=["varied", "shipped", "Brest", "Minsk-Oblast"])
def page(request: pytest.FixtureRequest, drawn: Draw) -> Page:
    name = request.param
    whole = name in ("varied", "shipped")
    data = request.getfixturevalue(name if whole else "varied")
    return drawn(data, *([] if whole else ["--region", name]))


def test_every_link_within_a_page_has_one_target(page: Page) -> None:
    ids = page.values("id")
    assert [id_ for id_, number in Counter(ids).items() if number > 1] == []
    within = {link[1:] for link in page.values("href") if link.startswith("#")}
    assert within - set(ids) == set()
    assert len(page.raw) > 8_000


def test_a_page_can_load_and_run_nothing_but_its_own(page: Page) -> None:
    (policy,) = (known["content"] for _, known in page.elements if "http-equiv" in known)
    sums = (hashlib.sha256(page.texts[name].encode()).digest() for name in ("style", "script"))
    style, script = (f"'sha256-{base64.b64encode(each).decode()}'" for each in sums)
    own = f"style-src {style}; script-src {script}"
    assert policy == f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"
    names = {name for _, known in page.elements for name in known}
    assert [name for name in names if name in ("style", "src") or name.startswith("on")] == []
    assert all(re.match("#|https?://", link) for link in page.values("href"))


def test_a_page_finds_what_each_question_finds(kzby: Run, drawn: Draw, varied: Path) -> None:
    found = plain(drawn(varied).texts["nav"])
    for question in QUESTIONS:
        options = DAY if question == "plans" else ()
        first = kzby(question, "--data", varied, *options).out.split("\n\n")[0]
        sentences = [each for each in re.split(r"(?<=\.) ", plain(first)) if each.endswith(".")]
        assert sentences
        assert [each for each in sentences if each not in found] == []


def test_every_number_above_a_list_counts_its_rows(kzby: Run, drawn: Draw, varied: Path) -> None:
    page = drawn(varied)
    figures = objects(kzby, "trade", "--derived", "--data", varied)
    assert f"Trade: {len(figures)}" in page.texts["nav"]
    standing = Counter(row["standing"] for row in objects(kzby, "plans", *DAY, "--data", varied))
    for title, word in (("Past due without news", "overdue"), ("Still open", "open")):
        assert (f"{title} ({standing[word]})" in page.texts["_plans"]) == (standing[word] > 0)
    kinds = Counter(row["kind"] for row in objects(kzby, "timeline", "--data", varied))
    for title, kind in (("Meetings", "meeting"), ("Remarks", "remark"), ("Trade", "trade")):
        assert f"{title} ({kinds[kind]})" in page.texts["_timeline"]


def test_a_matrix_has_the_number_of_each_tie(kzby: Run, drawn: Draw, varied: Path) -> None:
    text = drawn(varied).raw
    for row in objects(kzby, "ties", "--data", varied):
        number = row["ties"] or f"[(]{row['mentions']}[)]"
        link = f"<a href=#_{row['belarus']}:{row['kazakhstan']}>[^<]*{number}</a>"
        assert len(re.findall(link, text)) == 1


def marks(page: Page) -> list[tuple[str, str]]:
    """The marks of the map: what each links to, and how it looks."""
    found, href = [], ""
    at = next(at for at, (_, known) in enumerate(page.elements) if known.get("class") == "map")
    for tag, known in page.elements[at:]:
        if tag == "a":
            href = known.get("href", "")
        elif tag in ("path", "circle"):
            found.append((href, known.get("class", "filled")))
        elif tag == "figcaption":
            break
    return found


@pytest.mark.parametrize("name", ["varied", "shipped"])
def test_the_map_fills_each_region_by_whom_it_is_tied_to(
    request: pytest.FixtureRequest, kzby: Run, drawn: Draw, name: str
) -> None:
    data = request.getfixturevalue(name)
    others: dict[str, set[str]] = {}
    for row in objects(kzby, "ties", "--data", data):
        if row["ties"]:
            others.setdefault(row["belarus"], set()).add(row["kazakhstan"])
            others.setdefault(row["kazakhstan"], set()).add(row["belarus"])
    regions = objects(kzby, "regions", "--data", data)
    units = {row["id"] for row in regions if row["type"] in ("oblast", "city")}
    expected = {
        f"#_{id_}": "filled" if others[id_] & units else "hatched" for id_ in units & {*others}
    }
    drawn_ = [(href, look) for href, look in marks(drawn(data)) if look != "tie"]
    assert {href: look for href, look in drawn_ if href} == expected
    assert [look for href, look in drawn_ if not href] == ["empty"] * (len(units) - len(expected))


def test_the_page_of_everything_grows_by_little_with_each_record(
    drawn: Draw, kzby: Run, shipped: Path
) -> None:
    records = len(objects(kzby, "timeline", "--data", shipped))
    assert len(drawn(shipped).raw.encode()) < 350 * records


def test_a_page_has_each_record_its_words_and_source(kzby: Run, drawn: Draw, varied: Path) -> None:
    page = drawn(varied)
    for row in objects(kzby, "timeline", "--data", varied):
        assert row["id"] in page.values("id")
        assert f"“{row['quote']}”" in page.texts["_timeline"]
    urls = {row["url"] for row in objects(kzby, "articles", "--data", varied)}
    assert urls <= set(page.values("href"))


def test_a_page_of_a_region_has_its_records_alone(kzby: Run, drawn: Draw, varied: Path) -> None:
    page = drawn(varied, "--region", "Brest")
    own = {row["id"] for row in objects(kzby, "timeline", "--region", "Brest", "--data", varied)}
    every = {row["id"] for row in objects(kzby, "timeline", "--data", varied)}
    assert own < every
    assert set(page.values("id")) & every == own
    assert "report.html --region Brest --as-of 2023-06-15" in page.raw


def test_a_page_of_a_region_speaks_of_itself_alone(drawn: Draw, shipped: Path) -> None:
    page = drawn(shipped, "--region", "Grodno").raw
    assert "<title>Gomel: no tie on this map</title>" in page
    assert "no tie</title>" not in page
    assert "kzby meetings" not in page


def test_a_page_is_always_the_same(kzby: Run, drawn: Draw, varied: Path, tmp_path: Path) -> None:
    file, copied = tmp_path / "report.html", shutil.copytree(varied, tmp_path / "data")
    file.write_text("an earlier report")
    outcome = kzby("report", file, "--data", copied, *DAY)
    assert (outcome.code, outcome.err) == (0, "")
    assert re.search(r"report.html: [\d,]+ records?; cite as kzby ", outcome.out)
    assert file.read_text("utf-8") == drawn(varied).raw


def test_words_that_mean_harm_stay_words(drawn: Draw, compact: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(compact, tmp_path / "harm.sqlite"))
    harm = "</bdi><script>alert(1)</script>\"'&\u202e<img src=x onerror=alert(1)>"
    change(file, "UPDATE record SET title = :harm, quote = :harm", harm=harm)
    change(file, "UPDATE article SET url = 'javascript:alert(1)', headline = :harm", harm=harm)
    for table_ in ("region", "sector", "person"):
        change(file, f"UPDATE {table_} SET name = :harm", harm=harm)
    page = drawn(file)
    assert [tag for tag, _ in page.elements if tag in ("script", "img")] == ["script"]
    assert [link for link in page.values("href") if "alert" in link] == []
    assert "\u202e" not in page.raw
    assert "<script>alert(1)</script>" in page.texts["_timeline"]  # as words


def test_the_last_cell_of_a_short_row_takes_the_rest() -> None:
    text = table("t", "c", ["", "a", "b"], [["x"], ["y", "1"], ["z", "1", "2"]])
    assert "<tr><td><th scope=col>a<th scope=col>b</thead>" in text
    assert "<th scope=colgroup colspan=3>x" in text
    assert "<th scope=row>y<td colspan=2>1" in text
    assert "<th scope=row>z<td>1<td>2" in text


def test_a_bar_is_solid_to_its_low_bound_and_hatched_to_the_high_one() -> None:
    drawn = bar([40, 50], 100, None).replace('"', "")
    assert "<rect width=40.0%></rect><rect x=40.0% width=10.0% class=hatched>" in drawn
    assert "hatched" not in bar([0, 0], 0, None)
