"""The order of a view's rows, as SQL.

In it `v` is the row, `r` its record, and `g` the thing by whose name the rows are grouped; it is total, as the last of
its terms is unique. Where a whole view is asked it is that of an index, in a grouped view that of the groups.
"""

from kzby.model.terms import FLOWS, IDENTITIES, MEASURES, VERDICTS

# The vocabulary by whose names the rows of a view are grouped, also the column that holds the id.
GROUPS = {
    "proposals": "sector",
    "trade": "region",
    "derived": "region",
    "reconciliation": "region",
    "goods": "region",
}
_BY_DATE = "r.date_latest NULLS LAST, r.position"
_FIELD = "SELECT position FROM conflict WHERE record = v.id AND conflict.field = v.field"
_GRAVEST = f"SELECT min(instr('{' '.join(VERDICTS)}', verdict)) FROM conflict WHERE record = v.id"
_TESTED = "SELECT date_latest FROM record WHERE id = json_extract(v.inputs, '$[0]')"
_ORDERS = {
    "timeline": "r.at_latest NULLS LAST, r.at_earliest IS NULL, r.at_earliest, r.position",
    "meetings": "r.date_latest DESC, r.position",
    "proposals": "g.name, r.date_latest NULLS LAST, r.position",
    "plans": "r.at_latest NULLS LAST, r.position",
    "trade": "g.name, v.partner, v.date_latest DESC, v.period NULLS LAST, v.basis, v.unit NULLS LAST, "
    f"instr('{' '.join(FLOWS)}', v.flow), r.position",
    "derived": "g.name, v.partner, v.date_latest DESC, v.period, v.stands_for, "
    f"instr('{' '.join(MEASURES)}', v.measure), v.id",
    "reconciliation": f"v.verdict = 'holds', g.name, v.partner, ({_TESTED}) DESC, v.period, v.basis, "
    f"instr('{' '.join(IDENTITIES)}', v.identity), v.inputs",
    "goods": "g.name, v.flow, r.position",
    "sectors": "v.proposals DESC, v.label, v.sector",
    "regions": "(SELECT position FROM region WHERE id = v.id)",
    "people": "v.name, v.id",
    "organizations": "v.name, v.id",
    "articles": "(SELECT published_latest FROM article WHERE id = v.id) DESC, v.id",
    "conflicts": f"({_GRAVEST}), r.position, instr('{' '.join(VERDICTS)}', v.verdict), ({_FIELD})",
}


def of(view: str) -> str:
    """The order of a view of records or of what follows from them; that of most is by date, the undated last."""
    return _ORDERS.get(view, _BY_DATE)
