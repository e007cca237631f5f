"""charter import: portals of other tools, with a line of the report for everything that was mapped or left."""
import os
import shutil
import subprocess
from pathlib import Path

import pytest

CHARTER = os.environ["CHARTER"]
ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "Tests/Fixtures/import"
DAY = "2026-11-01"
PANDOC = shutil.which("pandoc")


def run(*command, cwd, code=0, env=None):
    result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL,
                            env=dict(os.environ, **(env or {})))
    assert result.returncode == code, result.stdout + result.stderr
    return result


@pytest.fixture
def portal(tmp_path):
    (tmp_path / "content/policies").mkdir(parents=True)
    (tmp_path / "content/index.md").write_text("---\ntitle: Home\n---\n\nHome.\n")
    (tmp_path / "charter.yaml").write_text("title: Ours\n")
    return tmp_path


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def import_(portal, *arguments, code=0, env=None):
    return run(CHARTER, "import", *map(str, arguments), "--today", DAY, cwd=portal, code=code, env=env)


def compare(name, portal, report):
    """The report and what was written, with what they were; CHARTER_RECORD=1 writes them anew and fails."""
    expected = FIXTURES / name / "expected"
    found = {path: data for path, data in files(portal / "content").items() if path != "index.md"}
    if os.environ.get("CHARTER_RECORD"):
        shutil.rmtree(expected, ignore_errors=True)
        for path, data in found.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_bytes(data)
        (FIXTURES / name / "report.txt").write_text(report)
        pytest.fail("recorded; look at it, then run without CHARTER_RECORD")
    assert report == (FIXTURES / name / "report.txt").read_text()
    assert found == files(expected)


@pytest.mark.parametrize("name, arguments", [("hugo", ["--kind", "policy"]), ("mkdocs", []), ("docusaurus", ["--kind", "policy", "--number"])])
def test_a_portal_of_another_tool_is_taken_over(portal, name, arguments):
    source = FIXTURES / name / "site"
    before = files(portal)
    dry = import_(portal, source, "--dry-run", *arguments).stdout
    assert files(portal) == before, "a dry run writes nothing"
    report = import_(portal, source, *arguments).stdout
    assert dry.splitlines()[:-1] == report.splitlines()[:-2]
    compare(name, portal, report)
    run(CHARTER, "check", "--drafts", "--today", DAY, cwd=portal)
    # Nobody has read them here: nothing of them is published.
    run(CHARTER, "build", "--today", DAY, "--output", "site", cwd=portal)
    assert not [path for path in files(portal / "site") if path.endswith((".png", ".docx"))]
    # A second time nothing is in the way: pages get names that are free, none is written over.
    written = files(portal / "content")
    if name == "hugo":
        # Unless two pages would have one old address: then nothing is written.
        assert "[duplicate-url]" in import_(portal, source, *arguments, code=1).stderr and files(portal / "content") == written
    else:
        import_(portal, source, *arguments)
        assert all(files(portal / "content")[path] == data for path, data in written.items())


@pytest.mark.skipif(not PANDOC, reason="pandoc is not installed")
def test_a_word_document_is_taken_over(portal, tmp_path_factory):
    work = tmp_path_factory.mktemp("word")
    shutil.copy(FIXTURES / "word/policy.md", work)
    shutil.copy(FIXTURES / "word/knot.png", work)
    run(PANDOC, "policy.md", "-o", "Use of chatbots.docx", cwd=work)
    report = import_(portal, work / "Use of chatbots.docx", "--kind", "policy", "--number").stdout
    text = (portal / "content/policies/use-of-chatbots.md").read_text()
    assert 'title: "Use of chatbots: the rules"' in text and 'owner: "Legal office"' in text and "status: draft" in text
    assert "Staff MUST NOT paste customers’ data into a chatbot. {#R1} Whoever uses an answer MUST read it first. {#R2}" in text
    assert "## Rules" in text and "| Internal | no" in text and "[^1]: By mail." in text
    pictures = [path for path in files(portal / "content/policies") if path.endswith(".png")]
    assert len(pictures) == 1 and (portal / "content/policies" / pictures[0]).read_bytes() == (work / "knot.png").read_bytes()
    assert f"![The knot]({pictures[0]})" in text
    assert "rule: R1, with its word in capitals: Staff MUST NOT paste customers’ data into a chatbot." in report
    run(CHARTER, "check", "--drafts", "--today", DAY, cwd=portal)


