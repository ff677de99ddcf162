"""`kzby diff`: what changed between two datasets and why; and what is said of an id that is given up."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support import BREST, HERE, KARAGANDA, Outcome, Run, cases, change, edit, objects, written
from syrupy.assertion import SnapshotAssertion

from kzby.query import changes
from kzby.query.answer import Select, answer
from kzby.store import Store
from kzby.store.open import open_store

_COLUMNS = dict(cases("columns-compared"))
OWN = {view: names.replace("*", _COLUMNS["*"]) for view, names in _COLUMNS.items() if view != "*"}
FREE = ("brest-culture", "brest-import", "belarus-target", "karaganda-remark")  # nothing needs them

Things = dict[str, dict[str, Any]]  # the fields with a value, by id


def differences(old: Store, new: Store) -> list[dict[str, Any]]:
    """What changed, as programs get it."""
    return [dict(row) for row in json.loads(written(changes.diff(old, new, whole=True), "json"))]


def things(store: Store) -> Things:
    """Everything in a dataset, from the answers of its views."""
    found = {}
    for view, names in OWN.items():
        every = Select(f"SELECT * FROM {view}")  # of sectors too, whether or not they are proposed
        for row in answer(store, view, every).mappings():
            id_ = next(iter(row.values()))
            found[id_] = {name: row[name] for name in names.split() if row[name] not in (None, [])}
    return found


def applied(rows: list[dict[str, Any]], before: Things) -> Things:
    """What differences make of a dataset."""
    after = {id_: dict(fields) for id_, fields in before.items()}
    for row in rows:
        if row["field"] == "id":
            after[row["new"]] = after.pop(row["old"])
            continue
        fields = after.setdefault(row["id"], {})
        if row["kind"] in KINDS and row["change"] == "added":
            fields["kind"] = row["kind"]
        assert fields.pop(row["field"], None) == row["old"]
        if row["new"] is not None:
            fields[row["field"]] = row["new"]
    return {id_: fields for id_, fields in after.items() if fields.keys() - {"kind"}}


KINDS = {"meeting", "plan", "proposal", "agreement", "trade", "goods", "count", "remark"}
TEXTS = st.sampled_from(["Serik", "Ada; Novik", "1", '"a" | b', "–", "ä [sic]"])


# What a curator may change in the invented dataset.
EDITS = st.fixed_dictionaries(
    {
        "dropped": st.sets(st.sampled_from(FREE)),
        "renamed": st.sets(st.sampled_from(FREE)),
        "title": st.none() | TEXTS,
        "note": st.none() | TEXTS,
        "quote": st.none() | st.lists(TEXTS, min_size=1, max_size=3, unique=True),
        "value": st.sampled_from(["900", "1,200", "62.3 million"]),
        "aliases": st.lists(TEXTS, max_size=2, unique=True),
        "dateline": st.none() | TEXTS,
    }
)


def edited(edits: dict[str, Any]) -> Store:
    """The invented dataset after some edits."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(shutil.copytree(HERE / "data", Path(folder) / "data"))
        retired = []
        for path in sorted(data.glob("articles/*.yaml")):
            value = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
            value["article"] |= {"dateline": edits["dateline"]} if edits["dateline"] else {}
            records = [each for each in value["records"] if each.get("id") not in edits["dropped"]]
            for record in records:
                if record.get("id") in edits["renamed"]:
                    retired.append({"id": record["id"], "date": "2026", "why": "it is new"})
                    record["id"] = retired[-1]["successor"] = f"{record['id']}-2"
                if record.get("id") in ("brest-meeting", "karaganda-visit"):
                    texts = {name: edits[name] for name in ("title", "note", "quote")}
                    record |= {name: text for name, text in texts.items() if text}
                if record.get("id") == "karaganda-companies":
                    record["value"] = edits["value"]
            path.write_text(yaml.safe_dump(value | {"records": records}), "utf-8")
        people = yaml.load((data / "people.yaml").read_text("utf-8"), yaml.CSafeLoader)
        people[0]["aliases"] = edits["aliases"]
        (data / "people.yaml").write_text(yaml.safe_dump(people), "utf-8")
        if retired:
            (data / "retired.yaml").write_text(yaml.safe_dump(retired), "utf-8")
        return open_store(data, strict=True)


