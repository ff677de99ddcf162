"""Decoration: what a stream and the environment ask for."""

import io

import pytest
from support import cases

from kzby.query.citation import link
from kzby.render.terminal import Terminal, detect, linked, wrapped


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


def test_a_command_that_ends_a_hint_stays_on_one_line_if_it_fits() -> None:
    hint = "8 other records: kzby timeline --region Brest --all"
    assert wrapped(hint, 40) == ["8 other records:", "kzby timeline --region Brest --all"]
    assert wrapped(f"+ 8 remarks   {hint[17:]}", 40, indent="  ") == [
        "+ 8 remarks",
        "  kzby timeline --region Brest --all",
    ]
    assert wrapped(hint, 30) == ["8 other records: kzby timeline", "--region Brest --all"]


ADDRESS = "https://example.org/a-long-address"


@pytest.mark.parametrize(
    ("width", "shown"), [(None, ADDRESS), (80, ADDRESS), (20, "https://example.o…")]
)
def test_a_link_is_whole_however_little_of_it_is_shown(width: int | None, shown: str) -> None:
    target = f"{ADDRESS}#:~:text=62%20million"
    assert (
        linked(f"  {target}", Terminal(color=True), width)
        == f"  \x1b]8;;{target}\x1b\\{shown}\x1b]8;;\x1b\\"
    )


@pytest.mark.parametrize("term", ["screen.xterm-256color", "tmux-256color", "linux", "xterm"])
def test_an_address_is_whole_where_a_link_may_get_lost(term: str) -> None:
    apple = {"TERM_PROGRAM": "Apple_Terminal"} if term == "xterm" else {}
    terminal = detect(Screen(), {**XTERM, "TERM": term, **apple})
    assert terminal.color
    line = f"  {ADDRESS}#:~:text=62%20million"
    assert linked(line, terminal, 20) == line


def test_an_address_leads_to_the_words_whatever_signs_these_have() -> None:
    words = ["up 5.5%, half-year", "рост & спад"]
    fragment = "text=up%205%2E5%25%2C%20half%2Dyear&text=%D1%80%D0%BE%D1%81%D1%82%20%26%20%D1%81%D0%BF%D0%B0%D0%B4"
    assert link(ADDRESS, words) == f"{ADDRESS}#:~:{fragment}"
    assert link(f"{ADDRESS}#news", ["up"]) == f"{ADDRESS}#news:~:text=up"
