"""One thing in full, what a search finds, and where articles disagree."""

from collections.abc import Iterator, Sequence
from itertools import chain, groupby, islice
from operator import itemgetter

from rich.cells import cell_len
from rich.text import Text

from kzby.errors import counted
from kzby.model import dates
from kzby.query.answer import Answer, Fields, Labels
from kzby.render import amounts, as_person, citing, heads, words
from kzby.render.table import GAP, Entry, Part, dated, heading, indented, section, table
from kzby.render.words import field

_SEEN = 3  # related records on a card
_PAGE = 80  # where the id ends on a wide page
_TITLES = ("title", "headline", "label", "name")  # the first it has
_RELATED = "see also"
# What other links mean for the record that they lead from.
_BELONGS = {"said_at": "said at", "fulfilled_by": "outcome in", "context": "context"}
# Shown elsewhere on the page of a record, or said by other fields.
_APART = {
    *("id", "kind", "title", "date", "date_text", "date_basis", "at", "regions", "people", "note"),
    *("organizations", "status", "speaker", "side", "articles", "origins", "quote", "quotes"),
    *("mentions", "conflicts", "referred_by", "named_by", "titles", "said_at", "related"),
    *("region", "partner", "period", "flow", "value", "low", "high", "unit", "hedge", "sign"),
    *("change", "change_kind", "against", "against_text", "basis", "measure", "stands_for"),
    *("carried", "value_text", "of", "source", "sectors", "belongs_to", "fulfilled_by"),
}


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
        fields = [(c.header, "\n".join(words.lines(answer, c, row))) for c in own]
        yield from section("", fields, width)
        yield from section("", words.absent(answer.columns, row), width)
        yield from [heading("Records")] * bool(row["named_by"])
        parts = []
        for each in row["named_by"]:
            at = dated(words.when(each, each["at"]))
            parts.append([at, Text(each["kind"], "dim"), _link(each)])
        yield from table(parts, width, indent=GAP)


def _record(answer: Answer, row: Fields, width: int) -> Iterator[Part]:
    """The fact, details, who said it, the words, the source, links, disagreements."""
    yield from _headline(answer, row, width)
    undated = [] if row["year_stated"] else row["articles"]
    origins = counted(len(row["origins"]), "original publisher")
    reports = f"{len(row['articles'])} articles, from {origins}"
    several = row["articles"][1:] and "unit" not in row  # of a figure its cautions tell it
    entries = [
        *_details(answer, row),
        ("said by", _speaker(row, answer.labels)),
        ("told by", reports if several else ""),
        *_led_to(row),
        *_evidence(row, answer.labels),
        *(("year", f"inferred: kzby show {id_}") for id_ in undated),
        *[("record", f"{each['file']}:{each['line']}") for each in row["mentions"]],
    ]
    yield from section("", entries, width)
    if absent := "; ".join(": ".join(pair) for pair in words.absent(answer.columns, row)):
        yield from (Text(), indented(Text(absent, "dim")))
    if row["conflicts"]:
        yield heading("Where articles differ")
        yield from table(_differences(row["conflicts"], answer.labels), width, indent=GAP)
    led = [each for each in row["referred_by"] if each["field"] != "related"]
    links = ((_leading(each), _link(each)) for each in sorted(led, key=itemgetter("kind")))
    yield from section("Related", links, width)


def _leading(link: Fields) -> str:
    """What a record that refers to another is for it: `proposal`, `plan, fulfilled`."""
    if link["field"] == "context":
        return "in its context"
    return ", ".join(filter(None, [link["kind"], (link["outcome"] or "").replace("-", " ")]))


def _led_to(row: Fields) -> Iterator[Entry]:
    """The records to see with one."""
    related = [each for each in row["referred_by"] if each["field"] == "related"]
    below = {each["id"] for each in row["referred_by"] if each["outcome"]}
    for link in {each["id"]: each for each in (*related, *row["belongs_to"])}.values():
        name = _BELONGS.get(link["field"], _RELATED)
        if name == "said at" and link["id"] != row["said_at"]:
            name = "also told at"
        if link["id"] not in below:
            yield name, _link(link)


