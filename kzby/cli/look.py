"""The closer look: one thing, full-text search, and the lists of what is known."""

from typing import Annotated

import typer

from kzby import query
from kzby.cli import completion
from kzby.cli.options import Output, Where
from kzby.cli.session import emit, opened

PANEL = "Look closer"


def show(
    thing: Annotated[
        list[str],
        typer.Argument(
            metavar="ID",
            help="A record's id, or the name of anything.",
            autocompletion=completion.thing,
            show_default=False,
        ),
    ],
    output: Output,
) -> None:
    """One record, region, person, body, sector or article.

    Example: kzby show Karaganda
    """
    emit(query.show(opened(output), " ".join(thing)), output)


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS", help="All must occur.", show_default=False)
    ],
    where: Where,
    output: Output,
) -> None:
    """Records with all the words or their beginnings, best first.

    Example: kzby search joint ventures --person Bulegenov
    """
    emit(query.search(opened(output), " ".join(words), where.filters()), output)


def people(where: Where, output: Output) -> None:
    """People with their titles and spellings, by name.

    Example: kzby people --region Brest
    """
    emit(query.ask(opened(output), "people", where.filters()), output)


def organizations(where: Where, output: Output) -> None:
    """Authorities, companies and other bodies, by name.

    Example: kzby organizations --side KZ
    """
    emit(query.ask(opened(output), "organizations", where.filters()), output)


def regions(where: Where, output: Output) -> None:
    """Every region, with what is recorded, country by country.

    Example: kzby regions --region Kazakhstan
    """
    emit(query.ask(opened(output), "regions", where.filters()), output)


def articles(where: Where, output: Output) -> None:
    """The articles behind the records, newest first.

    Example: kzby articles --person Lis --format json
    """
    emit(query.ask(opened(output), "articles", where.filters()), output)


def remarks(where: Where, output: Output) -> None:
    """Claims and opinions, oldest first.

    Example: kzby remarks --person Bulegenov
    """
    emit(query.ask(opened(output), "remarks", where.filters()), output)


def counts(where: Where, output: Output) -> None:
    """Other numbers: of companies, visits, projects; oldest first.

    Example: kzby counts --region Atyrau
    """
    emit(query.ask(opened(output), "counts", where.filters()), output)


COMMANDS = (show, search, people, organizations, regions, articles, remarks, counts)
