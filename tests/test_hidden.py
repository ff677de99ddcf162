"""Characters that do not show are known, and told by their escape."""

import json

import pytest

from kzby.text import escaped, hidden, shown

NUL, BELL, ESCAPE, DELETE, CSI = "\0", "\a", "\x1b", "\x7f", "\x9b"
UNSEEN = "\u3164\u2800\u034f\ufe0f\u115f\uffa0\u17b4\u180b\u200d\u200b\u00ad\U000e0100"
NO_CHARACTER = "\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff\u0378\u2065\ufff0"  # or none yet
PRIVATE, PLACEHOLDERS = "\ue000\uf8ff\U000f0000\U0010fffd", "\ufffc\ufffd"
OVERRIDE, ISOLATE, TAG, LONE, LINE = "\u202e", "\u2066", "\U000e0041", "\udcff", "\u2028"


@pytest.mark.parametrize(
    "one",
    [
        *(NUL, BELL, "\n", "\r", "\t", ESCAPE, DELETE, CSI, OVERRIDE, ISOLATE, TAG, LONE, LINE),
        *(UNSEEN + NO_CHARACTER + PRIVATE + PLACEHOLDERS),
    ],
)
def test_what_steers_or_says_nothing_is_hidden(one: str) -> None:
    assert hidden(one) == [one]
    assert shown(f"a{one}b") == f"a{ascii(one)[1:-1]}b"


SHOWN = "Брэст|Қарағанды|ﷺ العربية|👩🏽|葛|e\u0301|a\u00a0b|[red]|"


@pytest.mark.parametrize("text", [*SHOWN.split("|"), "\\x1b[0m"])
def test_what_shows_stays_as_it_is(text: str) -> None:
    assert shown(text) == escaped(text) == text


def test_a_character_may_be_spared() -> None:
    assert shown("a\n\x1bb", but="\n") == "a\n\\x1bb"


def test_json_has_the_same_value_after_it_is_escaped() -> None:
    value = f"a{DELETE}{CSI}{OVERRIDE}{TAG}b"
    written = escaped(json.dumps(value, ensure_ascii=False))
    assert written == r'"a\u007f\u009b\u202e\udb40\udc41b"'
    assert json.loads(written) == value
