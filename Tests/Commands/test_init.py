"""A portal of one's own: init, the theme in the program, explain."""
import csv
import json
import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

CHARTER = os.environ["CHARTER"]
ROOT = Path(__file__).parents[2]
NAMES = ["--organisation", "Harbour & Sons: office", "--url", "https://ai.harbour.example", "--contact", "Model desk", "--email", "ai@harbour.example"]


def run(*command, cwd, code=0):
    result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL)
    assert result.returncode == code, result.stdout + result.stderr
    return result


@pytest.fixture
def portal(tmp_path):
    run(CHARTER, "init", "portal", *NAMES, cwd=tmp_path)
    return tmp_path / "portal"


def test_a_portal_builds_at_once_and_its_drafts_are_sound(portal):
    run(CHARTER, "check", "--strict", cwd=portal)
    run(CHARTER, "check", "--strict", "--drafts", cwd=portal)
    run(CHARTER, "build", "--strict", cwd=portal)
    home = (portal / "site/index.html").read_text()
    assert "Harbour &amp; Sons: office" in home and "ai@harbour.example" in home
    # Nobody has approved the rules yet: they are not published.
    assert not (portal / "site/policies/acceptable-use.html").exists()
    run(CHARTER, "build", "--drafts", "--output", "drafts", cwd=portal)
    assert (portal / "drafts/policies/acceptable-use.html").exists() and (portal / "drafts/decide/index.html").exists()
    text = "".join(path.read_text() for path in portal.rglob("*") if path.is_file() and path.suffix in (".md", ".yaml", ".yml"))
    assert "__" not in text.replace("__init__", "")


@pytest.fixture
def german(tmp_path):
    run(CHARTER, "init", "portal-de", "--language", "de", *NAMES, cwd=tmp_path)
    return tmp_path / "portal-de"


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_a_german_portal_is_sound_and_german(german):
    run(CHARTER, "check", "--strict", cwd=german)
    run(CHARTER, "check", "--strict", "--drafts", cwd=german)
    run(CHARTER, "build", "--strict", cwd=german)
    home = (german / "site/index.html").read_text()
    assert '<html lang="de"' in home and "Harbour &amp; Sons: office" in home and "ai@harbour.example" in home
    assert not (german / "site/policies/acceptable-use.html").exists()
    run(CHARTER, "build", "--drafts", "--output", "drafts", cwd=german)
    for page in ("index.html", "policies/acceptable-use.html", "evaluations/smollm2-135m.html", "licences/apache-2.0.html", "decide/index.html"):
        html = (german / "drafts" / page).read_text()
        assert '<html lang="de"' in html, page
        html = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.S)
        # Names that are read out are words of the interface too.
        shown, head = (re.sub(r"<[^>]*>", " ", text) + " ".join(re.findall(r' (?:aria-label|placeholder|alt|title)="([^"]*)"', text))
                       for text in (html, re.search(r"<header.*?</header>", html, re.S)[0]))
        assert "Suchen" in shown and "Im Portal suchen" in shown, page
        assert all(word in head for word in ("Regeln", "Modelle", "Lizenzen", "Entscheiden", "Hilfe")), page
        for word in ("Search", "Policies", "Rules", "Models", "Licences", "Decide", "Help", "Menu", "Guides"):
            assert not re.search(rf"\b{word}\b", head), (page, word)
        for word in ("Internal assistant", "Customer-facing", "Personal", "What changed", "Not evaluated", "Draft", "The", "the licence", "Say what"):
            assert not re.search(rf"\b{word}\b", shown), (page, word)


def test_requirements_of_a_german_portal_are_recognised(german):
    path = german / "content/policies/acceptable-use.md"
    text = path.read_text().replace("status: draft", "status: active\napproved: 2026-01-01").replace("To be named", "KI-Stelle")
    path.write_text(text)
    run(CHARTER, "build", cwd=german)
    with open(german / "site/register.csv", newline="") as register:
        levels = {one["id"]: one["level"] for one in csv.DictReader(register)}
    assert levels == {"POL-001-R1": "MUST", "POL-001-R2": "MUST NOT", "POL-001-R3": "MUST NOT", "POL-001-R4": "MUST NOT", "POL-001-R5": "MUST"}


