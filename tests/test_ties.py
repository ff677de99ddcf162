"""Which oblasts are tied, and what ties two of them."""

import re
from pathlib import Path

import pytest
from support import Run, edit, objects


@pytest.mark.parametrize("regions", ["Russia Brest", "Russia Moscow"])
def test_a_third_country_is_not_taken_for_one_of_the_two(
    copied: Path, kzby: Run, regions: str
) -> None:
    first = "- id: BY\n"
    russia = "- {id: RU, name: Russia, type: country, names: {en: [Russia]}}\n"
    moscow = "- {id: RU-MOW, name: Moscow, type: city, within: RU, names: {en: [Moscow]}}\n"
    edit(copied / "regions.yaml", first, russia + moscow + first)
    outcome = kzby("ties", *regions.split(), "--data", copied)
    assert (outcome.code, outcome.out) == (0, "")


@pytest.mark.parametrize("columns", [20, 38, 60])
@pytest.mark.parametrize("line", ["ties", "brief Brest"])
def test_no_line_parts_number_and_noun(kzby: Run, shipped: Path, line: str, columns: int) -> None:
    text = kzby(*line.split(), "--data", shipped, columns=columns).out
    parted = r"\d+\n +(?:agreement|meeting|project|plan|proposal|trade figure|mention)s?\b"
    assert not re.findall(parted, text)
    assert "\xa0" not in text


def test_what_only_mentions_both_is_counted_with_its_command(kzby: Run, shipped: Path) -> None:
    note = kzby("ties", "Brest", "Karaganda", "--data", shipped).err
    number, command = re.findall(r"(\d+) records only mention both: kzby (.+)", note)[0]
    listed = objects(kzby, *command.split(), "--data", shipped)
    tie = objects(kzby, "ties", "Brest", "--data", shipped)
    mentions = [row["mentions"] for row in tie if row["kazakhstan"] == "KZ-35"]
    assert [len(listed)] == [int(number)] == mentions


def test_pairs_of_oblasts_come_before_ties_to_a_whole_country(kzby: Run, shipped: Path) -> None:
    page = kzby("ties", "--data", shipped, columns=60).out
    pairs, countries = page.split("\n\nWhere no oblast of one country is named\n")
    assert not re.findall("Belarus –|– Kazakhstan", pairs)
    assert re.search("^Grodno – Zhambyl ", pairs, re.M)
    assert re.search("^Grodno – Kazakhstan ", countries, re.M)


@pytest.mark.parametrize(
    ("period", "begins"),
    [
        ("--since 2019 --until 2019", "1 pair of oblasts may be tied in that time, by "),
        ("--since 2018 --until 2018 --dates likely", "3 pairs of oblasts are tied, "),
        (
            "--since 2018 --until 2018 --dates certain",
            "No matching record ties an oblast of one country to one of the other.\n",
        ),
    ],
)
def test_what_only_may_be_or_is_filtered_is_not_stated_as_a_fact(
    kzby: Run, shipped: Path, period: str, begins: str
) -> None:
    assert kzby("ties", *period.split(), "--data", shipped).out.startswith(begins)


def test_that_nothing_ties_two_is_said_first_unless_another_filter_is_the_reason(
    kzby: Run, shipped: Path
) -> None:
    plain = "kzby: No record ties Grodno Oblast and Pavlodar Oblast.\nkzby: No ties match "
    assert kzby("ties", "Grodno", "Pavlodar", "--data", shipped).err.startswith(plain)
    filtered = kzby("ties", "Brest", "Karaganda", "--since", "2020", "--data", shipped).err
    assert filtered.startswith("kzby: No ties match ")


def test_the_kinds_of_ties_add_up(kzby: Run, shipped: Path) -> None:
    kinds = ("agreements", "meetings", "projects", "plans", "proposals", "trade", "goods")
    rows = objects(kzby, "ties", "--data", shipped)
    assert any(row["goods"] and row["trade"] for row in rows)
    assert all(row["ties"] == sum(row[kind] for kind in kinds) for row in rows)
