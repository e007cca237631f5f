"""The built site in real Chromium: over HTTP under a sub-path with the Content-Security-Policy, and from disk."""

import functools
import http.server
import os
import threading
import time
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SITE = (ROOT / os.environ.get("CHARTER_SITE", "site")).resolve()
CHARTER = os.environ.get("CHARTER", str(ROOT / ".build/release/charter"))
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
# As in charter.yaml, so that the 404 page finds its style sheet.
SUB_PATH = "/ai"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder under a sub-path, each answer with the policy."""

    def translate_path(self, path):
        return super().translate_path(path[len(SUB_PATH):] if path.startswith(SUB_PATH + "/") else "/missing")

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="session")
def site_url():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}{SUB_PATH}"
    server.shutdown()


@pytest.fixture(scope="session")
def file_url():
    return SITE.as_uri()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


# What Chromium reports where the machine is too busy for one page to fade into the next; the page is shown all the same.
LEFT_OUT = "Transition was aborted because of invalid state"


@pytest.fixture
def page(browser):
    context = browser.new_context()
    page = context.new_page()
    page.problems = []
    page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: None if str(error).startswith(LEFT_OUT) else page.problems.append(str(error)))
    # What was still loading when a page was left is aborted; that is no problem.
    page.on("requestfailed", lambda request: None if request.failure == "net::ERR_ABORTED" else page.problems.append(f"failed: {request.url}"))
    yield page
    context.close()


def wait_until(page, expression, argument=None, seconds=30):
    """Waits for an expression of the page to be true. Playwright's wait_for_function evaluates strings inside the page, which the
    policy forbids as soon as the first look finds it false."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression, argument):
        assert time.monotonic() < end, f"not within {seconds} s: {expression}"
        page.wait_for_timeout(20)


def made_pages():
    """The pages that the site makes, as docs/pages.md lists them; of a family the first that is there."""
    rows = (ROOT / "docs/pages.md").read_text().split("## Files for machines")[0].splitlines()
    addresses = [row.split("`")[1] for row in rows if row.startswith("| `")]
    for address in addresses:
        if "*" not in address:
            yield address
        elif address != "*":
            folder = address.split("*")[0]
            pattern = "**/*.html" if address.endswith("/*") else address.split("/")[-1]
            others = (path for path in sorted((SITE / folder).glob(pattern)) if path.name != "index.html")
            first = next(others, None)
            if first:
                yield str(first.relative_to(SITE))


# One page of every kind: what content looks like, filtered lists, and all that the site makes by itself.
KINDS = [
    "policies/acceptable-use.html",
    "policies/data-protection.html",
    "policies/fine-tuning-guidance-2025.html",
    "policies/filter/status-retired.html",
    "licences/llama-3.3.html",
    "licences/mit.html",
    "evaluations/mistral-small-3.html",
    "evaluations/smollm2-135m.html",
    "guides/hardening-a-deployment.html",
    "glossary.html",
    "register/level-must-not.html",
    "tags/models.html",
    *made_pages(),
]
