"""The order of a view's rows, as SQL.

In it `v` is the row, `r` its record, and `g` the thing by whose name the rows are grouped; it is total, as the last of
its terms is unique. Where a whole view is asked it is that of an index, in a grouped view that of the groups.
"""

from kzby.model.terms import Consistency, Flow, Identity, Measure, Verdict, View

# The vocabulary by whose names the rows of a view are grouped, also the column that holds the id.
GROUPS = {
    View.PROPOSALS: "sector",
    View.TRADE: "region",
    View.DERIVED: "region",
    View.RECONCILIATION: "region",
    View.GOODS: "region",
}
_BY_DATE = "r.date_latest NULLS LAST, r.position"
_FIELD = "SELECT position FROM conflict WHERE record = v.id AND conflict.field = v.field"
_GRAVEST = f"SELECT min(instr('{' '.join(Verdict)}', verdict)) FROM conflict WHERE record = v.id"
_TESTED = "SELECT date_latest FROM record WHERE id = json_extract(v.inputs, '$[0]')"
_ORDERS = {
    View.TIMELINE: "r.at_latest NULLS LAST, r.at_earliest IS NULL, r.at_earliest, r.position",
    View.MEETINGS: "r.date_latest DESC, r.position",
    View.PROPOSALS: "g.name, r.date_latest NULLS LAST, r.position",
    View.PLANS: "r.at_latest NULLS LAST, r.position",
    View.TRADE: "g.name, v.partner, v.date_latest DESC, v.period NULLS LAST, v.basis, v.unit NULLS LAST, "
    f"instr('{' '.join(Flow)}', v.flow), r.position",
    View.DERIVED: "g.name, v.partner, v.date_latest DESC, v.period, v.stands_for, "
    f"instr('{' '.join(Measure)}', v.measure), v.id",
    View.RECONCILIATION: f"v.verdict = '{Consistency.HOLDS}', g.name, v.partner, ({_TESTED}) DESC, v.period, v.basis, "
    f"instr('{' '.join(Identity)}', v.identity), v.inputs",
    View.GOODS: "g.name, v.flow, r.position",
    View.SECTORS: "v.proposals DESC, v.label, v.sector",
    View.REGIONS: "(SELECT position FROM region WHERE id = v.id)",
    View.PEOPLE: "v.name, v.id",
    View.ORGANIZATIONS: "v.name, v.id",
    View.ARTICLES: "(SELECT published_latest FROM article WHERE id = v.id) DESC, v.id",
    View.CONFLICTS: f"({_GRAVEST}), r.position, instr('{' '.join(Verdict)}', v.verdict), ({_FIELD})",
}


def of(view: View) -> str:
    """The order of a view of records or of what follows from them; that of most is by date, the undated last."""
    return _ORDERS.get(view, _BY_DATE)
