"""Which oblasts are tied, and what ties two of them."""

import re
from pathlib import Path

import pytest
from support import Run, objects


@pytest.mark.parametrize("columns", [20, 38, 60])
@pytest.mark.parametrize("line", ["ties", "brief Brest"])
def test_no_line_parts_number_and_noun(kzby: Run, shipped: Path, line: str, columns: int) -> None:
    text = kzby(*line.split(), "--data", shipped, columns=columns).out
    parted = r"\d+\n +(?:agreement|meeting|project|plan|proposal|trade figure|mention)s?\b"
    assert not re.findall(parted, text)
    assert "\xa0" not in text


def test_what_only_mentions_both_is_below_the_ties(kzby: Run, shipped: Path) -> None:
    """Many are only counted, with the command that lists them."""
    tie = objects(kzby, "ties", "Brest", "--data", shipped)
    mentions = {row["kazakhstan"]: row["mentions"] for row in tie}
    below = kzby("ties", "Brest", "Karaganda", "--data", shipped).out.split(
        "Only mentioned together\n"
    )[1]
    assert (
        len(re.findall("^[^ ].*  (?:remark|count) ", below, re.MULTILINE)) == mentions["KZ-35"] > 0
    )
    note = kzby("ties", "Brest", "Kazakhstan", "--data", shipped).err
    number, command = re.findall(r"(\d+) records only mention both: kzby (.+)", note)[0]
    assert len(objects(kzby, *command.split(), "--data", shipped)) == int(number) > 12


def test_the_kinds_of_ties_add_up(kzby: Run, shipped: Path) -> None:
    kinds = ("agreements", "meetings", "projects", "plans", "proposals", "trade", "goods")
    rows = objects(kzby, "ties", "--data", shipped)
    assert any(row["goods"] and row["trade"] for row in rows)
    assert all(row["ties"] == sum(row[kind] for kind in kinds) for row in rows)
