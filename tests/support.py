"""What the tests share beside the fixtures."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent

TEXTS = next(
    (folder for folder in (ROOT / "seeds", ROOT.parent / "shared" / "seeds") if list(folder.glob("0*.txt"))), None
)
needs_texts = pytest.mark.skipif(
    TEXTS is None, reason="the articles' texts are neither in seeds/ nor in ../shared/seeds"
)


@dataclass(frozen=True)
class Outcome:
    """What a command line printed, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]
