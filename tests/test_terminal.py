"""Decoration: what a stream and the environment ask for."""

import io

import pytest

from kzby.render.terminal import Terminal, detect


class Screen(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


@pytest.mark.parametrize(
    ("interactive", "environment", "no_color", "looks"),
    [
        (False, {}, False, Terminal(None, color=False)),
        (False, {"COLUMNS": "60"}, False, Terminal(60, color=False)),
        (False, {"COLUMNS": "wide"}, False, Terminal(None, color=False)),
        (False, {"COLUMNS": "0"}, False, Terminal(None, color=False)),
        (False, {"COLUMNS": "5"}, False, Terminal(20, color=False)),
        (False, {"FORCE_COLOR": "1"}, False, Terminal(None, color=True)),
        (False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, Terminal(None, color=False)),
        (True, {"COLUMNS": "60"}, False, Terminal(60, color=True, interactive=True)),
        (
            True,
            {"COLUMNS": "60", "NO_COLOR": "1"},
            False,
            Terminal(60, color=False, interactive=True),
        ),
        (
            True,
            {"COLUMNS": "60", "NO_COLOR": ""},
            False,
            Terminal(60, color=True, interactive=True),
        ),
        (
            True,
            {"COLUMNS": "60", "TERM": "dumb"},
            False,
            Terminal(60, color=False, interactive=True),
        ),
        (
            True,
            {"COLUMNS": "60", "FORCE_COLOR": "1"},
            True,
            Terminal(60, color=False, interactive=True),
        ),
    ],
)
def test_width_and_colour(
    interactive: bool,
    environment: dict[str, str],
    no_color: bool,
    looks: Terminal,
) -> None:
    stream = Screen() if interactive else io.StringIO()
    assert detect(stream, environment, no_color=no_color) == looks
