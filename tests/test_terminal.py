"""Decoration: what a stream and the environment ask for."""

import io

import pytest
from support import cases

from kzby.query.citation import link
from kzby.render.terminal import Terminal, detect, linked


class Screen(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


XTERM = {"TERM": "xterm", "COLUMNS": "60"}


def variables(text: str) -> dict[str, str]:
    return dict(setting.split("=") for setting in text.split())


@pytest.mark.parametrize(("columns", "width"), [*cases("columns"), ("9" * 5000, "")])
def test_columns_gives_a_pipe_its_width_if_it_makes_sense(columns: str, width: str) -> None:
    assert detect(io.StringIO(), {"COLUMNS": columns}) == Terminal(int(width) if width else None)


@pytest.mark.parametrize(("environment", "color"), cases("colour-on-a-terminal"))
def test_a_terminal_has_colour_unless_something_forbids_it(environment: str, color: str) -> None:
    given = {**XTERM, **variables(environment)}
    assert detect(Screen(), given)[:3] == (60, color == "yes", True)
    assert not detect(Screen(), given, no_color=True).color


def test_a_terminal_of_no_known_kind_has_no_colour() -> None:
    assert detect(Screen(), {"COLUMNS": "60"}) == Terminal(60, interactive=True)


@pytest.mark.parametrize(("environment", "color"), cases("colour-in-a-pipe"))
def test_a_pipe_has_colour_only_by_force(environment: str, color: str) -> None:
    assert detect(io.StringIO(), variables(environment)).color is (color == "yes")


ADDRESS = "https://example.org/a-long-address"


def test_a_link_shows_all_of_the_address_that_it_leads_to() -> None:
    target = f"{ADDRESS}#:~:text=62%20million"
    written = f"  \x1b]8;;{target}\x1b\\{target}\x1b]8;;\x1b\\"
    assert linked(f"  {target}", Terminal(color=True)) == written
    assert linked(f"  {target}", Terminal()) == f"  {target}"


def test_an_address_leads_to_the_words_whatever_signs_these_have() -> None:
    words = ["up 5.5%, half-year", "рост & спад"]
    fragment = "text=up%205%2E5%25%2C%20half%2Dyear&text=%D1%80%D0%BE%D1%81%D1%82%20%26%20%D1%81%D0%BF%D0%B0%D0%B4"
    assert link(ADDRESS, words) == f"{ADDRESS}#:~:{fragment}"
    assert link(f"{ADDRESS}#news", ["up"]) == f"{ADDRESS}#news:~:text=up"
