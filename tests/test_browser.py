"""A report in a browser, where there is one.

Debian has it (`apt-get install chromium-headless-shell fonts-dejavu-core`), the extra `browser` has what drives it.
CHROMIUM names another one; where it is set, as in .ci/run, no test is skipped.
"""

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from kzby.cli import app

INSTALLED = shutil.which("chromium-headless-shell") if find_spec("playwright") else None
CHROMIUM = os.environ.get("CHROMIUM") or INSTALLED
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium, or not the extra `browser`")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium
        browser = chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def drawn(folder: Path, data: Path) -> str:
    file = folder / "report.html"
    assert app.run(["report", str(file), "--data", str(data), "--as-of", "2023-06-15"]) == 0
    return file.as_uri()


@pytest.fixture(scope="module")
def address(varied: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return drawn(tmp_path_factory.mktemp("varied"), varied)


@pytest.fixture(scope="module")
def whole(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of the real data."""
    return drawn(tmp_path_factory.mktemp("whole"), shipped)


def seen(browser: Any, address: str, **settings: Any) -> tuple[Any, list[str]]:
    """The page, and all that it asked for or complained of."""
    page, noise = browser.new_page(offline=True, **settings), []
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on("request", lambda request: noise.append(request.url))
    page.goto(address)
    return page, noise


def faults(page: Any) -> list[str]:
    """What axe-core finds serious or critical."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [each["help"] for each in found if each["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 380])
def test_a_page_is_quiet_fits_and_keeps_nobody_from_reading_it(
    browser: Any, address: str, width: int, scheme: str
) -> None:
    size = {"width": width, "height": 900}
    page, noise = seen(browser, address, viewport=size, color_scheme=scheme)
    assert noise == [address]
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults(page) == []


def test_the_page_of_the_real_data_is_as_good(browser: Any, whole: str) -> None:
    page, noise = seen(browser, whole)
    for width in (380, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (noise, faults(page)) == ([whole], [])


def test_a_printed_page_begins_with_its_heading_and_the_matrix(browser: Any, whole: str) -> None:
    from pypdf import PdfReader

    page, _ = seen(browser, whole)
    names = page.locator(".matrix").first.locator("tbody th").all_inner_texts()
    printed = page.pdf(prefer_css_page_size=True, page_ranges="1")
    first = PdfReader(BytesIO(printed)).pages[0].extract_text()
    assert page.inner_text("h1") in " ".join(first.split())
    assert [name for name in names if name not in first] == []


def test_two_clicks_lead_from_a_number_to_its_words(browser: Any, whole: str) -> None:
    page, _ = seen(browser, whole)
    page.locator(".matrix a").first.click()
    page.locator(":target a").first.click()
    fact = page.locator("dd:target")
    assert fact.is_visible()
    assert fact.locator("a[href^=http]").first.inner_text()


def test_a_filter_leaves_what_fits_and_a_link_unfolds_its_fact(browser: Any, address: str) -> None:
    page, _ = seen(browser, address)
    visible = "[...document.querySelectorAll('dd')].filter(each => each.checkVisibility()).length"
    assert page.evaluate(visible) == 0
    every = page.evaluate("document.querySelectorAll('dd').length")
    region = page.get_attribute("dd[data-regions]", "data-regions").split(",")[0]
    for typed in (region, "novik dair"):
        page.fill("#_words", typed)
        number = page.evaluate(visible)
        assert 0 < number < every
        assert page.text_content("output") == f"{number} of {every} facts"
    fact = page.evaluate("document.querySelector('dd[hidden]').id")
    page.evaluate("id => { location.hash = id }", fact)
    page.wait_for_function("id => document.getElementById(id).checkVisibility()", arg=fact)
    assert page.evaluate("document.querySelector(':target').id") == fact
    assert page.text_content("output") == ""


def test_a_quote_links_to_its_place_in_the_article(browser: Any, address: str) -> None:
    page, _ = seen(browser, address)
    links = page.evaluate(
        "[...document.querySelectorAll('dd q a')].map(each => [each.href, each.textContent])"
    )
    assert len(links) == page.evaluate("document.querySelectorAll('dd').length")
    passages = page.evaluate(
        "links => links.map(([href]) => decodeURIComponent(href.split('#:~:text=')[1]))", links
    )
    assert passages == [text for _, text in links]


def test_without_a_script_nothing_is_lost(browser: Any, address: str) -> None:
    page, noise = seen(browser, address, java_script_enabled=False)
    assert noise == [address]
    assert page.locator("dd").count() > 20
    assert not page.locator("form").is_visible()


def test_looks_that_mean_something_are_told_apart(browser: Any, whole: str) -> None:
    page, _ = seen(browser, whole)
    for shape in ("path", "circle"):
        fills = page.evaluate(
            "shape => Object.fromEntries([...document.querySelectorAll(`.map ${shape}`)].map("
            "each => [each.getAttribute('class'), getComputedStyle(each).fill]))",
            shape,
        )
        assert len({*fills.values()}) == len(fills) >= 3
