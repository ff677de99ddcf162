"""The JSON Schema of each data file, for editors: fields, closed lists, their meanings."""

import ast
import inspect
import json
from types import ModuleType
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from kzby.errors import UsageError, nearest
from kzby.model import article, kinds, vocabulary
from kzby.model.article import Article
from kzby.model.fields import Entry
from kzby.model.kinds import RECORDS, Record
from kzby.model.terms import meanings
from kzby.model.vocabulary import LISTS

_TEXT = {"type": ["string", "number"]}  # to an editor, 2015 is a number


class ArticleFile(Entry):
    """The card of an article, and everything recorded from it."""

    article: Article
    records: tuple[Record, ...]


FILES: dict[str, type[Entry]] = {"article": ArticleFile, **LISTS}


def text(name: str) -> str:
    """The JSON Schema of an article's file or a vocabulary; UsageError if it is neither."""
    if name not in FILES:
        raise UsageError(f"no data file is called {name!r}; {nearest(name, [*FILES])}")
    schemes: list[type[Entry]] = [FILES[name]]
    if name == "article":
        schemes = [Article, *RECORDS.values()]
    _document(article, kinds, vocabulary)
    modes: Any = [(scheme, "validation") for scheme in schemes]
    _, parts = models_json_schema(modes, schema_generator=_Written)
    card, *records = ({"$ref": f"#/$defs/{scheme.__name__}"} for scheme in schemes)
    shape: dict[str, Any] = {"type": "array", "items": card}
    cases = []
    for (kind, scheme), case in zip(RECORDS.items(), records, strict=False):
        is_kind = {"required": ["kind"], "properties": {"kind": {"const": kind}}}
        cases.append({"if": is_kind, "then": case})
        own = parts["$defs"][scheme.__name__]
        own["properties"]["kind"] = {}  # said once, below
        needed = [field for field in own["required"] if field not in scheme.carries]
        own |= {"required": ["quote"], "if": {"not": {"required": ["retells"]}}}
        own["then"] = {"required": needed}
    if cases:
        known = {"kind": {"enum": [*RECORDS], "enumDescriptions": [*meanings()["Kind"].values()]}}
        record = {"type": "object", "required": ["kind"], "properties": known, "allOf": cases}
        shape = {
            "type": "object",
            "required": ["article", "records"],
            "properties": {"article": card, "records": {"type": "array", "items": record}},
            "additionalProperties": False,
        }
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "$defs": parts["$defs"]}
    return json.dumps({**head, **shape}, ensure_ascii=False, indent=1)


def _document(*modules: ModuleType) -> None:
    """Gives each class the docstring of its source, which `python -OO` leaves out."""
    for module in modules:
        for part in ast.parse(inspect.getsource(module)).body:
            if isinstance(part, ast.ClassDef):
                vars(module)[part.name].__doc__ = ast.get_docstring(part)


class _Written(GenerateJsonSchema):
    """What is written in a file, not what it is read to."""

    def str_schema(self, schema: Any) -> dict[str, Any]:  # noqa: ARG002
        return _TEXT

    def function_before_schema(self, schema: Any) -> dict[str, Any]:
        inner = self.generate_inner(schema["schema"])
        if inner.get("type") == "boolean":
            return inner
        # one phrase in place of a list, or a printed number
        return {"anyOf": [inner["items"], inner]} if "items" in inner else _TEXT

    def literal_schema(self, schema: Any) -> dict[str, Any]:
        words, closed = schema["expected"], super().literal_schema(schema)
        lists = (known for known in meanings().values() if {*words} <= {*known})
        meant = next(lists, {})
        return {**closed, "enumDescriptions": [meant[word] for word in words]} if meant else closed

    def default_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False
