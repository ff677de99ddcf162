"""The questions: one command a view."""

from kzby import query
from kzby.cli.options import Asked, Output, Where
from kzby.cli.session import emit, opened

PANEL = "Ask"


def meetings(where: Where, output: Output) -> None:
    """What took place: meetings, visits, talks; newest first.

    Example: kzby meetings --region Brest --since 2015
    """
    emit(query.ask(opened(output), "meetings", where.filters()), output)


def sectors(where: Where, output: Output) -> None:
    """Sectors proposed for cooperation, most often first.

    Example: kzby sectors --region Mogilev --side BY
    """
    emit(query.ask(opened(output), "sectors", where.filters()), output)


def proposals(where: Where, output: Output) -> None:
    """Every proposal of a sector, by sector, oldest first.

    Example: kzby proposals --sector agriculture --region Atyrau
    """
    emit(query.ask(opened(output), "proposals", where.filters()), output)


def trade(asked: Asked, where: Where, output: Output) -> None:
    """Trade figures, or --goods, by region, newest window first.

    Example: kzby trade --region Vitebsk
    """
    emit(query.trade(opened(output), asked.view(output.written()), where.filters()), output)


def plans(where: Where, output: Output) -> None:
    """Plans, promises, invitations, requests, by when due.

    Example: kzby plans --since 2017 --until 2017
    """
    emit(query.ask(opened(output), "plans", where.filters()), output)


def projects(where: Where, output: Output) -> None:
    """Concrete ventures and their stage, oldest first.

    Example: kzby projects --region KZ
    """
    emit(query.ask(opened(output), "projects", where.filters()), output)


def agreements(where: Where, output: Output) -> None:
    """Agreements and who is bound by them, oldest first.

    Example: kzby agreements --region Brest
    """
    emit(query.ask(opened(output), "agreements", where.filters()), output)


def timeline(where: Where, output: Output) -> None:
    """Everything in order of its latest day; plans when due.

    ● took place, ◐ is under way, ○ lies ahead, ■ is a figure, · was said.

    Example: kzby timeline --region Karaganda --kind meeting --kind plan
    """
    emit(query.ask(opened(output), "timeline", where.filters()), output)


COMMANDS = (meetings, sectors, proposals, trade, plans, projects, agreements, timeline)
