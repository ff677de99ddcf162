"""Invented figures of trade: the same number wherever the same trade is told, so that all of them agree."""

from dataclasses import dataclass
from random import Random

FLOWS = ("turnover", "export", "import", "balance")
WINDOWS = {
    "": 1.0,
    "-01/{year}-10": 0.82,
    "-01/{year}-07": 0.57,
    "-01/{year}-03": 0.23,
}  # what of a year lies in each
_HEDGES = ("", "", "", "", "almost", "about", "over")


@dataclass(frozen=True)
class Trade:
    """Whose trade with whom, in which window of which year; `window` is what follows the year in EDTF."""

    seed: int
    region: str
    partner: str
    year: int
    window: str

    @property
    def period(self) -> str:
        """Its window in EDTF."""
        return f"{self.year}{self.window.format(year=self.year)}"

    def told(self, flow: str) -> dict[str, str]:
        """The fields of one of its figures: turnover is export and import together, the balance what is left."""
        fields = {
            "region": self.region,
            "partner": self.partner,
            "period": self.period,
            "flow": flow,
        }
        amount, drawn = self._amount(flow), self._drawn(flow)
        if flow == "balance":
            fields["sign"] = "deficit" if amount < 0 else "surplus"
        if hedge := drawn.choice(_HEDGES):
            fields["hedge"] = hedge
        if flow != "balance" and drawn.random() < 0.3:
            fields |= self._change(flow, amount)
        return {**fields, "value": f"{abs(amount) / 10} million", "unit": "USD"}

    def _change(self, flow: str, amount: int) -> dict[str, str]:
        earlier = Trade(self.seed, self.region, self.partner, self.year - 1, self.window)
        change = f"{(amount / earlier._amount(flow) - 1) * 100:.1f}"
        if float(change) == 0:
            return {}
        text = "the same period a year earlier"
        return {
            "change": change,
            "change_kind": "percent",
            "against": earlier.period,
            "against_text": text,
        }

    def _amount(self, flow: str) -> int:
        """The amount in units of 100,000; the trade of one pair of regions stays of one size over the years."""
        if flow in ("turnover", "balance"):
            export, import_ = self._amount("export"), self._amount("import")
            return export + import_ if flow == "turnover" else export - import_
        usual = Random(f"{self.seed}/{self.region}/{self.partner}/{flow}").randint(60, 900)  # noqa: S311
        return max(round(usual * WINDOWS[self.window] * self._drawn(flow).uniform(0.8, 1.3)), 1)

    def _drawn(self, flow: str) -> Random:
        return Random(f"{self.seed}/{self.region}/{self.partner}/{flow}/{self.period}")  # noqa: S311
