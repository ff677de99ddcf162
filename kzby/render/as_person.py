"""A person: titles, what they said, and what else names them."""

from collections.abc import Iterator

from rich.text import Text

from kzby.query import citation
from kzby.query.answer import Answer, Fields
from kzby.render import citing, words
from kzby.render.table import GAP, Part, dated, heading, indented, section, table

_SAID, _NAMED = 12, 6  # lines of what was said, and of others


def person(answer: Answer, row: Fields, records: Answer, width: int) -> Iterator[Part]:
    """Titles; what the person said, then what else names them, by numbered source; spellings."""
    yield heading(row["name"])
    yield Text(row["id"], "dim")
    fields = {c.name: (c.header, "\n".join(words.lines(answer, c, row))) for c in answer.columns}
    yield from section("", [fields["roles"]], width)
    rows, sources = list(records.mappings()), dict[str, int]()
    for name, is_own, few in (("Said", True, _SAID), ("Took part or is mentioned", False, _NAMED)):
        group = [each for each in rows if each["said"] is is_own]
        drawn = group if answer.unfolded else group[:few]
        if group or is_own:
            number = f" ({len(group):,})" if group else ": nothing recorded"
            yield heading(f"{name}{number}")
        parts: list[Part] = []
        for each in drawn:
            numbers = [sources.setdefault(id_, len(sources) + 1) for id_ in each["articles"]]
            what = Text(words.fact(records, each))
            what.append(f" – {citing.quoted(each['quotes'])}" * is_own, "dim")
            what.append(citing.sourced("", {"source": numbers}))
            when = dated(words.when(each, each["date"]), width)
            parts.append([when, what, Text(each["id"], "dim")])
        yield from table(parts, width, indent=GAP, ids=answer.ids)
        if len(drawn) < len(group):
            more = f"{len(group) - len(drawn):,} more: kzby show {row['id']} --all"
            yield indented(Text(more, "dim"))
    if any(each["said"] for each in rows):
        yield Text("\n“…”: the article's words, which need not be the speaker's own", "dim")
    yield from section("", [fields[name] for name in ("side", "spellings", "aliases")], width)
    yield Text()
    yield from map(Text, citing.numbered(citation.of_articles(answer.store, [*sources]), width))
