"""Help as plain text (typer has sections only with rich): what each command is for, and topics."""

from collections.abc import Iterator
from pathlib import Path

# By section: a name, a line on what it is for, an example.
SECTIONS = {
    "Questions": (
        ("meetings", "Meetings, visits and talks, newest first", "--region Brest --since 2015"),
        ("sectors", "Sectors proposed for cooperation, most often first", "--side BY"),
        ("proposals", "Every proposal, by sector, oldest first", "--sector agriculture"),
        ("trade", "Trade figures by region, flow and period", "--region Vitebsk"),
        ("plans", "Plans, offers and hopes, and what became of them", "--overdue --region Brest"),
        ("projects", "Joint ventures and their stage, oldest first", "--region KZ"),
        ("agreements", "Agreements and their parties, oldest first", "--region Brest"),
        ("brief", "A region on one page, with its sources", "Brest"),
        ("ties", "Which oblasts work with which; of two, their history", "Brest Karaganda"),
        ("timeline", "Everything in date order", "--region Karaganda --kind meeting --kind plan"),
    ),
    "Details": (
        ("show", "Show one thing in full: a record, region, person ...", "Karaganda"),
        ("search", "Search the records, best match first", "joint ventures --person Bulegenov"),
        ("people", "People and their titles, of all or with these words", "ambassador"),
        ("organizations", "Authorities, companies and other bodies, by name", "tractor"),
        ("regions", "Regions and what is recorded there, by country", "--region Kazakhstan"),
        ("articles", "The articles behind the records, newest first", "--person Lis -f json"),
        ("remarks", "Claims and opinions, oldest first", "--person Bulegenov"),
        ("counts", "Other figures (companies, visits ...), oldest first", "--region Atyrau"),
        ("help", "Explain a topic or a command", "trade"),
    ),
    "Checks": (
        ("verify", "Check every record against the article texts", "--texts seeds"),
        ("coverage", "Show an article with its recorded passages highlighted", "--texts seeds"),
        ("gaps", "What is known and not coded, by region and year", "--region Grodno"),
        ("conflicts", "Where articles disagree, worst first", "--format json"),
        ("check", "Check a dataset: every problem, with line and column", "--data data"),
    ),
    "Export": (
        ("sql", "Run your own SQL (read-only)", '"SELECT * FROM proposals"'),
        ("cite", "Cite records, articles or the dataset", "brest-turnover-2015 --as bibtex"),
        ("report", "Draw everything, or a region, as one HTML page", "brest.html --region Brest"),
        ("build", "Build one SQLite file", "kzby.sqlite"),
        ("export", "Export everything as CSV (Data Package)", "kzby-data"),
    ),
    "Curate": (
        ("new", "Draft an article's file from its text", "seeds/article.txt --url https://a.by/1"),
        ("format", "Give data files their canonical form", "--check --data data"),
        ("schema", "Print the JSON Schema of data files, for editors", "article"),
        ("codebook", "What the words of a closed list mean, or of all", "status"),
    ),
}
COMMANDS = {name: row for rows in SECTIONS.values() for name, *row in rows}

_TOPICS = Path(__file__).with_name("topics")


def topics() -> list[str]:
    """The names of the topics."""
    return sorted(file.stem for file in _TOPICS.iterdir())


def topic(name: str) -> str:
    """The text of a topic, in Markdown."""
    return (_TOPICS / f"{name}.md").read_text(encoding="utf-8").strip()


def listing() -> Iterator[str]:
    """The topics, each with the first line of its text."""
    yield "Topics (kzby help TOPIC):"
    yield from (f"  {name:<12} {topic(name).splitlines()[0].lstrip('# ')}" for name in topics())
