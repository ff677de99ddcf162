"""What articles say together: retellings, contexts, outcomes, titles, and the time that all of it has."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from support import BREST, HERE, KARAGANDA, Run, add, cases, edit, filters, ids, screen

from kzby import query
from kzby.store import Store
from kzby.store.open import open_store


def rows(store: Store, view: str) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in query.ask(store, view).mappings()}


def fields(folder: Path, view: str, id_: str, names: str) -> tuple[Any, ...]:
    row = rows(open_store(folder), view)[id_]
    return tuple(row[name] for name in names.split())


# What articles say on their days, and fields of what comes of it, or the ids that filters leave.

TOLD = "".join(
    (HERE / "cases" / f"{name}.txt").read_text("utf-8") for name in ("retellings", "changed")
)
FILES = {"brest": BREST, "karaganda": KARAGANDA}
CASES = re.split("^# ", TOLD, flags=re.MULTILINE)[1:]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case).partition("\n")[0])
def test_articles_together(copied: Path, kzby: Run, case: str) -> None:
    """After what is edited and what articles say on their days, questions and command lines."""
    said: dict[str, list[str]] = {}
    for line in case.strip().splitlines()[1:]:
        word, _, rest = line.partition(" ")
        if word == "edit":
            file, old, new = rest.replace(r"\n", "\n").split(" > ")
            edit(copied / FILES.get(file, f"{file}.yaml"), old, new)
        elif word == "$":
            asked, shown = rest.split(" > ", 1)
            code, text = screen(kzby, asked, "--data", copied)
            assert (code, bool(re.search(shown, text, re.MULTILINE))) == (0, True), text
        elif word[0] == "2":
            said.setdefault(word, []).append(rest)
            add(copied, word, *said[word])
        else:
            asked, *names, expected = re.split(" > ?", line)
            view, *words = asked.split()
            if names:
                found = fields(copied, view, *words, *names)
                texts = (value if isinstance(value, str) else json.dumps(value) for value in found)
                assert " | ".join(texts) == expected, line
            else:
                store = open_store(copied)
                assert ids(store, view, **filters(" ".join(words))) == expected.split(), line


def test_people_have_the_titles_of_the_cards_and_participants_the_first(copied: Path) -> None:
    title = {"person": "ada-novik", "title": "Chairwoman", "title_text": "председатель"}
    add(copied, "2019-05-01", "kind: meeting, title: A, id: m, form: talks, "
        "participants: [{person: ada-novik}, {person: bolat-serik}], quote: a", titles=[title])  # fmt: skip
    (participants,) = fields(copied, "meetings", "m", "participants")
    assert [each["role"] for each in participants] == ["Chairwoman", None]
    (roles,) = fields(copied, "people", "ada-novik", "roles")
    assert [tuple(role.values()) for role in roles] == [
        ("Governor", "2020-03-02-brest", "2020?-03-02/2020?-03-03"),
        ("Chairwoman", "2019-05-01", "2019-05-01"),
    ]
    (titles,) = fields(copied, "articles", "2019-05-01", "titles")
    assert titles == [title]


# Time.


@pytest.mark.parametrize(("record", "latest"), cases("last-days"))
def test_what_took_place_is_over_when_reported(copied: Path, record: str, latest: str) -> None:
    add(copied, "2020-05-01/2020-05-02", f"{record}, id: r, quote: a")
    store = open_store(copied)
    row = rows(store, "timeline")["r"]
    assert (row["date_latest"], row["at_latest"]) == (latest, latest)
    assert ("r" in ids(store, "timeline", since="2020-05-03")) is (latest > "2020-05-02")