def test_a_german_portal_has_every_file_and_every_key_of_the_english_one(portal, german):
    english, other = files(portal), files(german)
    assert set(english) == set(other)
    translated = {path for path in english if english[path] != other[path]}
    assert translated == {"charter.yaml", "README.md"} | {path for path in english if path.startswith("content/")}
    assert "__" not in "".join(other[path] for path in translated)

    def keys(text):
        """Keys in their order, commented ones too; those within braces with them."""
        lines = [line for line in text.splitlines() if re.match(r"[ #]*(- *)?\{?[a-z_0-9]+:( |$)", line)]
        return [key for line in lines for key in re.findall(r"(?:^[ #]*(?:- *)?\{?|[{,] *)([a-z_0-9]+):(?: |$)", line)]

    assert len(keys(english["charter.yaml"])) > 60
    assert keys(english["charter.yaml"]) == keys(other["charter.yaml"])
    # Ids, verdicts and clauses are the same; words differ.
    for path in ("content/decisions.yaml", "charter.yaml"):
        assert yaml.safe_load(other[path]).keys() == yaml.safe_load(english[path]).keys()
    worded = {"title", "summary", "reason", "asked_as"}
    plain = [[{key: value for key, value in entry.items() if key not in worded} for part in yaml.safe_load(text).values() for entry in part]
             for text in (english["content/decisions.yaml"], other["content/decisions.yaml"])]
    assert plain[0] == plain[1]


def test_a_portal_is_english_or_german(tmp_path):
    found = run(CHARTER, "init", "portal", "--language", "fr", *NAMES, cwd=tmp_path, code=64).stderr
    assert "'en'" in found and "'de'" in found
    assert "content/de/" in run(CHARTER, "init", "portal", "--example", "--language", "de", *NAMES, cwd=tmp_path, code=64).stderr
    assert list(tmp_path.iterdir()) == []
    run(CHARTER, "init", "one", "--language", "en", *NAMES, cwd=tmp_path)
    run(CHARTER, "init", "two", *NAMES, cwd=tmp_path)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    run(CHARTER, "init", "three", "--language", "de", cwd=tmp_path)
    assert "Beispielorganisation" in (tmp_path / "three/charter.yaml").read_text()


def test_what_is_there_stays(portal):
    before = (portal / "charter.yaml").read_bytes()
    assert "is there already" in run(CHARTER, "init", *NAMES, cwd=portal, code=1).stderr
    assert (portal / "charter.yaml").read_bytes() == before


def test_a_readme_of_a_repository_is_kept(tmp_path):
    (tmp_path / "README.md").write_text("Ours.\n")
    assert "left as it was: README.md" in run(CHARTER, "init", *NAMES, cwd=tmp_path).stdout
    assert (tmp_path / "README.md").read_text() == "Ours.\n"


def test_the_example_is_the_whole_shipped_portal_under_another_name(tmp_path):
    run(CHARTER, "init", "portal", "--example", *NAMES, cwd=tmp_path)
    run(CHARTER, "check", cwd=tmp_path / "portal")
    shipped = {path.relative_to(ROOT / "content") for path in (ROOT / "content").rglob("*") if path.is_file()}
    written = {path.relative_to(tmp_path / "portal/content") for path in (tmp_path / "portal/content").rglob("*") if path.is_file()}
    assert written == shipped
    assert "Example Organisation" not in "".join(path.read_text() for path in (tmp_path / "portal/content").rglob("*") if path.is_file())


@pytest.mark.parametrize("option, value", [("--url", "portal"), ("--url", "javascript:x"), ("--email", "nobody"), ("--organisation", "a\nb"), ("--organisation", 'a"b')])
def test_what_is_no_name_or_address_is_refused(tmp_path, option, value):
    run(CHARTER, "init", option, value, cwd=tmp_path, code=64)
    assert list(tmp_path.iterdir()) == []


def test_jobs_and_schemas_can_be_read(portal):
    for path in [".github/workflows/portal.yml", ".forgejo/workflows/portal.yml", ".gitlab-ci.yml"]:
        assert yaml.safe_load((portal / path).read_text())
    settings = json.loads((portal / ".vscode/settings.json").read_text())
    for schema in settings["yaml.schemas"]:
        assert json.loads((portal / schema).read_text())["type"] == "object"


