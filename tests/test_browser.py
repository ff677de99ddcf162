"""A report in a browser, where there is one.

Debian has it (`apt-get install chromium-headless-shell fonts-dejavu-core`), PyPI drives it (`pip install playwright`). AXE
names the file axe.min.js of the npm package axe-core; without it, accessibility is not judged.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support import Run

CHROMIUM = shutil.which("chromium-headless-shell")
AXE = os.environ.get("AXE")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="chromium-headless-shell is not installed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with driver.sync_playwright() as playwright:
        chromium = playwright.chromium
        browser = chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def address(kzby: Run, varied: Path, tmp_path: Path) -> str:
    file = tmp_path / "report.html"
    assert kzby("report", file, "--data", varied, "--as-of", "2023-06-15").code == 0
    return file.as_uri()


def seen(browser: Any, address: str, **settings: Any) -> tuple[Any, list[str]]:
    """The page, and all that it asked for or complained of."""
    page, noise = browser.new_page(**settings), []
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on("request", lambda request: noise.append(request.url))
    page.goto(address)
    return page, noise


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 380])
def test_a_page_is_quiet_and_fits(browser: Any, address: str, width: int, scheme: str) -> None:
    size = {"width": width, "height": 900}
    page, noise = seen(browser, address, viewport=size, color_scheme=scheme)
    assert noise == [address]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if AXE:
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        page.evaluate(Path(AXE).read_text("utf-8"))
        faults = page.evaluate("axe.run()")["violations"]
        assert [each for each in faults if each["impact"] in ("serious", "critical")] == []


def test_a_filter_leaves_what_fits_and_a_link_unfolds_its_fact(browser: Any, address: str) -> None:
    page, _ = seen(browser, address)
    visible = "[...document.querySelectorAll('dd')].filter(each => each.checkVisibility()).length"
    assert page.evaluate(visible) == 0
    every = page.evaluate("document.querySelectorAll('dd').length")
    page.fill("#_words", "novik dair")
    page.select_option("#_region", "BY-BR")
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
        "[...document.querySelectorAll('dd bdi a')].map(each => [each.href, each.textContent])"
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
