"""charter licences against a package index on 127.0.0.1 that sends parts of files, or does not."""
import hashlib
import http.server
import io
import json
import os
import random
import re
import subprocess
import threading
import zipfile

import pytest

CHARTER = os.environ["CHARTER"]

LICENCE = b"""---
key: narrow
name: Front matter of the collection, no part of the text: it forbids nothing
---

NARROW LICENCE

1. Grant
    a. You may use, change and sell the Model.
    b. Copies carry \xe2\x80\x9cBuilt with
       Narrow\xe2\x80\x9d on their first page.
2. Limits
    a. You must not steer ships with it.
    b. It comes AS IS, without warranty.
"""
POLICY = b"1. No fraud.\n2. No spam at all.\n"


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves `files`, in parts where `sends_parts`; counts what it sends, and cuts answers short where `cuts` says so."""

    protocol_version = "HTTP/1.1"
    files, asked, cuts = {}, [], []
    sends_parts = True
    sent = 0

    def do_GET(self):
        asked = self.headers.get("Range")
        self.asked.append((self.path, asked))
        body = self.files.get(self.path)
        if body is None:
            self.send_error(404)
            return
        part = body
        if asked and self.sends_parts:
            first, last = re.fullmatch(r"bytes=(\d+)-(\d*)", asked).groups()
            first, last = int(first), min(int(last) if last else len(body) - 1, len(body) - 1)
            part = body[first:last + 1]
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(body)}")
        else:
            self.send_response(200)
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        end = self.cuts.pop(0) if self.cuts else len(part)
        try:
            self.wfile.write(part[:end])
        except OSError:
            return
        type(self).sent += min(end, len(part))
        if end < len(part):
            self.close_connection = True

    def log_message(self, *_):
        pass


def wheel(members):
    """A wheel with its members between two megabytes that nobody wants."""
    noise, file = random.Random(1), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("texts/before.bin", noise.randbytes(1 << 20))
        for name, text in members.items():
            archive.writestr(name, text)
        archive.writestr("texts/after.bin", noise.randbytes(1 << 20))
    return file.getvalue()


@pytest.fixture
def index():
    name = "/files/some_texts-1.0-py3-none-any.whl"
    Handler.files = {
        "/simple/some-texts/": f'<a href="{name}#sha256=00">x</a>'.encode(),
        name: wheel({"texts/narrow.LICENSE": LICENCE, "texts/policy.LICENSE": POLICY}),
    }
    Handler.asked, Handler.cuts, Handler.sends_parts, Handler.sent = [], [], True, 0
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def digest(data):
    return hashlib.sha256(data).hexdigest()


def source(member, data, indent="", sha256=None):
    return (f"{indent}text:\n{indent}  source: pypi:some-texts==1.0:texts/{member}.LICENSE\n"
            f"{indent}  sha256: {sha256 or digest(data)}\n{indent}  retrieved: 2026-05-01\n")


PAGE = """---
title: Narrow licence
name: Narrow Model Licence
spdx: LicenseRef-narrow
url: https://narrow.example/licence
class: open-weights
osi_approved: false
permissions: [commercial-use, modifications]
conditions: [display-attribution]
limitations: [use-restrictions, warranty]
acceptable_use:
  url: https://narrow.example/policy
  items:
    - {{number: "1", words: No fraud.}}
    - {{number: "2", words: No spam at all.}}
{policy}{text}clauses:
  - tags: [commercial-use, modifications]
    section: 1.a
    quote: You may use, change and sell the Model.
  - tags: [display-attribution]
    section: 1.b
    quote: Copies carry "Built with Narrow" on their first page.
    line: Built with Narrow
    owed: [copies]
  - tags: [use-restrictions]
    section: 2 (a)
    quote: You must not steer ships with it.
  - tags: [use-restrictions]
    section: Use policy, point two
    quote: No spam at all.
  - tags: [warranty]
    section: 2.b
    quote: It comes AS IS, without warranty.
decision: conditional
owner: Legal
reviewer: Board
reviewed: 2026-05-02
review_by: 2027-05-01
---

