"""The edition of a dataset: the version of kzby, and a hash that anybody can take again from the files."""

from importlib import metadata
from pathlib import Path

import yaml
from support import KARAGANDA, ROOT, Run, ran

from kzby import __released__, __version__
from kzby.load import dataset
from kzby.query import citation
from kzby.query.citation import Edition
from kzby.render import citing
from kzby.store.open import open_store

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
    assert citation.edition(open_store(copied)) == Edition(
        __version__, sum_by_hand(copied), __released__
    )


def test_the_hash_changes_with_any_byte_of_any_file(copied: Path) -> None:
    files = sorted(copied.rglob("*.yaml"))
    hashes = {dataset.load(copied).sha256}
    for file in files:
        file.write_bytes(file.read_bytes() + b"\n")
        hashes.add(dataset.load(copied).sha256)
    assert len(hashes) == 1 + len(files) == 9


def test_the_hash_is_that_of_what_was_loaded(copied: Path) -> None:
    (copied / KARAGANDA).write_text("article: [\n", encoding="utf-8")
    lenient = dataset.load(copied, lenient=True)
    (copied / KARAGANDA).unlink()
    assert lenient.sha256 == sum_by_hand(copied)


def test_the_version_is_stated_once(kzby: Run) -> None:
    assert metadata.version("kzby") == __version__
    assert kzby("--version").out == f"kzby {__version__}\n"


def test_the_citation_file_is_of_this_edition() -> None:
    stated = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert stated["version"] == __version__
    assert stated["date-released"].isoformat() == __released__
    assert stated["title"] == citing.TITLE
    assert stated["authors"] == [{"name": citing.AUTHORS}]


def test_the_greeting_tells_what_to_cite(kzby: Run, invented: Path) -> None:
    edition = f"kzby {__version__}, dataset {sum_by_hand(invented)[:12]}"
    assert edition in kzby("--data", invented).out
