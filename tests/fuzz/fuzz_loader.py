"""Feeds the loader an article of any bytes: it gives entries, or problems that lie in the file.

By hand: `pip install atheris`, then `python tests/fuzz/fuzz_loader.py FOUND tests/data/articles -max_total_time=1800`,
where FOUND is a folder for what it finds worth keeping.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["kzby"]):
    from kzby.load import entries

ARTICLE = Path(tempfile.mkdtemp()) / "article.yaml"


def load(raw: bytes) -> None:
    """Loads one article of these bytes."""
    ARTICLE.write_bytes(raw)
    last = len(raw.decode("utf-8", "replace").splitlines()) + 1
    for problem in entries.read_article(ARTICLE).problems:
        assert 0 <= problem.line <= last, (problem, last)
        assert 0 <= problem.column <= len(raw) + 1, problem


atheris.Setup(sys.argv, load)
atheris.Fuzz()
