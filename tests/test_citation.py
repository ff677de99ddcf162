"""Citations: sources in words, as BibTeX and as CSL-JSON, with their dates as exactly as these are known."""

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pybtex.database import parse_string
from support import LISTED, ROOT, Run, cases, ran
from syrupy.assertion import SnapshotAssertion

from kzby import __released__, __version__, query, render
from kzby.errors import UsageError
from kzby.load import dataset
from kzby.model import dates
from kzby.model.terms import HeadlineBasis
from kzby.query import answer, citation, show
from kzby.query.citation import Citation, Edition, Reference
from kzby.render import STYLES, Style, citing
from kzby.render.citing import source
from kzby.render.terminal import Terminal
from kzby.store import Store
from kzby.store.open import open_store

EDITION = Edition("0.1.0", "3f9a12c4d5e6" + "0" * 52, "2021-02-03")
ODD = "2022-03-04-grodno"


def cited(store: Store, typed: str, style: Style, width: int | None = None) -> str:
    """A citation as it is written, in an edition that changes to the invented data do not change."""
    of_it = show.cite(store, typed)._replace(edition=EDITION)
    return "\n".join(render.citation(of_it, style, Terminal(width)))


@pytest.mark.parametrize("style", STYLES)
def test_citations(store: Store, odd: Store, style: Style, snapshot: SnapshotAssertion) -> None:
    """Of an inferred year and a certain day; of a range of days, another agency, and what markup acts on."""
    assert cited(store, "brest-meeting", style) == snapshot
    assert cited(odd, "grodno-remark", style) == snapshot
    assert cited(odd, ODD, style).partition("kzby-0.1.0")[0] == snapshot


def test_nothing_named_is_the_dataset_as_a_whole_with_the_year_of_its_edition(store: Store) -> None:
    text, bibtex, items = (cited(store, "", style) for style in STYLES)
    whole = r"The kzby authors: “kzby: .+”, data set, 2021\. kzby 0\.1\.0, SHA-256 3f9a\w{60}\."
    assert re.fullmatch(whole, text)
    (entry,) = parse_string(bibtex, "bibtex").entries.values()
    assert (entry.fields["year"], entry.fields["month"]) == ("2021", "February")
    assert entry.fields["version"] == "0.1.0"
    assert not {"date", "url"} & {*entry.fields}  # a year beside a date is too much for biblatex
    (item,) = json.loads(items)
    assert (item["type"], item["title"]) == ("dataset", citing.TITLE)
    assert item["issued"] == {"date-parts": [[2021, 2, 3]]}


@pytest.mark.parametrize("width", [20, 60, 90])
def test_text_is_wrapped_but_no_address_is_broken(odd: Store, width: int) -> None:
    lines = cited(odd, "grodno-remark", "text", width).splitlines()
    quoted = ":~:text=50%25%20%7D%20of%20%26%20%7B_more"
    whole = {f"https://example.org/a_b?c=1&d={{e}}|%20#<f>{quoted}", f"{EDITION.sha256}."}
    assert whole <= set(" ".join(lines).split())
    assert all(len(line) <= width for line in lines if line not in whole)


def test_a_reader_of_bibtex_finds_what_was_written(odd: Store) -> None:
    """Pybtex follows BibTeX's own grammar, and stops at the first fault."""
    entries = parse_string(cited(odd, "grodno-remark", "bibtex"), "bibtex").entries
    assert list(entries) == ["2022-03-04-grodno:grodno-remark", "kzby-0.1.0-3f9a12c4d5e6"]
    entry = entries["2022-03-04-grodno:grodno-remark"]
    assert (entry.type, str(*entry.persons["author"])) == ("misc", "{Wire Two}")
    assert entry.fields["month"] == "March"
    assert entry.fields["title"].startswith(r"{R\&D: 100\% of \textbraceleft{}milk")
    assert (entry.fields["year"], "date" in entry.fields) == ("2022", False)
    assert ":~:text=50%25%20" in entry.fields["url"]
    assert "Record grodno-remark (" in entry.fields["note"]
    via = "Via kzby 0.1.0, dataset 3f9a12c4d5e6. SHA-256 of the text: "
    assert entry.fields["note"].endswith(f"{via}{'2' * 64}.")


def test_csl_json_has_only_the_names_and_types_of_its_schema(real: Store) -> None:
    """What csl-data.json of CSL 1.0 says of these names: all text, but for the names and the date below."""
    texts = {"id", "title", "URL", "language", "note", "version"}
    cards = list(query.ask(real, "articles").mappings())
    items = [item for card in cards for item in json.loads(cited(real, card["id"], "csl-json"))]
    assert len(items) == 2 * len(cards)  # the article, and the dataset
    for item in items:
        assert item["type"] in {"webpage", "dataset"}
        assert all(isinstance(item[name], str) for name in texts & set(item))
        assert [list(name) for name in item["author"]] == [["literal"]]
        assert set(item) <= {*texts, "type", "author", "issued"}
        assert_is_date(item.get("issued", {"date-parts": [[2015]]}))


def assert_is_date(told: dict[str, Any]) -> None:
    """A date of CSL is one or two lists of one to three numbers; `circa` may be true."""
    assert set(told) <= {"date-parts", "circa"}
    assert 1 <= len(told["date-parts"]) <= 2
    for parts in told["date-parts"]:
        assert 1 <= len(parts) <= 3
        assert all(type(part) is int for part in parts)
    assert told.get("circa", True) is True


def reference(published: str) -> Reference:
    earliest, latest = map(str, dates.bounds(published))
    named = {"article": "an-article", "headline": "A headline", "publisher": "A", "agency": "A"}
    address = {"url": "https://example.org", "language": "en", "sha256": "0" * 64}
    return Reference(**named, **address, published=published, earliest=earliest, latest=latest)


