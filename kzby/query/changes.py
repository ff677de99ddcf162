"""What changed between two datasets, field by field, and why."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from kzby.model.article import Article
from kzby.model.fields import Identified
from kzby.model.kinds import RECORDS
from kzby.model.vocabulary import VOCABULARIES
from kzby.query.answer import Answer, Column, Row, Select, answer
from kzby.query.findings import by_kind
from kzby.query.names import VIEW_OF
from kzby.query.views import OF_KIND
from kzby.store import Store

_CHANGES = ("added", "changed", "removed")
_TYPES = {"change": "word", "kind": "word", "id": "id", "articles": "[article]", "field": "word"}
_TYPES |= dict.fromkeys(("old", "new", "why"), "text")
_COLUMNS = tuple(Column(name, type_, name) for name, type_ in _TYPES.items())
_SHOWN = tuple(column for column in _COLUMNS if column.name not in ("kind", "articles"))
# Columns that are coded under another name, or with another record.
_BESIDE = {"quotes", "outcome", "fulfilled_by", "label", "parent"}


def diff(old: Store, new: Store, *, whole: bool) -> Answer:
    """What is added, changed and removed, a row a field, with the reasons that are given.

    If not `whole`, what is added or removed has one row, with the field that names it.
    """
    rows = sorted(_rows(old, new, whole=whole), key=lambda row: _CHANGES.index(row[0]))
    notes = [] if rows else ["Nothing differs: the same records, articles and vocabularies."]
    things = {change: {row[2]: row[1] for row in rows if row[0] == change} for change in _CHANGES}
    findings = [by_kind(f"{change.title()}:", each) for change, each in things.items() if each]
    plain = Answer(new, None, _COLUMNS, rows, _SHOWN, notes=lambda: notes, empty=not rows)
    return plain._replace(about="What changed", findings=findings)


def _rows(old: Store, new: Store, *, whole: bool) -> Iterator[Row]:
    """The fields that differ. What is retired for a new id has only changed its id."""
    before, after, reasons = _coded(old), _coded(new), _reasons(old, new)
    for id_, why, successor in new.connection.execute("SELECT id, why, successor FROM retired"):
        if id_ in before and successor in after.keys() - before.keys():
            before[successor] = before.pop(id_)
            reasons[successor].append(why)
        reasons[id_].append(why)
    for id_ in {**after, **before}:
        was, now = before.get(id_, {}), after.get(id_, {})
        change = "changed" if was and now else "added" if now else "removed"
        names = [name for name in {**now, **was} if was.get(name) != now.get(name)]
        if change != "changed":
            names = names[2 : None if whole else 3]  # kind and id are first, then its name
        thing, why = now or was, "; ".join(reasons[id_]) or None
        for name in names:
            cells = (name, was.get(name), now.get(name), why)
            yield change, thing["kind"], id_, thing.get("articles"), *cells


def _coded(store: Store) -> dict[str, dict[str, Any]]:
    """By id the coded fields of everything, as far as they have a value."""
    coded = {}
    schemes: tuple[type[Identified], ...] = (*RECORDS.values(), Article, *VOCABULARIES.values())
    for kind, scheme in {scheme.noun: scheme for scheme in schemes}.items():
        view = {**OF_KIND, **VIEW_OF}[kind]
        names = {*scheme.model_fields, *_BESIDE} - {"kind", "id", "quote", "changes"}
        if kind in OF_KIND:
            names.add("articles")
        for row in answer(store, view, Select(f"SELECT * FROM {view}")).mappings():
            id_ = str(next(iter(row.values())))
            fields = {name: row[name] for name in row if name in names}
            known = {name: value for name, value in fields.items() if value not in (None, [])}
            coded[id_] = {"kind": kind, "id": id_, **known}
    return coded


def _reasons(old: Store, new: Store) -> defaultdict[str, list[str]]:
    """By id the reasons on the cards of new, without those that old has."""
    known, reasons = _changes(old), defaultdict(list)
    for article, changes in _changes(new).items():
        for change in changes:
            if change not in known.get(article, []):
                for id_ in change["records"] or [article]:
                    reasons[id_].append(change["why"])
    return reasons


def _changes(store: Store) -> dict[str, list[dict[str, Any]]]:
    cards = answer(store, "articles", Select("SELECT * FROM articles"))
    return {card["id"]: card["changes"] for card in cards.mappings()}
