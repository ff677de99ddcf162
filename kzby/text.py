"""Text without characters that steer a terminal, and names as they are compared."""

import json
import unicodedata

_JOINER = "\N{ZERO WIDTH JOINER}"  # some scripts and emoji are spelled with it


def is_hidden(character: str) -> bool:
    """Whether a character steers instead of showing, by its category in the Unicode Standard."""
    return (
        unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
        and character != _JOINER
    )


def shown(text: str, *, but: str = "") -> str:
    r"""A text for a terminal: each hidden character, `but` some, as Python escapes it: `\x1b`."""
    if text.isprintable():
        return text
    return "".join(ascii(c)[1:-1] if is_hidden(c) and c not in but else c for c in text)


def escaped(text: str) -> str:
    r"""A JSON value with each hidden character as JSON escapes it: `\u009b`."""
    if text.isprintable():
        return text
    return "".join(json.dumps(c)[1:-1] if is_hidden(c) else c for c in text)


def fold(text: str) -> str:
    """A name for comparison: without case, accents, hyphens, apostrophes or repeated spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(
        c if c.isalnum() else " " for c in plain if not unicodedata.combining(c) and c not in "'’ʼ`"
    )
    return " ".join(kept.split())
