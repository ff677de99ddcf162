"""The questions, each as kzby is asked it, and as the same is asked of each kind of tool over the same data."""

from dataclasses import dataclass

import core


@dataclass(frozen=True)
class Question:
    """One question: kzby's arguments; the view that others read; and which of its rows, in the words of each.

    `sqlite` is the quickest way that the compiled file offers, `duckdb` and `jq` and `python` a look at every row.
    """

    kzby: str
    view: str
    sqlite: str
    duckdb: str
    jq: str
    python: str

    @property
    def command(self) -> str:
        """The command of kzby that it is."""
        return self.kzby.split()[0]

    @property
    def sql(self) -> str:
        """The question to the compiled file."""
        return f"SELECT * FROM {self.view} WHERE {self.sqlite}"


def _about(command: str) -> Question:
    return Question(
        f"{command} --region {core.NAME}",
        command,
        f"id IN (SELECT record FROM record_region WHERE region = '{core.REGION}')",
        f"regions LIKE '%{core.REGION}%'",
        f'.regions | index("{core.REGION}")',
        f"'{core.REGION}' in regions",
    )


QUESTIONS = (
    _about("meetings"),
    _about("trade"),
    Question(
        f"timeline --since {core.SINCE}",
        "timeline",
        f"id IN (SELECT id FROM record WHERE at_latest >= '{core.SINCE}')",
        f"at_latest >= '{core.SINCE}'",
        f'(.at_latest // "") >= "{core.SINCE}"',
        f"at_latest >= '{core.SINCE}'",
    ),
    Question(
        f"search {core.WORD}",
        "timeline",
        f"id IN (SELECT record FROM words WHERE words MATCH '{core.WORD}')",
        f"title ILIKE '%{core.WORD}%' OR quote ILIKE '%{core.WORD}%'",
        f'(.title + .quote) | ascii_downcase | contains("{core.WORD}")',
        f"'{core.WORD}' in (title + quote).lower()",
    ),
    Question(
        f"show {core.MEETING}",
        "meetings",
        f"id = '{core.MEETING}'",
        f"id = '{core.MEETING}'",
        f'.id == "{core.MEETING}"',
        f"id == '{core.MEETING}'",
    ),
)
VIEWS = tuple(dict.fromkeys(question.view for question in QUESTIONS))