@given(EDITS, EDITS)
@settings(max_examples=12)
def test_differences_turn_old_into_new(one: dict[str, Any], other: dict[str, Any]) -> None:
    old, new = edited(one), edited(other)
    assert applied(differences(old, new), things(old)) == things(new)


@pytest.fixture
def changed(copied: Path) -> Path:
    """A copy of the invented dataset in which a title, a quote and an id have changed, with reasons."""
    edit(copied / BREST, "title: Novik proposes joint dairies", "title: Novik offers joint dairies")
    edit(copied / BREST, "id: brest-culture", "id: brest-arts")
    edit(copied / KARAGANDA, "quote: two or three visits", "quote: [two, three visits]")
    reasons = (
        "    - {date: 2026-11-26, records: [brest-dairy], why: an offer is no proposal}\n"
        "    - {date: 2026-11-26, why: the page gave another headline}\n"
    )
    edit(copied / BREST, "  nothing:\n", f"  changes:\n{reasons}  nothing:\n")
    edit(copied / BREST, "headline: Novik meets Serik", "headline: Serik is in Brest")
    retired = "{id: brest-culture, date: 2026-11-26, why: arts are meant, successor: brest-arts}"
    (copied / "retired.yaml").write_text(f"- {retired}\n", "utf-8")
    return copied


@pytest.mark.usefixtures("changed")
def test_a_release_gets_its_list_of_changes_with_their_reasons(
    invented: Path, kzby: Run, snapshot: SnapshotAssertion
) -> None:
    outcome = kzby("diff", str(invented), "data", "-f", "markdown")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == snapshot


@pytest.mark.usefixtures("changed")
def test_what_is_new_has_a_line_for_people_fields_for_programs(invented: Path, kzby: Run) -> None:
    file = Path("data") / KARAGANDA
    text = file.read_text("utf-8")
    file.write_text(text[: text.index("  - kind: remark")], "utf-8")
    line = "| removed | karaganda-remark | title | Serik praises milk | – | – |\n"
    listed = kzby("diff", str(invented), "data", "-f", "markdown").out.splitlines(keepends=True)
    assert [each for each in listed if "karaganda-remark" in each] == [line]
    rows = objects(kzby, "diff", "data", invented)
    added = {row["field"]: row["new"] for row in rows if row["id"] == "karaganda-remark"}
    names = "title date regions people sectors status speaker side articles said_at note quotes"
    assert " ".join(added) == names
    assert (added["sectors"], added["status"]) == (["dairy"], "reported")


@pytest.mark.usefixtures("changed")
def test_a_reason_that_the_old_dataset_has_is_not_given_again(kzby: Run) -> None:
    shutil.copytree("data", "later")
    edit(Path("later") / BREST, "title: Novik offers joint", "title: Novik proposes new")
    (row,) = objects(kzby, "diff", "data", "later")
    assert (row["field"], row["new"]) == ("title", "Novik proposes new dairies")
    assert row["why"] is None


@pytest.mark.usefixtures("changed")
def test_a_built_file_is_compared_with_a_folder(compact: Path, invented: Path, kzby: Run) -> None:
    built = kzby("diff", str(compact), "data", "-f", "json")
    assert json.loads(built.out)
    assert built.out == kzby("diff", str(invented), "--data", "data", "-f", "json").out
    same = kzby("diff", str(compact), str(invented), "-f", "json")
    none = "kzby: Nothing differs: the same records, articles and vocabularies.\n"
    assert same == Outcome(0, "[]\n", none)


def test_a_dataset_with_a_fault_is_not_compared(copied: Path, invented: Path, kzby: Run) -> None:
    edit(copied / BREST, "form: visit", "form: visits")
    outcome = kzby("diff", str(invented), "data")
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err.endswith("did you mean 'visit'?\nkzby: 1 problem in the data.\n")


@pytest.mark.parametrize("line", ["{} {data}", "{data} {}", "{data} --data {}"])
def test_a_built_file_that_was_changed_by_hand_is_not_compared(
    compact: Path, invented: Path, tmp_path: Path, kzby: Run, line: str
) -> None:
    file = Path(shutil.copy(compact, tmp_path / "changed.sqlite"))
    change(file, "UPDATE meeting SET participants = 'no JSON'")
    outcome = kzby("diff", *line.format(file, data=invented).split())
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err.startswith(f"{file}: cannot be read (JSONDecodeError: ")


