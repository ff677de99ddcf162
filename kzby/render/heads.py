"""A record in two phrases: on its page, and where it is cited."""

from kzby.query.answer import Answer, Fields
from kzby.render import amounts, words


def head(answer: Answer, row: Fields) -> tuple[str, str]:
    """A figure, or the title; then of what, or when."""
    cell = words.cells(answer, row, "date", "value", "change", "flow")
    facts, when = row["title"], cell["date"]
    if row["kind"] == "count":
        of = str(row["of"])
        return cell["value"] or facts, of if f"{when}" in of else f"{of}, {when}"  # sold in 2007
    if "flow" in row:
        facts = ", ".join(filter(None, [cell.get("value"), cell.get("change")])) or facts
        period = amounts.when(row) if "period" in row else when
        return facts, f"{cell['flow']}, {amounts.pair(row, answer.labels)}, {period}"
    status = words.status(row)
    told = "" if status == "reported" else status
    return facts, ", ".join(filter(None, [row["kind"], told, when]))
