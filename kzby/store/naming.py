"""What records name: regions, people, bodies and sectors, and their sides."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from kzby.load.dataset import Dataset
from kzby.model import kinds
from kzby.model.vocabulary import Organization
from kzby.store import COLUMNS


class Names:
    """The vocabularies of a dataset, by id."""

    def __init__(self, dataset: Dataset) -> None:
        self._things: dict[str, Any] = {thing.id: thing for thing in dataset.named}

    def ids(self, versions: Sequence[kinds.Record]) -> dict[str, list[str]]:
        """The ids that the versions of a record name, each once, by column.

        An organization brings the region of its seat; whoever
        reports a meeting need not have been there.
        """
        ids: dict[str, list[str]] = {column: [] for column in COLUMNS.values()}
        meeting = isinstance(versions[0], kinds.Meeting)
        for (field, *_), reference, id_ in chain(*(each.references() for each in versions)):
            if field in kinds.LINKS or (meeting and field == "speaker"):
                continue
            thing = self._things[id_]
            ids[COLUMNS[thing.noun]].append(id_)
            if isinstance(thing, Organization) and thing.region and "region" in reference.to:
                ids["regions"].append(thing.region)
        return {column: list(dict.fromkeys(each)) for column, each in ids.items()}

    def coded(self, id_: str, day: str | None) -> str:
        """The oblast of a town or district on a day; any other region itself."""
        region = self._things[id_]
        whole = region.whole(day) if region.type in ("town", "district") else None
        return self.coded(whole, day) if whole else id_

    def around(self, id_: str | None, day: str | None) -> Iterator[str]:
        """A region, and each that it lay in on a day."""
        while id_ is not None:
            yield id_
            id_ = self._things[id_].whole(day)

    def side(self, record: kinds.Record) -> str | None:
        """The country that says it: the one stated, or that of the speaker."""
        if record.side or record.speaker == "parties":
            return record.side or "both"
        speaker = self._things.get(record.speaker)
        return speaker.side if speaker else None

    def sides(self, versions: Sequence[kinds.Record]) -> list[str]:
        """The sides that take part in a meeting or else say it; both are also each."""
        sides = set(map(self.side, versions))
        if meetings := [each for each in versions if isinstance(each, kinds.Meeting)]:
            present = chain.from_iterable(each.participants for each in meetings)
            sides = {self.participant(each, {})["side"] for each in present}
        if "both" in sides or {"KZ", "BY"} <= sides:
            sides |= {"KZ", "BY", "both"}
        return sorted(filter(None, sides))

    def participant(
        self, participant: kinds.Participant, titles: Mapping[str, str]
    ) -> dict[str, str | None]:
        """A participant with the name, title and side that its id stands for."""
        person, body = participant.person, participant.organization
        thing = self._things.get(person or body or "")
        return {
            "name": thing.name if thing else None,
            "role": participant.role or titles.get(person or ""),
            "side": participant.side or (thing.side if thing else None),
            "person": person,
            "organization": body,
        }

    def spellings(self, ids: Iterable[str]) -> str:
        """Every name of these things."""
        return " ".join(chain.from_iterable(self._things[id_].all_names for id_ in ids))
