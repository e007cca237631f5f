"""`charter print`: the handbook as a PDF by the installed Chromium, read again with pdftotext."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHARTER = os.environ.get("CHARTER", str(ROOT / ".build/release/charter"))

POLICY = """---
id: {id}
title: {title}
version: "{version}"
status: active
author: A. Author
owner: Office
approver: B. Approver
effective: {effective}
approved: 2026-01-01
review_by: 2027-10-01
applies_to: [all staff]
---

## Purpose

{text}

## Rules

- Staff MUST follow {id}. {{#R1}}
- Staff SHOULD read [[{other}]] and [the guide](../guides/start.md), and [the law](https://example.org/law). {{#R2}}
"""


def run(folder, *arguments, **settings):
    environment = os.environ | {"CHARTER_MODELS": "/nonexistent", "SOURCE_DATE_EPOCH": "1793491200"} | settings.pop("env", {})
    return subprocess.run([CHARTER, "print", *arguments], cwd=folder, capture_output=True, text=True, env=environment, timeout=240, **settings)


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """Twelve policies, each of more than one sheet, so that the PDF's tree of pages has more than one level."""
    folder = tmp_path_factory.mktemp("portal")
    (folder / "content/policies").mkdir(parents=True)
    (folder / "content/guides").mkdir()
    (folder / "content/guides/start.md").write_text("---\ntitle: Start\n---\n\nText.\n")
    (folder / "charter.yaml").write_text("title: Harbour rules\norganisation: Port \"of\" Ægir\nurl: https://example.org/ai\n")
    for number in range(1, 13):
        text = "\n\n".join(f"Paragraph {n} of policy {number}. " + "Words that fill the sheet. " * 30 for n in range(2 + number % 3 * 4))
        (folder / f"content/policies/p{number}.md").write_text(POLICY.format(
            id=f"POL-{number:03}", title=f"Rule no. {number}", version=f"{number}.1", effective=f"2026-0{1 + number % 9}-01",
            text=text, other=f"POL-{number % 12 + 1:03}"))
    return folder


def sheets(pdf):
    """The text of each sheet, in the order of reading."""
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


@pytest.fixture(scope="module")
def whole(portal):
    outcome = run(portal, "--pdf", "handbook.pdf")
    assert outcome.returncode == 0, outcome.stderr
    assert re.fullmatch(r"12 policies on \d+ sheets to handbook\.pdf\n", outcome.stdout)
    return portal / "handbook.pdf"


def contents(pages):
    """The lines of the contents with their numbers."""
    lines = "\n".join(pages).split("Contents", 1)[1].splitlines()
    return [(match[1].strip(), int(match[2])) for match in (re.fullmatch(r"\s*(\S.*?)\s+(\d+)", line) for line in lines) if match and "Uncontrolled" not in match[1]]


def first_with(pages, text, start):
    return next(number for number, page in enumerate(pages, 1) if number >= start and re.search(text, page, re.M))


def test_the_numbers_of_the_contents_are_true(whole):
    pages = sheets(whole)
    last = first_with(pages, r"^ *Register of requirements +\d+$", 1)
    lines = contents(pages[:last])
    assert len(lines) == 12 * 3 + 1
    start = last + 1
    for title, number in lines:
        heading = re.sub(r"^POL-\d+ ", "", title)
        start = first_with(pages, rf"^ *{re.escape(heading)}$", start)
        assert number == start, title


def test_id_version_and_date_stand_on_every_sheet(whole):
    pages = sheets(whole)
    last = first_with(pages, r"^ *Register of requirements +\d+$", 1)
    register = first_with(pages, r"^ *Register of requirements$", last + 1)
    number = 0
    for place, page in enumerate(pages[last:register - 1], last + 1):
        if re.search(rf"^ *POL-{number + 1:03} · version", page, re.M) and f"Rule no. {number + 1}\n" in page:
            number += 1
        mark = f"POL-{number:03} · version {number}.1 · in force from 2026-0{1 + number % 9}-01"
        assert page.count(mark) == 1, place
        assert "Uncontrolled when printed" in page and f"{place} / {len(pages)}" in page
    assert number == 12, "each policy begins on a sheet of its own"
    assert "Port \"of\" Ægir · Harbour rules" in pages[last]


def test_the_title_sheet_says_what_it_is(whole):
    title = sheets(whole)[0]
    for words in ["Policy handbook", "Port \"of\" Ægir", "All 12 in force", "1 November 2026", "Uncontrolled when printed", "https://example.org/ai/handbook.html"]:
        assert words in title
    assert " / " not in title, "a title sheet has no number"


def test_the_register_lists_every_requirement(whole):
    pages = sheets(whole)
    register = "\n".join(pages[first_with(pages, r"^ *Number +Strength +Requirement", 1) - 1:])
    assert re.findall(r"^ *(POL-\d+-R\d+)", register, re.M) == [f"POL-{n:03}-R{r}" for n in range(1, 13) for r in (1, 2)]


def test_a_chosen_set_is_all_there_is(portal):
    outcome = run(portal, "--pdf", "some.pdf", "--policies", "pol-004, POL-002")
    assert outcome.returncode == 0 and outcome.stdout.startswith("2 policies on "), outcome.stderr
    pages = sheets(portal / "some.pdf")
    text = "\n".join(pages)
    assert "POL-002, POL-004 (2 of 12 in force)" in text
    assert set(re.findall(r"Staff MUST follow (POL-\d+)", text)) == {"POL-002", "POL-004"}
    assert {title for title, _ in contents(pages[:2])} >= {"POL-002 Rule no. 2", "POL-004 Rule no. 4", "Register of requirements"}
    assert re.findall(r"^ *(POL-\d+-R\d+)", text, re.M)[-4:] == ["POL-002-R1", "POL-002-R2", "POL-004-R1", "POL-004-R2"]
    assert "[POL-002-R1]" in text and "[POL-004-R2]" in text, "a requirement's number stands between brackets"


def test_the_same_input_gives_the_same_bytes_and_nothing_of_this_machine(portal, whole):
    assert run(portal, "--pdf", "again.pdf").returncode == 0
    data = (portal / "again.pdf").read_bytes()
    assert data == whole.read_bytes()
    assert b"(D:20261101000000+00'00')" in data
    assert b"file:" not in data and str(portal).encode() not in data and b"charter-print" not in data
    addresses = set(re.findall(rb"/URI \((.*?)\)", data))
    assert addresses == {b"https://example.org/ai/guides/start.html", b"https://example.org/law"}


def test_without_a_published_address_links_of_the_portal_are_text(portal, tmp_path):
    shutil.copytree(portal / "content", tmp_path / "content")
    (tmp_path / "charter.yaml").write_text("title: T\n")
    assert run(tmp_path, "--pdf", "h.pdf", "--policies", "POL-001").returncode == 0
    data = (tmp_path / "h.pdf").read_bytes()
    assert set(re.findall(rb"/URI \((.*?)\)", data)) == {b"https://example.org/law"}


# ---- What goes wrong.

def test_an_unknown_policy_is_named_with_the_nearest(portal):
    outcome = run(portal, "--pdf", "x.pdf", "--policies", "POL-001,POL-0O2")
    assert outcome.returncode == 64
    assert "'POL-0O2', which is not a policy in force; did you mean POL-002?" in outcome.stderr
    assert not (portal / "x.pdf").exists()


def test_without_a_browser_it_says_what_to_install(portal, tmp_path):
    git = tmp_path / "bin"
    git.mkdir()
    outcome = run(portal, "--pdf", "x.pdf", env={"PATH": str(git)})
    assert outcome.returncode == 66
    assert "apt install chromium" in outcome.stderr and "--browser" in outcome.stderr
    outcome = run(portal, "--pdf", "x.pdf", "--browser", "/nonexistent/chromium")
    assert outcome.returncode == 66 and "/nonexistent/chromium is not installed" in outcome.stderr
    outcome = run(portal, "--pdf", "x.pdf", "--browser", "true")
    assert outcome.returncode == 66 and "does not say that it is a browser" in outcome.stderr


def browser(folder, script):
    path = folder / "browser"
    path.write_text(f"#!/bin/sh\ncase \"$1\" in --version) echo Chromium 140.0.1.2;; *) {script};; esac\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize("script,words", [
    ("exit 7", "ended with status 7 and no PDF"),
    ("echo 'No usable sandbox!' >&2; exit 1", "--no-sandbox"),
    ("for a in \"$@\"; do case $a in --print-to-pdf=*) echo torn > ${a#--print-to-pdf=};; esac; done", "cannot be read: it is not a PDF"),
    ("for a in \"$@\"; do case $a in --print-to-pdf=*) echo %PDF-1.4 > ${a#--print-to-pdf=};; esac; done", "its end is missing"),
    ("sleep 60", "did not end within 1 s; raise --time-limit"),
])
def test_a_browser_that_fails_leaves_the_old_file(portal, tmp_path, script, words):
    target = portal / "kept.pdf"
    target.write_text("old")
    outcome = run(portal, "--pdf", "kept.pdf", "--time-limit", "1" if "sleep" in script else "30", "--browser", browser(tmp_path, script))
    assert outcome.returncode == 74 and words in outcome.stderr, outcome.stderr
    assert target.read_text() == "old"
    assert [path.name for path in portal.glob("kept.pdf*")] == ["kept.pdf"]


def test_an_old_browser_is_refused(portal, tmp_path):
    path = tmp_path / "old"
    path.write_text("#!/bin/sh\necho Chromium 120.0.1.2\n")
    path.chmod(0o755)
    outcome = run(portal, "--pdf", "x.pdf", "--browser", str(path))
    assert outcome.returncode == 66 and "is version 120" in outcome.stderr and "131 or newer" in outcome.stderr


def test_a_file_that_cannot_be_written_is_said(portal):
    outcome = run(portal, "--pdf", "content")
    assert outcome.returncode == 64 and "is a folder" in outcome.stderr
    outcome = run(portal, "--pdf", "charter.yaml/x.pdf", "--policies", "POL-001")
    assert outcome.returncode == 74 and (portal / "charter.yaml").is_file()


def test_errors_of_the_content_print_nothing(portal, tmp_path):
    shutil.copytree(portal / "content", tmp_path / "content")
    (tmp_path / "content/policies/bad.md").write_text("---\ntitle: X\nstatus: nonsense\n---\n")
    outcome = run(tmp_path, "--pdf", "x.pdf")
    assert outcome.returncode == 1 and "nothing was printed" in outcome.stderr and not (tmp_path / "x.pdf").exists()
    shutil.rmtree(tmp_path / "content/policies")
    outcome = run(tmp_path, "--pdf", "x.pdf")
    assert outcome.returncode == 66 and "no policy is in force" in outcome.stderr