def test_the_theme_is_in_the_program_and_a_file_of_ones_own_wins(portal):
    names = run(CHARTER, "theme", "list", cwd=portal).stdout.split("\n")
    assert "page.mustache" in names and "assets/site.css" in names
    run(CHARTER, "theme", "eject", "partials/footer.mustache", cwd=portal)
    own = portal / "templates/partials/footer.mustache"
    assert own.read_text() == (ROOT / "templates/partials/footer.mustache").read_text()
    assert "is there already" in run(CHARTER, "theme", "eject", "partials/footer.mustache", cwd=portal, code=1).stderr
    own.write_text(own.read_text() + "<p>Our own foot.</p>\n")
    run(CHARTER, "build", cwd=portal)
    assert "Our own foot." in (portal / "site/index.html").read_text()
    assert "+" in run(CHARTER, "theme", "diff", cwd=portal).stdout
    assert "Did you mean 'page.mustache'?" in run(CHARTER, "theme", "show", "pag.mustache", cwd=portal, code=64).stderr


def test_the_program_s_theme_is_the_repository_s(portal):
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.is_file():
            name = path.relative_to(ROOT / "templates").as_posix()
            assert run(CHARTER, "theme", "show", name, cwd=portal).stdout == path.read_text(), name


def test_a_diagnostic_is_explained(tmp_path):
    assert "Correct the path" in run(CHARTER, "explain", "broken-link", cwd=tmp_path).stdout
    assert "broken-link" in run(CHARTER, "explain", cwd=tmp_path).stdout.split()
    assert "Did you mean 'broken-link'?" in run(CHARTER, "explain", "broken-lnk", cwd=tmp_path, code=64).stderr


def test_without_a_portal_the_way_out_is_named(tmp_path):
    assert "charter init" in run(CHARTER, "build", cwd=tmp_path, code=66).stderr


def test_the_reference_for_writers_is_what_the_code_says(tmp_path):
    run(CHARTER, "schema", "reference", "--output", "reference", cwd=tmp_path)
    written = {path.name: path.read_text() for path in (tmp_path / "reference").iterdir()}
    kept = {path.name: path.read_text() for path in (ROOT / "docs/reference").iterdir()}
    assert written == kept, "run: charter schema reference --output docs/reference"


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_setting_is_in_the_file_that_init_writes_and_the_commented_ones_are_right(tmp_path, language):
    run(CHARTER, "init", "portal", "--language", language, *NAMES, cwd=tmp_path)
    portal = tmp_path / "portal"
    text = (portal / "charter.yaml").read_text()

    def keys(schema):
        """All keys at any depth."""
        if isinstance(schema, list):
            for part in schema:
                yield from keys(part)
        elif isinstance(schema, dict):
            yield from schema.get("properties", {})
            for part in schema.values():
                yield from keys(part)

    schema = json.loads(run(CHARTER, "schema", "settings", cwd=portal).stdout)
    assert len(set(keys(schema))) > 40
    for key in set(keys(schema)):
        assert re.search(rf"(^|[ {{])(# *)*(- *)?[{{]?{key}:|, {key}:", text, re.M), key
    # With the comment signs of keys taken away, it still is a file of settings: no key of it is misspelt or misplaced.
    lines = [re.sub(r"^( *)# ?((?: *- | *)[a-z_0-9]+:.*)$", r"\1\2", line) if re.match(r" *#  *", line) else line for line in text.splitlines()]
    (portal / "charter.yaml").write_text("\n".join(lines) + "\n")
    found = subprocess.run([CHARTER, "check"], cwd=portal, capture_output=True, text=True, timeout=300).stderr
    problems = [line for line in found.splitlines() if line.startswith("charter.yaml") and "[front-matter" in line or "[yaml" in line]
    assert problems == []


