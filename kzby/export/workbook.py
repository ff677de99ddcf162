"""Answers, or the whole dataset, as an Excel workbook."""

from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from kzby.errors import UsageError
from kzby.export.package import VIEWS
from kzby.query import citation
from kzby.query.answer import Answer, Select, answer
from kzby.query.citation import Edition
from kzby.render import citing
from kzby.render.as_data import cell
from kzby.store import Store
from kzby.store.files import write_bytes
from kzby.text import shown

_LONGEST, _MOST = 32_767, 1_048_575  # characters of a cell, rows of a sheet below the header
_INEXACT = 10**15  # Excel keeps 15 digits; a longer number is written as text
_CUT = " ... (cut)"
_LITERAL = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}


def dataset(store: Store, file: Path) -> tuple[int, int, Edition]:
    """Writes views and dictionary; how many sheets and bytes, the edition."""
    run = store.connection.execute
    views = [view for view, *_ in run(VIEWS)]
    sheets = {view: answer(store, view, Select(f"SELECT * FROM {view}")) for view in views}
    described = Select("SELECT * FROM dictionary ORDER BY view, position")
    sheets["dictionary"] = answer(store, "dictionary", described)
    write(file, sheets)
    return len(sheets), file.stat().st_size, citation.edition(store)


def write(file: Path, sheets: Mapping[str, Answer]) -> None:
    """Writes answers with all columns, a sheet each; UsageError without xlsxwriter."""
    try:
        import xlsxwriter  # of the extra `xlsx`
    except ImportError:
        right = "pip install xlsxwriter, or write .csv"
        raise UsageError(f"{file}: .xlsx needs a package that is not installed; {right}") from None

    content = BytesIO()
    with xlsxwriter.Workbook(content, _LITERAL) as book:
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, each in sheets.items():
            about = citing.dataset(each.citation().edition)
            # xlsxwriter would take the time of today
            book.set_properties({"comments": about, "created": datetime(2000, 1, 1)})
            _fill(book.add_worksheet(name), each, bold, day)
    write_bytes(file, content.getvalue())


def _fill(sheet: Any, answer: Answer, bold: Any, day: Any) -> None:
    """Writes an answer, each value in its type, under a header that stays in view."""
    sheet.write_row(0, 0, map(shown, answer.names), bold)
    last = 0
    for last, row in enumerate(answer.rows, 1):
        if last > _MOST:
            raise UsageError(f"a sheet of Excel has at most {_MOST:,} rows; write .csv")
        for at, (column, value) in enumerate(zip(answer.columns, row, strict=True)):
            if isinstance(value, float) or (isinstance(value, int) and abs(value) < _INEXACT):
                sheet.write(last, at, value)
            elif column.type == "day" and value:
                sheet.write_datetime(last, at, date.fromisoformat(value), day)
            elif value is not None:
                text = shown(str(cell(value)), but="\n")
                cut = text[: _LONGEST - len(_CUT)] + _CUT
                sheet.write_string(last, at, text if len(text) <= _LONGEST else cut)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(answer.columns) - 1)
    sheet.autofit(400)
