"""What the tests share beside the fixtures."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kzby.model import kinds

HERE = Path(__file__).parent
ROOT = HERE.parent

TEXTS = next(
    (
        folder
        for folder in (ROOT / "seeds", ROOT.parent / "shared" / "seeds")
        if list(folder.glob("0*.txt"))
    ),
    None,
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


def figure(id_: str, flow: str, value: str | None = None, **told: Any) -> kinds.Trade:
    """An invented figure: of 2020 and in US dollars, if not told otherwise."""
    given = {
        "region": "BY-BR",
        "partner": "KZ",
        "period": "2020",
        "title": "A figure",
        "quote": "a figure",
    }
    if value is not None:
        given |= {"value": value, "unit": "USD"}
    return kinds.Trade.model_validate({"kind": "trade", "id": id_, "flow": flow, **given, **told})


def trades(text: str) -> list[kinds.Trade]:
    """Invented figures, each as `id flow value name=value`; separated by semicolons."""
    written = []
    for line in filter(None, map(str.strip, text.split(";"))):
        id_, flow, *words = line.split()
        value = " ".join(word for word in words if "=" not in word)
        told: dict[str, Any] = dict(word.split("=") for word in words if "=" in word)
        told = {name: value or None for name, value in told.items()}
        if "change" in told:
            told = {"change_kind": "percent", "against": "2019", **told}
        written.append(figure(id_, flow, value or None, **told))
    return written


def fits(text: str, expected: str) -> bool:
    """Whether a text is as expected, where `<...>` is whatever a library says: its wording is not ours to test."""
    return bool(re.fullmatch(re.escape(expected).replace(re.escape("<...>"), r"[^\n]+"), text))


Run = Callable[..., Outcome]