KINDS = ["policy", "licence", "evaluation", "model", "guide", "page", "term", "exception", "deployment", "use"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_started_passes_a_check_with_drafts(portal, kind):
    place = run(CHARTER, "new", kind, "Größe: a \"new\" thing", cwd=portal).stdout.strip()
    assert (portal / place.split(":")[0]).exists()
    run(CHARTER, "check", "--strict", "--drafts", cwd=portal)
    run(CHARTER, "build", "--strict", cwd=portal)


def test_a_title_in_a_script_that_has_no_spelling_here_wants_a_name(portal):
    found = run(CHARTER, "new", "guide", "個人情報の扱い", cwd=portal, code=64).stderr
    assert "No file name can be made of '個人情報の扱い'" in found and "--file NAME" in found
    place = run(CHARTER, "new", "guide", "個人情報の扱い", "--file", "personal-data", cwd=portal).stdout.strip()
    assert place == "content/guides/personal-data.md" and "個人情報の扱い" in (portal / place).read_text()
    assert "'personal-data' would be" in run(CHARTER, "new", "guide", "A", "--file", "../Personal Data", cwd=portal, code=64).stderr
    assert "already exists" in run(CHARTER, "new", "guide", "Personal data", cwd=portal, code=1).stderr
    run(CHARTER, "new", "use", "翻訳", "--file", "translation", cwd=portal)
    assert "id: translation" in (portal / "content/decisions.yaml").read_text()
    # An exception is found by its number, and its reason may be in any script.
    run(CHARTER, "new", "exception", "試行", cwd=portal)
    run(CHARTER, "check", "--strict", "--drafts", cwd=portal)


def test_a_new_licence_shows_how_a_clause_is_quoted(portal):
    """What a writer has to add before the page can be published stands there, to be filled in."""
    place = portal / run(CHARTER, "new", "licence", "Community License", cwd=portal).stdout.strip()
    text = place.read_text()
    place.write_text(text.replace("status: draft", "status: active"))
    found = run(CHARTER, "check", cwd=portal, code=1).stderr
    assert "[placeholder]" in found and "[unquoted-tag]" not in found
    for old, new in (("To be named", "AI office"), ("https://example.org/to-be-named", "https://example.org/licence"), ('description: ""', "description: Free."),
                     ("Say it in the licence's own words.", "You may use it, as it is."), ("Say what the licence means for us.", "Free use."),
                     ("status: draft", "status: active")):
        text = text.replace(old, new)
    place.write_text(text)
    run(CHARTER, "check", cwd=portal)


@pytest.mark.parametrize("kind", ["policy", "guide", "page", "term", "exception", "deployment"])
def test_it_does_so_in_a_folder_that_holds_nothing_else(tmp_path, kind):
    (tmp_path / "content").mkdir()
    run(CHARTER, "new", kind, "A thing", cwd=tmp_path)
    run(CHARTER, "check", "--drafts", cwd=tmp_path)


def test_placeholders_keep_a_page_from_being_published(portal):
    place = portal / run(CHARTER, "new", "term", "Retrieval", cwd=portal).stdout.strip()
    place.write_text(place.read_text().replace("status: draft", "status: active"))
    assert "[placeholder]" in run(CHARTER, "check", cwd=portal, code=1).stderr


@pytest.mark.parametrize("kind, file", [("exception", "exceptions"), ("deployment", "deployments"), ("use", "decisions")])
def test_an_entry_is_one_once_its_comment_signs_are_gone(portal, kind, file):
    run(CHARTER, "new", kind, "First", cwd=portal)
    place = run(CHARTER, "new", kind, "A second: one", cwd=portal).stdout.strip()
    path, line = portal / f"content/{file}.yaml", int(place.rsplit(":", 1)[1])
    lines = path.read_text().splitlines()
    end = line
    while end < len(lines) and lines[end].startswith("  # "):
        lines[end] = lines[end].replace("  # ", "  ", 1)
        end += 1
    if lines[line - 1].endswith("exceptions:'.") or any(one.endswith("s: []") for one in lines):
        lines = [one.removesuffix(" []") for one in lines]
    entries = yaml.safe_load("\n".join(lines))[{"use": "uses"}.get(kind, kind + "s")]
    assert "A second: one" in entries[-1].values()
    schema = json.loads(run(CHARTER, "schema", file, cwd=portal).stdout)
    known = schema["properties"][{"use": "uses"}.get(kind, kind + "s")]["items"]["properties"]
    assert set(entries[-1]) <= set(known)


def test_three_questions_are_asked_on_a_terminal(tmp_path):
    import pty

    child, terminal = pty.fork()
    if child == 0:
        os.chdir(tmp_path)
        os.execv(CHARTER, [CHARTER, "init", "portal"])
    asked = b""
    for answer in [b"Harbour\n", b"nonsense\n", b"https://ai.harbour.example\n", b"Model desk <desk@harbour.example>\n"]:
        while not asked.rstrip(b"\r").endswith(b"]: "):
            asked += os.read(terminal, 1000)
        os.write(terminal, answer)
        asked += b"\n"
    while True:
        try:
            part = os.read(terminal, 1000)
        except OSError:
            break
        if not part:
            break
        asked += part
    os.waitpid(child, 0)
    text = asked.decode()
    assert text.count("]: ") == 4 and "is not the address of a site" in text, text
    settings = (tmp_path / "portal/charter.yaml").read_text()
    assert 'email: "desk@harbour.example"' in settings and 'name: "Model desk"' in settings and 'organisation: "Harbour"' in settings