@pytest.mark.parametrize(("published", "told", "month", "year"), cases("dates-cited"))
def test_a_date_is_told_as_exactly_as_it_is_known(
    published: str, told: str, month: str, year: str
) -> None:
    assert source(reference(published)) == f"A: “A headline”, {told.partition(' (')[0]}"
    lines = list(render.citation(Citation((reference(published),), EDITION), "bibtex", Terminal()))
    fields = dict(line.strip().rstrip(",").split(" = ", 1) for line in lines[1 : lines.index("}")])
    written = {name.strip(): value for name, value in fields.items()}
    years = written.get("year") or written["date"]
    assert (written.get("month", ""), years) == (month, f"{{{year}}}")
    assert written["note"].startswith(f"{{Published {told}. Via")


def test_all_articles_that_a_part_of_an_id_fits_are_cited_with_a_note(odd: Store) -> None:
    one, both = (show.cite(odd, typed) for typed in ("03 02 brest", "03"))
    assert [each.article for each in one.references] == ["2020-03-02-brest"]
    assert [each.article for each in both.references] == ["2020-03-02-brest", ODD]
    assert both.notes == (
        f"'03' means article (2020-03-02-brest) and article ({ODD}): answering for all",
    )


BASES = {
    "address": "the page's address",
    "opening": "the text's opening words",
    "list": "a list of articles",
}


@pytest.mark.parametrize("basis", get_args(HeadlineBasis))
def test_a_headline_that_is_not_the_pages_own_is_cited_as_such(basis: str) -> None:
    rebuilt = reference("2015-11-25")._replace(headline_basis=basis)
    cited = Citation((rebuilt,), Edition("0.1.0", "0" * 64, "2021-02-03"))
    title = f"title from {BASES[basis]}"
    assert next(citing.text(cited, None)).startswith(f"A: “A headline” [{title}], 25 Nov 2015")
    listed, _, *legend = citing.numbered(cited, None)  # where it is said once
    assert listed == "[1] A: “A headline”†, 25 Nov 2015"
    assert legend == [f"† {title}", "kzby 0.1.0, dataset 000000000000"]
    bibtex, item = "\n".join(citing.bibtex(cited)), json.loads("\n".join(citing.csl_json(cited)))[0]
    assert "  title        = {{A headline}}," in bibtex  # which a bibliography prints
    assert f"  note         = {{{title.capitalize()}. Published" in bibtex
    assert (item["title"], item["note"].partition(". ")[0]) == ("A headline", title.capitalize())


def test_what_the_titles_of_several_sources_are_from_is_said_once() -> None:
    sources = [reference("2015-11-25")._replace(headline_basis=basis) for basis in (None, *BASES)]
    told = " or ".join(BASES.values())
    assert citing.legend(Citation(tuple(sources), EDITION)) == [f"† title from {told}"]


@pytest.mark.parametrize("style", STYLES)
def test_several_are_cited_with_one_entry_for_the_dataset(odd: Store, style: Style) -> None:
    both = show.cite(odd, "grodno-remark", "2020-03-02-brest", "grodno-remark")._replace(
        edition=EDITION
    )
    text = "\n".join(render.citation(both, style, Terminal()))
    one, other, whole = (
        cited(odd, typed, style) for typed in ("grodno-remark", "2020-03-02-brest", "")
    )
    entries = [each.removesuffix(whole).strip("\n") for each in (one, other)]
    if style == "csl-json":
        first, second = (json.loads(each)[:-1] for each in (one, other))
        assert json.loads(text) == [*first, *second, *json.loads(whole)]
    else:
        assert text == "\n\n".join([*entries, whole])
    with pytest.raises(UsageError, match="'grodno-remarks' is not known"):
        show.cite(odd, "grodno-remarks", "2020-03-02-brest")


# The edition: the version of kzby, and a hash that anybody can take again from the files.

BY_HAND = "(export LC_ALL=C; sha256sum articles/*.yaml *.yaml | sha256sum)"


def sum_by_hand(folder: Path) -> str:
    """The hash of a dataset, computed as `kzby help export` says."""
    return ran("bash", "-c", BY_HAND, cwd=folder).out.split()[0]


def test_the_help_says_how_to_compute_the_hash() -> None:
    topic = ROOT / "kzby" / "cli" / "topics" / "export.md"
    assert f"\n    {BY_HAND}\n" in topic.read_text("utf-8")


def test_the_hash_is_that_of_the_files_wherever_they_lie(invented: Path, copied: Path) -> None:
    assert dataset.load(invented).sha256 == dataset.load(copied).sha256 == sum_by_hand(invented)
    assert dataset.load(copied.resolve()).sha256 == sum_by_hand(invented)
    edition = Edition(__version__, sum_by_hand(copied), __released__)
    assert citation.edition(open_store(copied)) == edition


def test_the_citation_file_is_of_this_edition() -> None:
    stated = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert stated["version"] == __version__
    assert stated["date-released"].isoformat() == __released__
    assert stated["title"] == citing.TITLE
    assert stated["authors"] == [{"name": citing.AUTHORS}]


@pytest.mark.parametrize("view", LISTED)
def test_every_listing_names_the_articles_behind_it(store: Store, view: str) -> None:
    listing = answer.cited(query.ask(store, view)).kept()
    assert listing.citation().references


def test_a_source_is_not_cited_for_what_it_contradicts_without_a_word(
    kzby: Run, shipped: Path
) -> None:
    out = kzby("cite", "gomel-pavlodar-conference", "--data", str(shipped)).out
    assert out.count("19 Apr 2017?; articles disagree on its date)") == 2
