"""One thing in full, what a search finds, and where articles disagree."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from math import inf
from operator import itemgetter

from rich.text import Text

from kzby.errors import counted
from kzby.model import dates
from kzby.query.answer import Answer, Fields, Labels
from kzby.render import amounts, as_person, citing, heads, words
from kzby.render.as_records import FOLDED, line, tally
from kzby.render.table import GAP, Entry, Part, dated, heading, indented, section, table
from kzby.render.words import field

_MANY = 8  # links with a line each
_TITLES = ("title", "headline", "label", "name")  # the first it has
# The fields of a record that its page names.
_FIELDS = (
    *("participants", "place", "parties", "signed", "term", "ends", "subject", "direction"),
    *("due", "stage", "sector", "form", "name", "hs", "formula", "inputs"),
)


def sheet(answer: Answer, width: int) -> Iterator[Part]:
    """A page a row: a record with its proof and links, a thing with its fields."""
    cards = iter(answer.cards())
    for row in answer.mappings():
        if "mentions" in row:
            yield from _record(answer, row, width)
            continue
        if records := next(cards, None):
            yield from as_person.person(answer, row, records, width)
            continue
        key, title = answer.names[0], next(name for name in _TITLES if row.get(name))
        yield heading(row[title])
        yield Text(row[key], "dim")
        own = [c for c in answer.columns if c.name not in (key, title, "named_by")]
        own = [c for c in own if row[c.name] != 0 or c.type != "number"]
        own.sort(key=lambda c: -row[c.name] if c.type == "number" else inf)  # the most first
        fields = [(c.header, "\n".join(words.lines(answer, c, row))) for c in own]
        yield from section("", fields, width)
        yield from [heading("Records")] * bool(row["named_by"])
        parts = []
        listed, more = _folding(answer, row["named_by"], row[key])
        for each in listed:
            at = dated(words.when(each, each["at"]))
            parts.append([at, Text(each["kind"], "dim"), _link(each)])
        yield from table(parts, width, indent=GAP)
        yield from more


def _record(answer: Answer, row: Fields, width: int, matched: Sequence[str] = ()) -> Iterator[Part]:
    """The fact and its id, details, who said it, the words, the source, links, disagreements."""
    facts, about = heads.head(answer, row)
    yield Text.assemble("\n", (facts, "bold"), (f"  {row['id']}", "dim"))
    yield Text(f"{about[:1].upper()}{about[1:]}")
    entries = [
        ("careful", " · ".join(_cautions(answer, row))),
        *_details(answer, row),
        ("said by", _speakers(row, answer.labels)),
        *_evidence(row, answer.labels, matched),
        *[("record", f"{each['file']}:{each['line']}") for each in row["mentions"]],
    ]
    yield from section("", entries, width)
    differ = _differences(row["conflicts"], answer.labels)
    yield from section("Where articles differ", differ, width)
    links = ((field(each["field"]), _link(each)) for each in _once(row["belongs_to"]))
    yield from section("See also", links, width)
    others, more = _folding(answer, _once(row["referred_by"]), row["id"])
    told = [(each["outcome"].replace("-", " "), _link(each)) for each in others if each["outcome"]]
    yield from section("Tells what became of", told, width)
    links = ((each["kind"], _link(each)) for each in others if not each["outcome"])
    yield from section("Referred to by", links, width)
    yield from more


def _folding(
    answer: Answer, rows: Sequence[Fields], id_: str
) -> tuple[list[Fields], Iterable[Text]]:
    """The records to list; of many, remarks and the like are only counted, if there are others."""
    folded = [each for each in rows if each["kind"] in FOLDED]
    if len(rows) <= _MANY or answer.unfolded or len(folded) == len(rows):
        folded = []
    more = Text(f"+ {tally(folded)}: kzby show {id_} --all", "dim")
    return [each for each in rows if each not in folded], [indented(more)] * bool(folded)


def hits(answer: Answer, width: int) -> Iterator[Part]:
    """What a search finds: figures in full, then a line for each of the others."""
    drawn = set[str]()
    for card in answer.cards():
        for row in card.mappings():
            drawn.add(row["id"])
            yield from _record(card, row, width, answer.matched)
    others = (line(answer, row, width) for row in answer.mappings() if row["id"] not in drawn)
    if first := next(others, None):
        yield Text()
        yield from table(chain([first], others), width, ids=answer.ids)


def _details(answer: Answer, row: Fields) -> Iterator[Entry]:
    """The fields of its kind, what else it is about, its date as printed."""
    if row.get("against"):
        printed = f" (“{row['against_text']}”)" if row["against_text"] else ""
        yield "compared", f"with {dates.words(row['against'])}{printed}"
    for column in answer.columns:
        if column.name in _FIELDS:
            yield column.header, "\n".join(words.lines(answer, column, row))
    yield "outcome", amounts.outcome(answer, row).removeprefix("outcome ")
    regions = () if row.get("region") else row["regions"]
    told = [each.get("person") for each in row.get("participants") or ()]
    people = (id_ for id_ in row["people"] if id_ not in (row["speaker"], *told))
    about = (*regions, *people, *row["organizations"], *row["sectors"])
    yield "about", ", ".join(answer.labels[id_] for id_ in about)
    if row["date_text"] and row["date_text"] != row["date"]:
        yield "dated", f"“{row['date_text']}”"


def _speakers(row: Fields, labels: Labels) -> str:
    """Who said it, for which side, and the title that the article gives; of several, each in which."""
    if not row["speaker"]:
        return ""
    if {each["speaker"] for each in row["mentions"]} == {"article"}:
        return "the article itself; nobody is quoted"
    told: dict[str, list[str]] = {row["speaker"]: []}
    for mention in row["mentions"]:
        told.setdefault(mention["speaker"], []).append(mention["article"])
    if row["speaker"] != "article":
        told.pop("article", None)
    titles = [each["title"] for each in row["titles"][:1]]  # the fullest of its article
    names = {id_: words.named(id_, labels) for id_ in told}
    names[row["speaker"]] = ", ".join([words.whose(row, labels), *titles])
    if len(told) > 1:
        return "\n".join(f"{names[id_]} ({', '.join(told[id_])})" for id_ in told)
    return names[row["speaker"]]


def _evidence(row: Fields, labels: Labels, matched: Sequence[str]) -> Iterator[Entry]:
    """The words of each article, the link to them, and the note."""
    for mention in row["mentions"]:
        quote = Text(citing.quoted(mention["quotes"]))
        quote.highlight_words(matched, "bold", case_sensitive=False)
        yield "words", quote
        published = dates.words(mention["published"], one_of=True)
        yield "source", f"{words.publisher(mention, labels)}, {published}"
        yield "", mention["link"]
        yield "note", mention["note"] or ""


def _cautions(answer: Answer, row: Fields) -> Iterator[str]:
    """What a reader may overlook."""
    yield from words.disputed(answer, row)
    if row.get("period") and not amounts.whole_years(row["period"]):
        yield f"{amounts.window(row, row['period'])} only, not a whole year"
    if "unit" in row and (reading := amounts.reading(row)):
        yield reading
    if not row.get("measure"):
        origins = len(row["origins"])
        used, agencies = answer.store.as_it_stands.get(row["id"], ("", origins))
        stands = f" ({words.status({'status': used})}: {agencies})" * (agencies < origins)
        yield counted(origins, "original publisher") + stands


def _once(links: Sequence[Fields]) -> list[Fields]:
    """Each record once, where it can by a closer link than that it is related."""
    closer = sorted(links, key=lambda link: link["field"] != "related")
    by_id = {link["id"]: link for link in closer}
    return [by_id[id_] for id_ in dict.fromkeys(link["id"] for link in links)]


def _link(record: Fields) -> Text:
    figure = amounts.figure(record) if "value" in record else None
    added = f": {figure}" if figure and figure not in record["title"] else ""
    return Text(f"{record['title']}{added}").append(f"  {record['id']}", "dim")


def conflicts(answer: Answer, width: int) -> Iterator[Part]:
    """A heading a record, then the fields that differ; agreeing ones are folded."""
    rows = list(answer.mappings())
    differ = [row for row in rows if row["verdict"] != "agree" or answer.unfolded]
    for id_, group in groupby(differ, key=itemgetter("id")):
        first, *_ = same = list(group)
        id_ = citing.sourced(id_, first)
        yield Text.assemble((f"\n{first['title']}", "bold"), (f"  {id_}", "dim"))
        yield from section("", _differences(same, answer.labels), width)
    if len(differ) < len(rows):
        yield Text("\nWhere both can be right: add --all", "dim")


def _differences(rows: Sequence[Fields], labels: Labels) -> Iterator[Entry]:
    """A field and the verdict, with each value, the articles that give it and their words."""
    for row in rows:
        for value, articles, quote in words.versions(row, labels):
            name = f"{field(row['field'])}, {words.verdict(row['verdict'])}"
            yield name, f"{value} ({articles}): {citing.quoted([quote])}"