def hits(answer: Answer, width: int) -> Iterator[Part]:
    """What a search finds: figures as cards, then a line or two for the others."""
    rows, passed = answer.mappings(), dict[str, Fields]()  # they can be many
    for card in answer.cards():
        for full in card.mappings():
            while full["id"] not in passed:
                row = next(rows)
                passed[row["id"]] = row
            row = {**passed.pop(full["id"]), **full}
            yield from _headline(card, row, width)
            entries = [
                ("careful", " · ".join(_cautions(answer, row))),
                ("outcome", amounts.outcome(row).removeprefix("outcome ")),
                ("said by", _speaker(row, card.labels)),
                *islice((each for each in _led_to(row) if each[0] == _RELATED), _SEEN),
                *_evidence(row, card.labels, answer.matched),
            ]
            yield from section("", entries, width)
    lines = (_hit(answer, row, width) for row in chain(passed.values(), rows))
    if first := next(lines, None):
        yield Text()
        yield from table(chain([first], lines), width, ids=answer.ids)


def _hit(answer: Answer, row: Fields, width: int) -> Part:
    """When, what with the matched words bold, who said it, the id."""
    fact = citing.sourced(words.fact(answer, row), row)
    what = Text("  ".join(filter(None, [fact, amounts.outcome(row)])))
    what.highlight_words(answer.matched, "bold", case_sensitive=False)
    named = words.named(row["speaker"], answer.labels)
    said = Text("" if row["speaker"] == "article" else named, "dim")
    date = words.cells(answer, row)["date"] or words.DASH
    return [dated(date, width), what, said, Text(row["id"], "dim")]


def _headline(answer: Answer, row: Fields, width: int) -> Iterator[Part]:
    """A figure, or the title, with the id at the right; then of what, or when."""
    facts, about = heads.head(answer, row)
    title = Text(citing.sourced(facts, row), "bold")
    lines = [title, Text(f"{about[:1].upper()}{about[1:]}")]
    rooms = [min(width, _PAGE) - line.cell_len - cell_len(row["id"]) for line in lines]
    at = 0 if rooms[0] >= GAP or width > _PAGE else 1
    lines[at].append(" " * max(GAP, rooms[at])).append(row["id"], "dim")
    yield from (Text(), *lines)


def _details(answer: Answer, row: Fields) -> Iterator[Entry]:
    """What to be careful about, the fields of its kind, what else it is about, its date."""
    if "unit" in row:
        yield "careful", " · ".join(_cautions(answer, row))
    if row.get("against"):
        printed = f" (“{row['against_text']}”)" if row["against_text"] else ""
        yield "compared", f"with {dates.words(row['against'])}{printed}"
    for column in answer.columns:
        repeats = row[column.name] in (row["kind"], row["date"])
        if column.name not in _APART and column.type not in ("day", "flag") and not repeats:
            yield column.header, "\n".join(words.lines(answer, column, row))
    others = row.get("participants") or []
    known = [row.get(name) for name in ("speaker", "sector", "subject", "place")]
    known += [each[end] for each in others for end in ("person", "organization")]
    places = [] if "flow" in row or "parties" in row else row["regions"]
    about = (*places, *row["people"], *row["organizations"], *row["sectors"])
    rest = [answer.labels[id_] for id_ in about if id_ not in known + row.get("parties", [])]
    yield "about", ", ".join(rest)
    if row["date_basis"] == "meeting":
        yield "dated", "by the meeting where it was said"
    elif row["date_text"] not in (None, row["date"]) and not row.get("period"):
        yield "dated", f"“{row['date_text']}”"