def git(*words: str) -> None:
    """Runs git in the working directory, with no settings of the machine."""
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    settings = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
    line = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words]
    subprocess.run(line, check=True, capture_output=True, env=os.environ | settings)


@pytest.fixture
def kept(copied: Path) -> Path:
    """A copy of the invented dataset in a git repository, with a tag, and then changed."""
    git("init", "-q")
    git("add", "data")
    git("commit", "-q", "-m", "Begin")
    git("tag", "v1")
    edit(copied / BREST, "title: Novik proposes joint dairies", "title: Novik offers joint dairies")
    return copied


@pytest.mark.usefixtures("kept")
def test_a_revision_is_compared_with_the_data_in_use_but_a_path_of_its_name_wins(kzby: Run) -> None:
    for revision in ("v1", "HEAD", "HEAD~0"):
        assert len(objects(kzby, "diff", revision, "--data", "data")) == 1
    shutil.copytree("data", "v1")
    assert objects(kzby, "diff", "v1", "--data", "data") == []


@pytest.mark.parametrize(("line", "sentence"), cases("no-revisions"))
@pytest.mark.usefixtures("kept")
def test_what_is_no_revision_gets_a_sentence(kzby: Run, line: str, sentence: str) -> None:
    outcome = kzby("diff", "--data", "data", *line.split())
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"kzby: {sentence}")
    assert not Path("x").exists()


def test_without_data_a_revision_is_to_be_sought_in_a_clone(kzby: Run) -> None:
    outcome = kzby("diff", "no-such-revision")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.endswith("; --data data is that of a clone of kzby\n")


@pytest.mark.usefixtures("copied")
def test_a_folder_in_no_repository_or_not_in_the_revision_has_none(kzby: Run) -> None:
    none = "kzby: 'HEAD' is neither a path nor a revision of data in git (not a git repository"
    for err in (none, "kzby: "):
        outcome = kzby("diff", "HEAD", "--data", "data")
        assert (outcome.code, outcome.out, outcome.err[: len(err)]) == (2, "", err)
        git("init", "-q")
        git("commit", "-q", "--allow-empty", "-m", "Begin")


def test_a_revision_in_an_older_form_gets_a_sentence(kept: Path, kzby: Run) -> None:
    edit(kept / BREST, "form: visit", "shape: visit")
    git("commit", "-q", "-a", "-m", "Name it otherwise")
    edit(kept / BREST, "shape: visit", "form: visit")
    outcome = kzby("diff", "HEAD", "--data", "data")
    sentence = (
        "kzby: data as of 'HEAD' is not in a form that this kzby reads: 2 problems, first "
        "articles/2020-03-02-brest.yaml:20:5: records[0].form: is missing; it must be given\n"
    )
    assert outcome == Outcome(2, "", sentence)


@pytest.mark.usefixtures("copied")
def test_without_git_a_revision_gets_a_sentence(kzby: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    outcome = kzby("diff", "v1", "--data", "data")
    needed = "'v1' does not exist, and for a revision git is needed: install it"
    assert outcome == Outcome(2, "", f"kzby: {needed}\n")


def test_a_retired_id_leads_to_its_successor_or_tells_why(copied: Path, kzby: Run) -> None:
    shutil.copy(HERE / "cases" / "retired.yaml", copied)
    why = "brest-dairies has been retired since 26 Nov 2026: its id named more than it is"
    for command in ("show", "cite"):
        now = kzby(command, "brest-dairy", "--data", "data")
        said = Outcome(0, now.out, f"kzby: {why}; it is now brest-dairy.\n{now.err}")
        assert kzby(command, "brest-dairies", "--data", "data") == said
    why = "brest-guests has been retired since Nov 2026: no article tells of them"
    said = Outcome(2, "", f"kzby: {why}; nothing stands in its place\n")
    assert kzby("show", "brest-guests", "--data", "data") == said


@pytest.mark.usefixtures("changed")
def test_an_article_shows_what_was_changed_in_it(kzby: Run) -> None:
    shown = kzby("show", "2020-03-02-brest", "--data", "data").out
    assert "26 Nov 2026: an offer is no proposal" in shown
