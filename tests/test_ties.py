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


@pytest.mark.parametrize("partner", ["Karaganda", "Kazakhstan"])
def test_what_only_mentions_both_is_counted(kzby: Run, shipped: Path, partner: str) -> None:
    tie = objects(kzby, "ties", "Brest", "--data", shipped)
    mentions = {row["kazakhstan"]: row["mentions"] for row in tie}
    note = kzby("ties", "Brest", partner, "--data", shipped).err
    number, command = re.findall(r"(\d+) records only mention both: kzby (.+)", note)[0]
    assert len(objects(kzby, *command.split(), "--data", shipped)) == int(number) > 0
    if partner == "Karaganda":
        assert mentions["KZ-35"] == int(number)


def test_ties_of_a_year_were_made_in_it(kzby: Run, shipped: Path) -> None:
    year = ("--since", "2016", "--until", "2016", "--dates", "likely", "--data", shipped)
    rows = objects(kzby, "ties", *year)
    assert len(rows) > 5
    assert all(row["last"].startswith("2016") for row in rows)


@pytest.mark.parametrize("pair", ["", "Brest Atyrau"])
def test_ties_of_no_certain_year_are_counted_beside_those_of_a_year(
    kzby: Run, shipped: Path, pair: str
) -> None:
    def of_the_year(*which: str) -> tuple[set[str], str]:
        line = ("ties", *pair.split(), "--since", "2016", "--until", "2016", *which)
        rows = objects(kzby, *line, "--data", shipped)
        ids = [id_ for row in rows for id_ in row.get("records") or [row["id"]]]
        return {*ids}, kzby(*line, "--data", shipped).err

    (every, wide), (sure, narrow) = of_the_year(), of_the_year("--dates", "likely")
    number = len(every - sure)
    assert f"{number} record{'s' * (number > 1)} may lie outside the period" in wide
    assert f"{number} more record{'s' * (number > 1)} may fall in the period" in narrow


@pytest.mark.parametrize(
    "typed",
    [
        *(f"--since {year} --until {year} --dates certain" for year in ("2016", "2018", "2019")),
        "--since 2006-01 --until 2006-03",  # what is of 12 April of no year is not in it
    ],
)
def test_a_number_of_ties_is_that_of_their_list(kzby: Run, shipped: Path, typed: str) -> None:
    period = (*typed.split(), "--data", shipped)
    counted = {
        (row["belarus"], row["kazakhstan"]): row["ties"] for row in objects(kzby, "ties", *period)
    }
    for (belarus, kazakhstan), number in counted.items():
        if belarus != "BY" and kazakhstan != "KZ":
            assert len(objects(kzby, "ties", belarus, kazakhstan, *period)) == number


def test_the_kinds_of_ties_add_up(kzby: Run, shipped: Path) -> None:
    kinds = ("agreements", "meetings", "projects", "plans", "proposals", "trade", "goods")
    rows = objects(kzby, "ties", "--data", shipped)
    assert any(row["goods"] and row["trade"] for row in rows)
    assert all(row["ties"] == sum(row[kind] for kind in kinds) for row in rows)