def _speaker(row: Fields, labels: Labels) -> str:
    """Who said it, for which side, and the title that the article gives."""
    if row["speaker"] == "article":
        return "the article itself; nobody is quoted"
    if row["speaker"] not in labels:
        return words.named(row["speaker"], labels) if row["speaker"] else ""
    side = f" ({labels[row['side']]})" if row["side"] in labels else ""
    titles = [each["title"] for each in row["titles"][:1]]  # the fullest of its article
    return ", ".join([f"{labels[row['speaker']]}{side}", *titles])


def _evidence(row: Fields, labels: Labels, matched: Sequence[str] = ()) -> Iterator[Entry]:
    """The words of each article, whose they are, the link to them, and the note."""
    differ = (each["told"] for each in row["conflicts"] if each["field"] == "speaker")
    speakers = {each["article"]: each["value"] for told in differ for each in told}
    for mention in row["mentions"]:
        quote = Text(citing.quoted(mention["quotes"]))
        quote.highlight_words(matched, "bold", case_sensitive=False)
        yield "words", quote
        published = dates.words(mention["published"], one_of=True)
        who = speakers.get(mention["article"])
        by = f"; said by {words.named(who, labels)}" if who in labels else ""
        by = "; nobody is quoted" if who == "article" else by
        yield "source", f"{words.publisher(mention, labels)}, {published}{by}"
        yield "", mention["link"]
        yield "note", mention["note"] or ""


def _cautions(answer: Answer, row: Fields) -> Iterator[str]:
    """What a reader may overlook in a figure."""
    yield from words.disputed(answer, row)
    if row.get("period") and not amounts.whole_years(row["period"]):
        yield f"{dates.words(row['period'])} only, not a whole year"
    if row.get("basis", "actual") not in ("actual", "derived"):
        yield f"a {row['basis']}, not an outcome"
    if row.get("increment"):
        yield "a further amount, not that of the whole period"
    if reading := amounts.reading(row):
        yield reading
    if row["year_stated"] is False:
        yield "year inferred"
    if not row.get("measure"):
        yield counted(len(row["origins"]), "original publisher")


def _link(record: Fields) -> Text:
    figure = f": {amounts.figure(record)}" if record.get("value") is not None else ""
    return Text(f"{record['title']}{figure}").append(f"  {record['id']}", "dim")


def conflicts(answer: Answer, width: int) -> Iterator[Part]:
    """A heading a record, then the fields that differ; agreeing ones are folded."""
    rows = list(answer.mappings())
    differ = [row for row in rows if row["verdict"] != "agree" or answer.unfolded]
    parts: list[Part] = []
    for id_, group in groupby(differ, key=itemgetter("id")):
        first, *_ = same = list(group)
        id_ = citing.sourced(id_, first)
        parts.append(Text.assemble((f"\n{first['title']}", "bold"), (f"  {id_}", "dim")))
        parts += _differences(same, answer.labels, in_words=True)
    yield from table(parts, width, indent=GAP)
    if len(differ) < len(rows):
        yield Text("\nWhere both can be right: add --all", "dim")


def _differences(
    rows: Sequence[Fields], labels: Labels, *, in_words: bool = False
) -> Iterator[Part]:
    """A line an article: field, or the verdict on what differs first; value, article, words."""
    for row in rows:
        stated = words.versions(row, labels)
        if in_words:
            quotes = (citing.quoted([each["quote"]]) for each in row["told"])
            both = zip(stated, quotes, strict=True)
            stated = [(value, f"{article}\n{quote}") for (value, article), quote in both]
        values = [value for value, _ in stated]
        stated.sort(key=lambda version: values.index(version[0]))  # equal ones together
        if row["used"] is None:
            stated.append(("none used", "the article that counts gives none"))
        at = next((at for at, each in enumerate(stated) if each[0] != stated[0][0]), 1)
        firsts = [Text(field(row["field"]), "dim"), *[Text()] * len(stated)]
        firsts[at] = Text(row["verdict"])
        before = None
        for head, (value, article) in zip(firsts, stated, strict=False):
            yield [head, Text(value if value != before else ""), Text(article)]
            before = value
