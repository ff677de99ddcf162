"""Text without characters that hide or steer a terminal; names and numbers to be compared."""

import json
import re
import unicodedata

# Categories of Unicode: controls, surrogates, private-use and unassigned characters.
_SILENT = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# Its property Default_Ignorable_Code_Point, as far as no category says so.
_WIDTHLESS = {*"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u3164\uffa0"}
_WIDTHLESS.update(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_BLANK = "\u2800\ufffc\ufffd\U00013441\U00013442\U00016fe4\U0001d159"  # or a placeholder
_UNSEEN = {*_WIDTHLESS, *_BLANK}


def hidden(text: str) -> list[str]:
    """The characters of a text that steer or say nothing."""
    return [] if _is_plain(text) else list(filter(_hides, text))


def shown(text: str, *, but: str = "") -> str:
    r"""A text for a terminal: each hidden character, `but` some, as Python escapes it: `\x1b`."""
    if _is_plain(text):
        return text
    return "".join(ascii(c)[1:-1] if _hides(c) and c not in but else c for c in text)


def escaped(text: str) -> str:
    r"""A JSON value with each hidden character as JSON escapes it: `\u009b`."""
    return (
        text if _is_plain(text) else "".join(json.dumps(c)[1:-1] if _hides(c) else c for c in text)
    )


def visible(text: str) -> str:
    """A text without soft hyphens and other characters that have no width."""
    if text.isascii() or _is_plain(text):
        return text
    return "".join(c for c in text if c not in _WIDTHLESS and unicodedata.category(c) != "Cf")


def fold(text: str) -> str:
    """A name for comparison: no case, accents, hyphens, apostrophes or repeated spaces."""
    plain = unicodedata.normalize("NFKD", visible(text).casefold())
    kept = "".join(
        c if c.isalnum() else " " for c in plain if not unicodedata.combining(c) and c not in "'’ʼ`"
    )
    return " ".join(kept.split())


def percentages(text: str) -> str:
    """A text with one sign for a percentage: `72.5%` for 72.5 per cent."""
    return re.sub(r"(?i)(?<=\d)\s?(%|per ?cent\b|prozent\b|процент\w*)", "%", text)


def undivided(text: str) -> str:
    """A text in which a number is one word: `186d6` for 186.6, which has no 6; 1200 for 1,200.

    A percentage is a word of its own as well: `40 40percent`.
    """
    text = re.sub(r"([\d.,]*\d)%", r"\1 \1percent", percentages(text))
    return re.sub(r"(?<=\d)[.,](?=\d)", "d", re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text))


def _is_plain(text: str) -> bool:
    return text.isprintable() and (text.isascii() or _UNSEEN.isdisjoint(text))


def _hides(character: str) -> bool:
    return unicodedata.category(character) in _SILENT or character in _UNSEEN
