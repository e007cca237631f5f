"""charter fix: what can be corrected without a decision is, and nothing else."""
import json
import os
import subprocess

import pytest

CHARTER = os.environ["CHARTER"]
DAY = ["--today", "2026-11-01"]
POLICY = """---
id: POL-001
title: Rules
status: active
version: "1.0"
owner: Office
approver: Board
approved: 2026-01-01
effective: 2026-01-02
review_by: 2027-01-01
---

## Rules

- Staff MUST ask first. {#R1}
- Staff MUST read the answer. {#R2}
- Staff MUST NOT paste secrets. {#R3}
"""


def run(*command, cwd, code=0):
    result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL)
    assert result.returncode == code, result.stdout + result.stderr
    return result


@pytest.fixture
def project(tmp_path):
    (tmp_path / "content/policies").mkdir(parents=True)
    (tmp_path / "charter.yaml").write_text("title: Test\nlanguage:en\n")
    (tmp_path / "content/a.md").write_bytes(
        b"\xef\xbb\xbf---\r\ntitel: \xe2\x80\x9cUse of AI\xe2\x80\x9d\r\nowner: Desk: two\r\n\tdate: 3.4.2026\r\n---\r\n\r\nText.\r\n")
    (tmp_path / "content/b.md").write_text("---\ntitle: B\nstatus: activ\ndate: 03/04/2026\n---\n\n[[nowhere]]\n")
    (tmp_path / "content/policies/rules.md").write_text(POLICY)
    return tmp_path


def test_all_that_takes_no_decision_is_corrected_and_shown_first(project):
    untouched = (project / "content/b.md").read_bytes()
    outcome = run(CHARTER, "fix", *DAY, cwd=project, code=1)
    assert "nothing was written; charter fix --yes writes" in outcome.stderr
    assert "--- content/a.md\n+++ content/a.md\n" in outcome.stdout and "-language:en\n+language: en\n" in outcome.stdout
    assert (project / "charter.yaml").read_text() == "title: Test\nlanguage:en\n"

    assert "in 2 files written." in run(CHARTER, "fix", "--yes", *DAY, cwd=project).stdout
    assert (project / "charter.yaml").read_text() == "title: Test\nlanguage: en\n"
    # The byte order mark and Windows' line ends stay, and so does all that was not wrong.
    assert (project / "content/a.md").read_bytes() == (
        b"\xef\xbb\xbf---\r\ntitle: \"Use of AI\"\r\nowner: \"Desk: two\"\r\ndate: 2026-04-03\r\n---\r\n\r\nText.\r\n")
    # Which word of a list, which of two days, which page: a person says so.
    assert (project / "content/b.md").read_bytes() == untouched
    assert run(CHARTER, "fix", "--yes", *DAY, cwd=project).stdout == "Nothing to fix.\n"


def test_ci_is_told_by_an_exit_code(project):
    before = (project / "content/a.md").read_bytes()
    assert "would be made" in run(CHARTER, "fix", "--check", *DAY, cwd=project, code=1).stdout
    assert (project / "content/a.md").read_bytes() == before
    run(CHARTER, "fix", "--yes", *DAY, cwd=project)
    run(CHARTER, "fix", "--check", *DAY, cwd=project)


def test_a_number_that_was_lost_comes_back_and_a_new_rule_gets_the_next(project):
    (project / "charter.yaml").write_text("title: Test\n")
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-qm", "As it was"]):
        run("git", *command, cwd=project)
    path = project / "content/policies/rules.md"
    path.write_text(POLICY.replace(" {#R2}", "") + "- Staff SHOULD tell the desk.\n")
    run(CHARTER, "fix", "--yes", *DAY, cwd=project)
    assert path.read_text() == POLICY + "- Staff SHOULD tell the desk. {#R4}\n"


def test_the_fixes_are_in_json_and_sarif(project):
    report = json.loads(run(CHARTER, "check", "--format", "json", *DAY, cwd=project, code=1).stdout)
    fixes = [fix for problem in report["diagnostics"] for fix in problem["fixes"] if fix["safe"]]
    assert fixes and all(fix["replacement"] is not None and fix["line"] >= 1 for fix in fixes)
    log = json.loads(run(CHARTER, "check", "--format", "sarif", *DAY, cwd=project, code=1).stdout)
    changes = [fix for result in log["runs"][0]["results"] for fix in result.get("fixes", [])]
    replacement = changes[0]["artifactChanges"][0]["replacements"][0]
    assert replacement["deletedRegion"]["startLine"] >= 1 and "text" in replacement["insertedContent"]


def test_all_files_are_written_or_none(project):
    before = {path: path.read_bytes() for path in project.rglob("*.*") if path.is_file()}
    # A file stands where the folder belongs in which the new files are put together.
    (project / ".charter").write_text("in the way\n")
    assert "Nothing was written" in run(CHARTER, "fix", "--yes", *DAY, cwd=project, code=74).stderr
    assert all(path.read_bytes() == data for path, data in before.items())


def test_both_at_once_make_no_sense(project):
    run(CHARTER, "fix", "--check", "--yes", cwd=project, code=64)