@pytest.mark.skipif(not PANDOC, reason="pandoc is not installed")
def test_an_export_of_confluence_is_a_folder_of_html(portal, tmp_path_factory):
    space = tmp_path_factory.mktemp("confluence")
    (space / "attachments/7").mkdir(parents=True)
    shutil.copy(FIXTURES / "word/knot.png", space / "attachments/7/9.png")
    (space / "Rules_7.html").write_text(
        "<html><head><title>AI desk : Rules</title></head><body><div id='main'><h1>Rules</h1><p>See <a href='Start_8.html'>the start</a>."
        "</p><img src='attachments/7/9.png' alt='A knot'><script>alert(1)</script></div></body></html>")
    (space / "Start_8.html").write_text("<html><head><title>Start</title></head><body><h1>Start</h1><p>Read.</p></body></html>")
    import_(portal, space)
    text = (portal / "content/guides/rules-7.md").read_text()
    assert "[the start](start-8.md)" in text and "![A knot](attachments/7/9.png)" in text and "alert" not in text
    assert (portal / "content/guides/attachments/7/9.png").exists()
    run(CHARTER, "check", "--drafts", "--today", DAY, cwd=portal)


def test_without_pandoc_it_is_said_what_to_install(portal, tmp_path_factory):
    work = tmp_path_factory.mktemp("word")
    (work / "a.docx").write_bytes(b"PK")
    outcome = import_(portal, work / "a.docx", code=66, env={"PATH": "/nonexistent"})
    assert "apt install pandoc" in outcome.stderr


def test_zola_s_front_matter_shortcodes_and_links(portal, tmp_path_factory):
    site = tmp_path_factory.mktemp("zola")
    (site / "content/rules").mkdir(parents=True)
    (site / "config.toml").write_text('base_url = "https://a.example"\n')
    (site / "content/_index.md").write_text('+++\ntitle = "Start"\nsort_by = "weight"\n+++\n\n[Rules](@/rules/keys.md#old-keys)\n')
    (site / "content/rules/keys.md").write_text(
        '+++\ntitle = "Keys"\ndate = 2024-01-02\n[taxonomies]\ntags = ["a", "b"]\n[extra]\nowner = "Desk"\n+++\n\n## Old keys\n\n'
        'Text `{{ code() }}`. {{ youtube(id="abc") }}\n\n{% quote(author="Ada") %}\nWell said.\n{% end %}\n\n{{ unknown(a=1) }}\n')
    report = import_(portal, site).stdout
    text = (portal / "content/guides/rules/keys.md").read_text()
    assert "date: 2024-01-02" in text and '  - "a"' in text and 'owner: "Desk"' in text
    assert "> Well said." in text and "> Ada" in text and "`{{ code() }}`" in text and "watch?v=abc" in text
    assert "[Rules](rules/keys.md#old-keys)" in (portal / "content/guides/start.md").read_text()
    assert "content/rules/keys.md:18: left: shortcode {{ unknown(a=1) }}, which nothing here shows" in report
    run(CHARTER, "check", "--drafts", "--today", DAY, cwd=portal)


def test_what_cannot_be_read_is_told_with_its_line_and_nothing_is_written(portal, tmp_path_factory):
    site = tmp_path_factory.mktemp("pages")
    (site / "a.md").write_text("# Sound\n\nText.\n")
    (site / "b.md").write_text("+++\ntitle = unquoted\n+++\n")
    before = files(portal)
    outcome = import_(portal, site, code=1)
    assert "b.md:2: front matter cannot be read: a text stands between quotation marks" in outcome.stderr
    assert "nothing was written" in outcome.stderr and files(portal) == before


def test_an_error_that_the_page_would_be_is_told_at_its_source_and_nothing_is_written(portal, tmp_path_factory):
    site = tmp_path_factory.mktemp("pages")
    (site / "a.md").write_text("# Sound\n\nText.\n\n[run](javascript:alert)\n")
    before = files(portal / "content")
    outcome = import_(portal, site, code=1)
    assert "a.md:5: as content/guides/a.md" in outcome.stderr and "[url-scheme]" in outcome.stderr
    assert files(portal / "content") == before


@pytest.mark.parametrize("arguments, code", [(["missing"], 66), ([".", "--kind", "licence"], 64), ([".", "--number"], 64)])
def test_what_makes_no_sense_is_refused(portal, arguments, code):
    import_(portal, *arguments, code=code)


def test_a_full_disk_or_a_killed_import_leaves_nothing(portal, tmp_path_factory):
    site = tmp_path_factory.mktemp("pages")
    (site / "a.md").write_text("# A\n\nText.\n")
    (site / "b.md").write_text("# B\n\nText.\n")
    # A file stands where the folder of guides belongs: the second step of writing fails.
    (portal / "content/guides").write_text("in the way\n")
    before = files(portal / "content")
    outcome = run(CHARTER, "import", str(site), "--today", DAY, cwd=portal, code=74)
    assert "Nothing was written" in outcome.stderr and files(portal / "content") == before
    assert not (portal / ".charter/change").exists()
