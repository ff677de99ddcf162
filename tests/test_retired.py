"""What is said of an id that was given up, and of what was changed in an article."""

import shutil
from pathlib import Path

from support import BREST, HERE, Outcome, Run, edit


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


def test_an_article_shows_what_was_changed_in_it(copied: Path, kzby: Run) -> None:
    reason = "    - {date: 2026-11-26, records: [brest-dairy], why: an offer is no proposal}\n"
    edit(copied / BREST, "  nothing:\n", f"  changes:\n{reason}  nothing:\n")
    shown = kzby("show", "2020-03-02-brest", "--data", "data").out
    assert "26 Nov 2026: an offer is no proposal" in shown
