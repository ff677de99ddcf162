"""Characters that do not show: they steer a terminal or the direction of reading, or stand for nothing at all."""

import json
import unicodedata

_JOINER = "\N{ZERO WIDTH JOINER}"  # some scripts and emoji are spelled with it


def is_hidden(character: str) -> bool:
    """Whether a character steers instead of showing: a control, format, surrogate or private one, a separator of lines.

    The categories are those of the Unicode Standard, section 4.5.
    """
    return (
        unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
        and character != _JOINER
    )


def shown(text: str, *, but: str = "") -> str:
    r"""A text as a terminal may have it: each hidden character, `but` some, as Python escapes it: `\x1b`."""
    if text.isprintable():
        return text
    return "".join(ascii(one)[1:-1] if is_hidden(one) and one not in but else one for one in text)


def escaped(text: str) -> str:
    r"""The text of a JSON value, the same value, with each hidden character as JSON escapes it: `\u009b`."""
    if text.isprintable():
        return text
    return "".join(json.dumps(one)[1:-1] if is_hidden(one) else one for one in text)


def fold(text: str) -> str:
    """A name for comparison: without case, accents, hyphens, apostrophes or repeated spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(
        c if c.isalnum() else " " for c in plain if not unicodedata.combining(c) and c not in "'’ʼ`"
    )
    return " ".join(kept.split())