Narrow.
"""


@pytest.fixture
def project(tmp_path):
    (tmp_path / "content" / "licences").mkdir(parents=True)
    (tmp_path / "content" / "index.md").write_text("---\ntitle: Home\n---\n\nHome.\n")
    write(tmp_path)
    return tmp_path


def page(project):
    return project / "content" / "licences" / "narrow.md"


def write(project, sha256=None, **changes):
    text = PAGE.format(policy=source("policy", POLICY, "  "), text=source("narrow", LICENCE, sha256=sha256))
    for old, new in changes.get("changes", []):
        assert old in text
        text = text.replace(old, new)
    page(project).write_text(text)


def line(project, words):
    return next(number for number, text in enumerate(page(project).read_text().splitlines(), 1) if words in text)


def charter(project, *arguments, index="http://127.0.0.1:9", cache="cache"):
    variables = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    return subprocess.run(
        [CHARTER, *arguments, *(["--today", "2026-06-01"] if arguments[0] in ("build", "check", "licences") else [])],
        cwd=project, capture_output=True, text=True, timeout=120,
        env={**variables, "CHARTER_LICENCES": str(project / cache), "PIP_INDEX_URL": index + "/simple"})


def pulled(project, index):
    result = charter(project, "licences", "pull", index=index)
    assert result.returncode == 0, result.stderr
    return result


def verified(project):
    result = charter(project, "licences", "verify")
    assert result.returncode == 0, result.stderr
    return result


def kept(project):
    return sorted(path.name for path in (project / "cache").rglob("*") if path.is_file())


def test_of_a_wheel_only_the_named_members_are_transferred(index, project):
    pulled(project, index)
    assert kept(project) == sorted([digest(LICENCE), digest(POLICY)])
    assert Handler.sent < 200_000, "the wheel has two megabytes"


def test_a_server_without_parts_sends_the_whole_wheel(index, project):
    Handler.sends_parts = False
    pulled(project, index)
    assert kept(project) == sorted([digest(LICENCE), digest(POLICY)])
    assert Handler.sent > 2_000_000


def test_a_part_that_is_cut_off_goes_on(index, project):
    # The list of wheels, the first byte, and the wheel's end.
    Handler.cuts = [10_000, 1, 5]
    pulled(project, index)
    assert kept(project) == sorted([digest(LICENCE), digest(POLICY)])


def test_once_filled_nothing_is_asked_of_the_network(index, project):
    pulled(project, index)
    Handler.asked.clear()
    result = pulled(project, index)
    assert "already there" in result.stdout and Handler.asked == []
    # Without any network too: nothing listens there.
    assert charter(project, "licences", "pull").returncode == 0
    assert charter(project, "licences", "verify").returncode == 0


def test_a_wrong_hash_is_refused_and_not_kept_and_the_other_text_is(index, project):
    write(project, sha256="0" * 64)
    result = charter(project, "licences", "pull", index=index)
    assert result.returncode == 74
    assert "0" * 64 in result.stderr and digest(LICENCE) in result.stderr and "not kept" in result.stderr
    assert kept(project) == [digest(POLICY)]


def test_a_text_that_is_too_long_is_not_kept(index, project):
    Handler.files["/long.txt"] = b"x" * (5 << 20)
    write(project, changes=[("pypi:some-texts==1.0:texts/policy.LICENSE", index + "/long.txt")])
    result = charter(project, "licences", "pull", index=index)
    assert result.returncode == 74 and "correct the text's source: on its page" in result.stderr
    assert kept(project) == [digest(LICENCE)]


def test_a_member_that_the_wheel_lacks_is_named(index, project):
    write(project, changes=[("texts/policy.LICENSE", "texts/other.LICENSE")])
    result = charter(project, "licences", "pull", index=index)
    assert result.returncode == 74 and "texts/other.LICENSE" in result.stderr


def test_quotations_are_found_and_recorded_and_a_second_run_changes_nothing(index, project):
    assert charter(project, "licences", "verify").returncode == 66
    pulled(project, index)
    assert "8 quotations of 1 licence found" in verified(project).stdout
    record = project / "content" / "licences" / "verified.yaml"
    before = record.read_bytes()
    assert digest(LICENCE).encode() in before and b"2026-06-01" in before
    assert charter(project, "licences", "verify", "--check").returncode == 0
    assert record.read_bytes() == before
    assert charter(project, "check", "--strict").returncode == 0
    listed = json.loads(charter(project, "licences", "list", "--json").stdout)
    assert [(entry["state"], entry["quotations"], [text["present"] for text in entry["texts"]]) for entry in listed] == [
        ("checked", 8, [True, True])]


PLANTED = {
    "a changed word": (
        [("change and sell the Model.", "change and rent the Model.")], "change and rent", "quote-not-in-text",
        "You may use, change and sell the Model."),
    "a wrong section": ([("section: 2 (a)", "section: 2 (b)")], "section: 2 (b)", "quote-section", "a. You must not"),
    "a section of the part before": ([("section: 2.b", "section: 1.b")], "It comes", "quote-section", "b. It comes"),
    "a changed word of an item of the use policy": (
        [("words: No spam at all.", "words: No spam ever.")], "words: No spam", "quote-not-in-text", "No spam at"),
    "an item under another's number": (
        [('number: "2", words: No spam', 'number: "1.1", words: No spam')], 'number: "1.1"', "quote-section", "2. No spam"),
    "a changed word of a line": (
        [("line: Built with Narrow", "line: Built by Narrow")], "line:", "quote-not-in-text", "Built with Narrow"),
    "a term without its fact": (
        [("    owed: [copies]\n", "")], "section: 1.b", "clause-facts", "'display-attribution'"),
    "a stored policy without items": (
        [("""  items:
    - {number: "1", words: No fraud.}
    - {number: "2", words: No spam at all.}
