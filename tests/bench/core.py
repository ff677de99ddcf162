"""What is in every invented dataset, whatever its size, and told of nothing else in it: five of each.

So there are questions to which five and a hundred thousand meetings give the same answer.
"""

from collections.abc import Iterator

import names
from told import Article, Entry, card, participants

REGION, NAME = "KZ-62", "Ulytau"
SECTOR = "space-exploration"
WORD = "quinoa"  # no syllable begins so, and nothing else is about it
SINCE = "2026"  # the others are over by then
MEETINGS = 5
MEETING = f"{NAME.lower()}-meeting-1"  # told by both articles, which date it differently

PUBLISHERS = (names.agency(0), names.agency(1))
HOST, GUEST = names.person(0), names.person(1)


def articles() -> Iterator[Article]:
    """Two articles, of three and of two meetings; the second tells the first meeting once more."""
    first = [record for number in (1, 2, 3) for record in _about(number, f"{SINCE}-03-0{number}")]
    second = [record for number in (4, 5) for record in _about(number, f"{SINCE}?-04-0{number}")]
    again = {**first[0], "date": f"{SINCE}-03-11", "date_text": "on the 11"}
    yield Article(_card(0, f"{SINCE}-03-12"), tuple(first), (HOST, GUEST))
    yield Article(_card(1, f"{SINCE}-04-12"), tuple(second), (HOST, GUEST), retold=(again,))


def _card(number: int, published: str) -> Entry:
    return card(
        f"{published}-{NAME.lower()}",
        f"News of {NAME}",
        PUBLISHERS[0],
        PUBLISHERS[number],
        published,
    )


def _about(number: int, date: str) -> list[Entry]:
    """A meeting, and a proposal, a figure and a remark that go with it."""
    meeting = f"{NAME.lower()}-meeting-{number}"
    regions = [REGION, "BY"]
    said: Entry = {"regions": regions, "speaker": GUEST.id, "said_at": meeting}
    return [
        {
            "kind": "meeting", "id": meeting, "title": f"{HOST.name} meets {GUEST.name} in {NAME}", "form": "meeting",
            "date": date, "date_text": f"on the {date[-2:]}", "participants": participants((HOST, GUEST)),
            "regions": regions, "quote": f"met in {NAME} to talk",
        },
        {
            "kind": "proposal", "id": f"{NAME.lower()}-proposal-{number}", "title": f"{NAME} offers its launch pads",
            "sector": SECTOR, "form": "joint-project", "status": "offered", **said, "quote": "its launch pads",
        },
        {
            "kind": "trade", "id": f"{NAME.lower()}-turnover-{number}", "title": f"Trade of {NAME} with Belarus",
            "region": REGION, "partner": "BY", "period": f"201{number}", "flow": "turnover",
            "value": f"{number}.5 million", "unit": "USD", "hedge": "almost", "regions": regions,
            "quote": f"almost {number}.5 million dollars",
        },
        {
            "kind": "remark", "id": f"{NAME.lower()}-remark-{number}", "title": f"{GUEST.name} praises {WORD}",
            **said, "quote": f"the best {WORD} of the steppe",
        },
    ]  # fmt: skip
