"""The interface in German, and in the language whose texts stand in marks: what scripts say comes from the catalogue, too."""

import os
import re
import shutil
import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import CHARTER, ROOT

# Words of the interface that no page of the fixture portal holds.
ENGLISH = re.compile(
    r"\b(Search|Skip to|Menu|Owner|Next review|On this page|You are here|Theme|Copy|Cite|Reasons and|Nothing was found|"
    r"Show on the|What to try|Filter|Verdict|Strength|In short|Known questions|use the arrow keys)\b"
)


@pytest.fixture(scope="module")
def portals(tmp_path_factory):
    """The fixture portal in each language, as addresses of files."""
    built = {}
    for language in ("de", "qps-ploc"):
        project = tmp_path_factory.mktemp(language) / "portal"
        shutil.copytree(ROOT / "Tests/Fixtures/portal", project)
        settings = project / "charter.yaml"
        settings.write_text(settings.read_text().replace("language: en", f"language: {language}"))
        (project / "templates").symlink_to(ROOT / "templates")
        outcome = subprocess.run(
            [CHARTER, "build", "--today", "2026-11-01", "--output", "site"], cwd=project, capture_output=True, text=True,
            env={**os.environ, "CHARTER_MODELS": "/tmp/none"}, timeout=300)
        assert outcome.returncode == 0, outcome.stderr
        built[language] = (project / "site").as_uri()
    return built


def test_the_box_speaks_german(page, portals):
    page.goto(portals["de"] + "/index.html")
    box = page.locator("form.search input").first
    assert box.get_attribute("placeholder") in ("Fragen oder suchen", "Suche")
    box.fill("model")
    page.locator(".search-panel [role=option]").first.wait_for()
    panel = page.locator(".search-panel").first.inner_text()
    assert "↑ ↓ zum Wählen, Enter zum Öffnen, Esc zum Schließen" in panel
    assert re.search(r"Alle \d+ Seiten|Auf der Suchseite anzeigen", panel)
    assert not ENGLISH.search(panel), panel
    assert "Pfeiltasten" in page.locator("form.search [role=status]").first.text_content()
    box.fill("qqqq")
    page.get_by_text("Nichts gefunden.").first.wait_for()
    assert page.problems == []


def test_filters_speak_german(page, portals):
    page.goto(portals["de"] + "/search/index.html?q=model")
    page.locator(".search-filters details").first.wait_for(state="attached")
    filters = page.locator(".search-filters").text_content()
    for word in ("Art", "Status", "Verantwortlich", "Richtlinie", "Bewertung"):
        assert word in filters
    assert re.fullmatch(r"\d+ Seiten?", page.locator(".search-status").text_content())
    assert not ENGLISH.search(page.locator("body").inner_text())
    assert page.evaluate("document.documentElement.lang") == "de"


def test_the_chooser_and_the_estimate_speak_german(page, portals):
    page.goto(portals["de"] + "/decide/index.html")
    page.locator(".chooser-status").get_by_text(re.compile("Modell|Kein Modell")).wait_for()
    assert not ENGLISH.search(page.locator("form.chooser").inner_text())
    page.goto(portals["de"] + "/estimate.html")
    text = page.locator(".memory-form .chooser-status").text_content()
    assert re.match(r"Etwa \d+,\d GiB: Gewichte ", text), text
    assert re.search(r"\d,\d", page.locator(".cost-result").text_content())


def test_figures_are_sorted_as_they_are_written(page, portals):
    page.goto(portals["de"] + "/results.html")
    table = page.locator("table").last
    table.locator("th button", has_text="Wert").click()
    values = table.locator("tbody tr td.right").all_text_contents()
    figures = [float(value.split(" ")[0].replace(".", "").replace(",", ".")) for value in values]
    assert len(figures) > 1 and figures == sorted(figures)
    assert any("," in value for value in values)


def test_scripts_take_every_text_from_the_catalogue(page, portals):
    page.goto(portals["qps-ploc"] + "/index.html")
    page.locator("form.search input").first.fill("model")
    page.locator(".search-panel [role=option]").first.wait_for()
    for part in (".search-foot", ".search-all", "button.theme span"):
        text = page.locator(part).first.text_content().strip()
        assert text.startswith("⟦") and text.endswith("⟧"), text
    page.goto(portals["qps-ploc"] + "/policies/use-of-models.html")
    for button in page.locator("button.cite, button.theme").all():
        assert "⟦" in button.text_content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [
    "index.html", "policies/use-of-models.html", "licences/narrow-2.html", "evaluations/heron.html", "decide/index.html",
    "decide/wren.html", "search/index.html", "estimate.html", "register.html",
])
def test_axe_finds_nothing_in_german(page, portals, path, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{portals['de']}/{path}")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