""", "")], "texts/policy.LICENSE", "use-policy-item", "none of its items"),
    "a tag without a clause": (
        [("limitations: [", "limitations: [indemnity, ")], "limitations:", "unquoted-tag", "'indemnity'"),
    "a clause's tag that is not in the lists": (
        [("tags: [warranty]", "tags: [warranty, liability]")], "section: 2.b", "clause-tag", "'liability'"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_error_is_reported_at_its_place_and_nothing_is_recorded(index, project, name):
    changes, words, identifier, told = PLANTED[name]
    pulled(project, index)
    write(project, changes=changes)
    number = line(project, words) - (1 if name == "a section of the part before" else 0)
    for command in (["licences", "verify"], ["check"]):
        result = charter(project, *command)
        assert result.returncode == 1
        found = [text for text in result.stderr.splitlines() if f"[{identifier}]" in text]
        assert [text.split(": ")[0].rsplit(":", 1)[0] for text in found] == [f"content/licences/narrow.md:{number}"], result.stderr
        assert told in result.stderr
    assert not (project / "content" / "licences" / "verified.yaml").exists()


def test_front_matter_of_the_stored_text_is_no_part_of_it(index, project):
    pulled(project, index)
    write(project, changes=[("It comes AS IS, without warranty.", "it forbids nothing")])
    assert "[quote-not-in-text]" in charter(project, "check").stderr


def test_a_page_that_was_changed_may_not_say_reviewed_until_it_is_verified(index, project):
    pulled(project, index)
    verified(project)
    write(project, changes=[("You may use, change and sell the Model.", "You may use, change and sell")])
    result = charter(project, "check")
    assert result.returncode == 1
    assert f"content/licences/narrow.md:{line(project, 'reviewed:')}:" in result.stderr
    assert "[licence-record]" in result.stderr
    # Without the texts the same is told.
    assert "[licence-record]" in charter(project, "check", cache="elsewhere").stderr
    verified(project)
    assert charter(project, "check").returncode == 0


def test_the_site_is_the_same_with_and_without_the_texts(index, project):
    pulled(project, index)
    verified(project)

    def site(cache):
        result = charter(project, "build", "--clean", "--strict", "--output", "out-" + cache, cache=cache)
        assert result.returncode == 0, result.stderr
        root = project / ("out-" + cache)
        return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*")
                if path.is_file() and ".charter" not in path.parts}

    with_texts, without = site("cache"), site("elsewhere")
    assert with_texts == without
    shown = " ".join(with_texts["licences/narrow.html"].decode().split())
    assert "checked against the text of 1 May 2026" in shown and digest(LICENCE) in shown


def test_a_page_without_a_text_says_so_and_may_not_say_reviewed(project):
    text = PAGE.format(policy="", text="")
    page(project).write_text(text)
    result = charter(project, "check")
    assert result.returncode == 1 and "[licence-record]" in result.stderr
    page(project).write_text(text.replace("reviewed: 2026-05-02\n", ""))
    assert charter(project, "check").returncode == 0
    assert charter(project, "build").returncode == 0
    assert "Text not stored" in (project / "site" / "licences" / "narrow.html").read_text()
    assert "text not stored" in charter(project, "licences", "list").stdout


def test_a_draft_is_looked_up_and_recorded_once_it_is_active(index, project):
    write(project, changes=[("osi_approved: false", "osi_approved: false\nstatus: draft")])
    pulled(project, index)
    assert "8 quotations found; a draft" in verified(project).stdout
    assert not (project / "content" / "licences" / "verified.yaml").exists()
    write(project)
    assert "verified.yaml written" in verified(project).stdout
    assert charter(project, "check", "--strict").returncode == 0


def test_an_entry_stands_where_a_text_is_gone_but_not_for_another_quotation(index, project):
    pulled(project, index)
    verified(project)
    (project / "cache" / digest(POLICY)).unlink()
    result = charter(project, "licences", "verify", "--check")
    assert result.returncode == 0 and "its entry of 2026-06-01 stands" in result.stderr
    write(project, changes=[("No spam at all.", "No spam")])
    assert charter(project, "licences", "verify").returncode == 66


def test_a_text_in_the_cache_that_was_changed_is_as_good_as_none(index, project):
    pulled(project, index)
    (project / "cache" / digest(LICENCE)).write_bytes(LICENCE + b"more")
    assert charter(project, "licences", "verify").returncode == 66
    pulled(project, index)
    verified(project)
