"""A portal whose every free text and name is hostile, built by the real binary and read back by other people's libraries.

Every format that Charter writes is parsed by something that Charter did not write: Python's csv, json and expat, html5lib (the
browsers' own way of reading tags), icalendar, feedparser and JavaScript's JSON.parse. A text must come back as the text that it
was, and nothing else may come back with it.
"""

import csv
import io
import json
import os
import random
import re
import shutil
import subprocess
import unicodedata
import xml.etree.ElementTree as xml
from pathlib import Path
from urllib.parse import unquote, urlsplit

import feedparser
import html5lib
import icalendar
import pytest
import yaml

CHARTER = os.environ["CHARTER"]
ROOT = Path(__file__).parents[2]
BASE = "https://harbour.example/ai"
DAY = "2026-11-01"

# As in TestSupport/HostileText.swift: delimiters of all formats, what stands behind them unseen, controls, commands.
PIECES = [
    '"', "'", "<", ">", "&", ",", ";", ":", "\\", "%", "=", "+", "-", "@", "|", "`", "[", "]", "#", "?", "/", "..",
    "\u0301", "\u0338", "\ufe0f", "\u200d", "\u200b", "\u202e", "\u2066", "\u200f", "\x01", "\x08", "\t", "\n",
    "\r", "\r\n", "\x0b", "\x0c", "\x1b[31m", "\x1b]0;pwn\x07", "\x7f", "\x85", "\x9b", "\u2028", "\u2029", "\ufffe", "\uffff",
    "\U0010ffff", "\ue000", "::error::pwn", "\n::add-mask::pwn", "##[add-mask]pwn", "]]>", "<!--", "-->", "</script>",
    "</title><script>PWN(1)</script>", "<img src=x onerror=PWN(1)>", "javascript:PWN(1)", '"\u0301 onmouseover=PWN(1) ',
    "'\u0301 onfocus=PWN(1) ", '"\u0301,=HYPERLINK("http://evil.example")', ",\u0301=1+1", "=cmd", "\nATTENDEE:mailto:evil@evil.example",
    ";\u0301", "\\ud800", "%0A", "{{title}}", "{{{title}}}", "\n# Heading", "\n- [link](https://evil.example)", "\u00fc", "\u6f22",
    "word", " ", "A", "x" * 300,
]

# Keys whose values are free text.
FREE = {
    "title", "description", "owner", "author", "reviewer", "evaluator", "developer", "architecture", "applies_to", "tags", "languages",
    "summary", "reason", "mitigation", "note", "task", "metric", "name", "measure", "limit", "consequence", "attribution",
    "redistribution", "termination", "consequences", "decision_conditions", "restrictions", "organisation", "question", "answer",
}
# Those that are words of a list.
KEPT = {("clauses", "tags"), ("openness", "architecture")}

NAMES = ["\u00fcber uns", "a & b's (1), c;d=e", "\u6f22\u5b57", "[x]{y}^`~$!@+", "x" * 240]


class Hostile(str):
    """A text that is written between quotation marks, all of it escaped."""


class Dumper(yaml.SafeDumper):
    yaml_implicit_resolvers = {}


Dumper.add_representer(Hostile, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"'))


class Author:
    """Writes hostile texts, the same ones for the same seed, and remembers them."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.count = 0

    def text(self, pieces=PIECES):
        self.count += 1
        parts = [self.random.choice(pieces) for _ in range(self.random.randint(1, 7))]
        # A number of its own keeps two texts apart; it stands at the end, so that any piece can be the first.
        return Hostile("".join(parts) + f" n{self.count}")

    def line(self):
        return self.text([piece for piece in PIECES if not re.search(r"[\n\r\x0b\x0c\x85\u2028\u2029]", piece) and len(piece) < 200])

    def mutated(self, value, key="", parent=""):
        if isinstance(value, dict):
            return {name: self.mutated(inner, name, key) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.mutated(inner, key, parent) for inner in value]
        return self.text() if key in FREE and (parent, key) not in KEPT else value


def write(data):
    return yaml.dump(data, Dumper=Dumper, allow_unicode=False, sort_keys=False, width=10**9)


def run(folder, *arguments, code=None):
    result = subprocess.run([CHARTER, *arguments], cwd=folder, capture_output=True, timeout=300)
    if code is not None:
        assert result.returncode == code, (result.stdout + result.stderr).decode(errors="replace")[-4000:]
    return result


def hostile_portal(folder, seed):
    """The fixture portal with every free text replaced, and pages with names that are allowed and odd."""
    author = Author(seed)
    shutil.copytree(ROOT / "Tests/Fixtures/portal", folder)
    shutil.copytree(ROOT / "templates", folder / "templates")
    titles = {}
    for page in sorted((folder / "content").rglob("*.md")):
        front, _, body = page.read_text().removeprefix("---\n").partition("\n---\n")
        # PyYAML takes a question mark before a comma for a key.
        front = re.sub(r'question: ([^",}]*\?)(?=,)', r'question: "\1"', front)
        values = author.mutated(yaml.load(front, yaml.BaseLoader))
        if values.get("status") != "draft":
            titles[str(page.relative_to(folder / "content"))] = str(values["title"])
        lines = "".join(f"- {author.line()} staff MUST obey {author.line()} now. {{#R{90 + n}}}\n" for n in range(3))
        if not page.parts[-2].startswith("policies"):
            lines = ""
        body = body.replace("\n## ", f"\n\\{author.line()}\n\n## ", 1)
        page.write_bytes(f"---\n{write(values)}---\n{body}\n{lines}".encode())
    for data in ["deployments.yaml", "exceptions.yaml", "decisions.yaml"]:
        path = folder / "content" / data
        path.write_text(write(author.mutated(yaml.load(path.read_text(), yaml.BaseLoader))))
    settings = yaml.load((folder / "charter.yaml").read_text(), yaml.BaseLoader)
    settings = {key: value for key, value in settings.items() if key not in ("fail_on", "models", "history")}
    contact = settings.pop("contact") | {"name": author.text()}
    settings = author.mutated(settings) | {"contact": contact}
    (folder / "charter.yaml").write_text(write(settings))
    for name in NAMES:
        text = author.text()
        titles[f"guides/{name}.md"] = str(text)
        front = {"title": text, "review_by": "2027-01-01", "tags": [author.text()], "owner": author.text(),
                 "aliases": [f"old/{name}.html"], "history": [{"version": author.text(), "date": "2026-05-01", "summary": author.text()}]}
        (folder / f"content/guides/{name}.md").write_bytes(f"---\n{write(front)}---\n\n## Part \u00fc\n\nText.\n".encode())
    shutil.rmtree(folder / "content/answers")
    return titles


@pytest.fixture(scope="module", params=[1, 2, 3])
def portal(tmp_path_factory, request):
    folder = tmp_path_factory.mktemp("hostile") / "portal"
    titles = hostile_portal(folder, request.param)
    run(folder, "build", "--today", DAY, code=0)
    return folder, titles


@pytest.fixture
def site(portal):
    return portal[0] / "site"


@pytest.fixture
def titles(portal):
    """Titles of pages by the file that was made of each."""
    return {path[:-3] + ".html": title for path, title in portal[1].items() if not path.endswith("index.md")}


def pages(site):
    return sorted(site.rglob("*.html"))


def as_xml(text):
    """What XML 1.0 can hold of a text; a parser makes one line feed of every line end."""
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def as_html(text):
    """What an HTML parser makes of a text: line ends as above; html5lib replaces what is no character."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def squeezed(text):
    """Without white space and what nobody sees: what remains whatever a format does to lines."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp", "Cn") and c != "\ufffd")


# ---- Pages.


def elements(page):
    return html5lib.parse(page.read_bytes(), transport_encoding="utf-8", namespaceHTMLElements=False).iter()


@pytest.fixture(scope="module")
def tame(tmp_path_factory):
    """Which elements with which attributes the same portal has where nobody means it harm."""
    folder = tmp_path_factory.mktemp("tame") / "portal"
    shutil.copytree(ROOT / "Tests/Fixtures/portal", folder)
    shutil.copytree(ROOT / "templates", folder / "templates")
    run(folder, "build", "--no-answers", "--today", DAY, code=0)
    return {
        (element.tag, str(name))
        for page in pages(folder / "site") for element in elements(page) if isinstance(element.tag, str)
        for name in [None, *element.attrib]
    }


def test_a_page_holds_no_element_or_attribute_that_a_text_brought_in(site, tame):
    for page in pages(site):
        for element in elements(page):
            if not isinstance(element.tag, str):
                continue
            for name in [None, *element.attrib]:
                # A text that begins a line of markdown may quote.
                assert (element.tag, str(name)) in tame | {("blockquote", "None")}, f"{page}: <{element.tag} {name}={element.attrib.get(name)!r}>"
            if element.tag == "script":
                assert element.attrib.get("src") and not (element.text or "").strip()
            assert element.tag not in ("style", "iframe", "object", "embed", "base")
            if element.tag == "img":
                assert element.attrib["src"] != "x"


def test_titles_and_descriptions_come_back_from_pages(site, titles):
    for path, title in titles.items():
        found = [e for e in elements(site / path) if e.tag == "h1"]
        assert [squeezed("".join(e.itertext())) for e in found] == [squeezed(title)], path


# ---- Files for machines.


def test_tables_have_as_many_cells_as_their_heads_and_no_formula(site, titles):
    seen = set()
    for name in ["register.csv", "decisions.csv"]:
        rows = list(csv.reader(io.StringIO((site / name).read_bytes().decode(), newline=""), strict=True))
        assert len(rows) > 3
        for row in rows:
            assert len(row) == len(rows[0]), row
            for cell in row:
                assert not cell.startswith(tuple("=+-@\t\r\n")), cell
                # What a spreadsheet may pass over before it looks for a sign.
                shown = re.sub(r"[\s\"\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u0301\u0338\ufe0f\ufffd]", "", cell)
                assert not shown.startswith(tuple("=+-@")), cell
            seen.update(squeezed(cell.removeprefix("'")) for cell in row)
    assert squeezed(titles["policies/use-of-models.html"]) in seen


def test_json_is_read_by_python_and_by_javascript_and_gives_every_title_back(site, titles):
    for path in ["api/portal.json", "api/bom.json", "manifest.json"]:
        json.loads((site / path).read_bytes(), strict=True)
    portal = json.loads((site / "api/portal.json").read_bytes())
    found = {unquote(page["url"]): page["title"] for page in portal["pages"]}
    assert found == titles
    program = "const p = JSON.parse(require('fs').readFileSync(0, 'utf8')); process.stdout.write(JSON.stringify(p.pages.map(x => x.title)))"
    read = subprocess.run(["node", "-e", program], input=(site / "api/portal.json").read_bytes(), capture_output=True, check=True)
    assert json.loads(read.stdout) == [page["title"] for page in portal["pages"]]


def test_data_scripts_are_scripts_and_give_what_json_gives(site):
    script = next((site / "decide").glob("table-*.js"))
    program = "const window = {}; eval(require('fs').readFileSync(0, 'utf8')); process.stdout.write(JSON.stringify(window.charter.decisionTable))"
    read = subprocess.run(["node", "-e", program], input=script.read_bytes(), capture_output=True, check=True)
    assert json.loads(read.stdout)["models"] == json.loads((site / "api/portal.json").read_bytes())["decisions"]["models"]
    assert b"</script" not in script.read_bytes() and "\u2028".encode() not in script.read_bytes()


def test_xml_is_well_formed_and_gives_titles_back(site, titles):
    atom = "{http://www.w3.org/2005/Atom}"
    feed = xml.fromstring((site / "feed.xml").read_bytes())
    entries = feed.findall(atom + "entry")
    assert len(entries) > 3
    for entry in entries:
        page = unquote(urlsplit(entry.find(atom + "link").attrib["href"]).path).removeprefix("/ai/")
        assert entry.find(atom + "title").text.startswith(as_xml(titles[page])), page
    locations = xml.fromstring((site / "sitemap.xml").read_bytes()).findall(".//{*}loc")
    assert len(locations) > len(NAMES)
    assert xml.fromstring((site / "opensearch.xml").read_bytes()).find("{*}ShortName").text is not None
    parsed = feedparser.parse((site / "feed.xml").read_bytes())
    assert not parsed.bozo and len(parsed.entries) == len(entries)


def test_the_calendar_holds_its_own_properties_only(site, titles):
    data = (site / "reviews.ics").read_bytes()
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data)
    events = list(icalendar.Calendar.from_ical(data).walk("VEVENT"))
    assert len(events) > len(NAMES)
    for event in events:
        assert set(event) == {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "URL", "TRANSP"}
        page = unquote(urlsplit(str(event["URL"])).path).removeprefix("/ai/")
        if page == "exceptions.html":
            assert str(event["SUMMARY"]).startswith("Exception ")
            continue
        assert squeezed(str(event["SUMMARY"])) == squeezed("Review: " + titles[page])


def test_the_index_for_language_models_has_its_own_headings_and_links_only(site):
    text = (site / "llms.txt").read_bytes().decode()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e\u2066]", text)
    lines = [line for line in text.split("\n") if line]
    assert lines[0].startswith("# ") and lines[1].startswith("> ")
    assert {line for line in lines if line.startswith("##")} <= {
        f"## {kind}" for kind in ["Policies", "Licences", "Evaluations", "Guides", "Glossary", "Pages", "Data", "Other pages"]}
    for line in lines[3:]:
        assert line.startswith("## ") or re.match(r"- \[(?:\\.|[^\\\[\]])*\]\([!-~]+\)(: |$)", line), line


# ---- Addresses.


def resolved(site, page, target):
    """The file of the site that a link names, and the id in it."""
    parts = urlsplit(target)
    path = unquote(parts.path)
    file = (page.parent / path if path else page).resolve()
    return file, unquote(parts.fragment)


def test_every_link_of_every_page_is_of_a_known_scheme_and_what_it_names_exists(site):
    ids, links = {}, []
    for page in pages(site):
        ids[page.resolve()] = set()
        for element in elements(page):
            if isinstance(element.tag, str):
                if "id" in element.attrib:
                    ids[page.resolve()].add(element.attrib["id"])
                links += [(page, element.tag, element.attrib[name]) for name in ("href", "src", "action") if name in element.attrib]
                if element.attrib.get("http-equiv") == "refresh":
                    links.append((page, "refresh", element.attrib["content"].removeprefix("0; url=")))
    assert len(links) > 1000
    for page, tag, target in links:
        where = f"{page.relative_to(site)}: <{tag}> {target!r}"
        assert not re.search(r"[\s\x00-\x1f\x7f\"<>\\]", target), where
        # As a browser reads it: a colon before the first slash is a scheme's.
        scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", target)
        if scheme:
            assert scheme[1] in ("http", "https", "mailto", "tel"), where
            continue
        if page.name == "404.html":
            target = target.removeprefix("/ai/")
            assert not target.startswith("/"), where
        file, fragment = resolved(site, page, target)
        assert file.is_relative_to(site.resolve()) and file.is_file(), where
        assert not fragment or file.suffix != ".html" or fragment in ids[file], where


def test_every_address_in_files_for_machines_names_a_file(site, portal):
    def urls(value, key=""):
        if isinstance(value, dict):
            for name, inner in value.items():
                yield from urls(inner, name)
        elif isinstance(value, list):
            for inner in value:
                yield from urls(inner, key)
        elif key == "url" and isinstance(value, str):
            yield value

    found = list(urls(json.loads((site / "api/portal.json").read_bytes()))) + list(urls(json.loads((site / "api/bom.json").read_bytes())))
    for name in ["register.csv", "decisions.csv"]:
        found += [row["url"] for row in csv.DictReader((site / name).open(newline="", encoding="utf-8"))]
    found += [location.text for location in xml.fromstring((site / "sitemap.xml").read_bytes()).findall(".//{*}loc")]
    found += re.findall(r"\]\(([^)]*)\)", (site / "llms.txt").read_text())
    for word in ["part", "model"]:
        results = json.loads(run(portal[0], "search", word, "--json", "--limit", "50", "--today", DAY, code=0).stdout)["results"]
        assert results
        # The id of a section is appended as it is; a browser encodes it.
        found += [result["url"].partition("#")[0] for result in results]
    assert len(found) > 60
    for url in found:
        assert re.fullmatch(r"[!-~]+", url), url
        if not url.startswith(BASE) and re.match(r"[a-z]+:", url):
            assert url.startswith("https://"), url
            continue
        path = unquote(urlsplit(url.removeprefix(BASE).lstrip("/")).path)
        assert (site / (path or "index.html")).is_file(), url


# ---- What is printed.


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """A portal with mistakes in hostile keys, values, links and names."""
    folder = tmp_path_factory.mktemp("broken") / "portal"
    (folder / "content/guides").mkdir(parents=True)
    shutil.copytree(ROOT / "templates", folder / "templates")
    (folder / "charter.yaml").write_text("title: T\n")
    author = Author(9)
    for number in range(60):
        key, value, link = author.text(), author.text(), author.line()
        page = f"---\ntitle: {write(author.text()).strip()}\n{write({key: value})}date: {write(value).strip()}\n---\n\n"
        page += f"::error::{link} [x](<{link}.md>) [[{link}]] ##[add-mask]x\n"
        (folder / f"content/guides/p{number}.md").write_bytes(page.encode())
    for name in ["a\nb.md", "\x1b[31m.md", "::error::x.md", "a\u202eb.md", "a:b.md", "con.md", "\u2028.md", "x" * 254]:
        (folder / "content/guides" / name).write_text("---\ntitle: T\n---\n")
    with open(os.fsencode(folder / "content/guides/") + b"\xff.md", "w") as file:
        file.write("---\ntitle: T\n---\n")
    return folder


def test_a_terminal_and_a_ci_log_show_what_is_wrong_and_obey_nothing(broken):
    result = run(broken, "check", code=1)
    text = (result.stdout + result.stderr).decode()
    assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") and c not in "\n\t\u200c\u200d"]
    assert text.count("[path-form]") == 9 and text.count("[front-matter-unknown]") > 50
    for line in text.split("\n"):
        assert not line.lstrip().startswith("::") and "##[" not in line, line
        assert re.match(r"content/.*:\d+:\d+: (error|warning|note): .*\[[a-z0-9-]+\]$|    |\d+ pages checked|$", line), line


def test_annotations_are_one_command_a_line(broken):
    lines = run(broken, "check", "--format", "github", code=1).stdout.decode().rstrip("\n").split("\n")
    found = json.loads(run(broken, "check", "--format", "json", code=1).stdout, strict=True)["diagnostics"]
    assert len(lines) == len(found)
    for line, diagnostic in zip(lines, found):
        assert not [c for c in line if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") and c not in "\t\u200c\u200d"]
        match = re.fullmatch(r"::(error|warning|notice) file=([^,:]*),line=\d+,col=\d+(,end(Column|Line)=\d+)?,title=([a-z0-9-]+)::(.*)", line)
        assert match and match[5] == diagnostic["id"]


def test_sarif_and_json_hold_the_messages_as_they_are(broken):
    log = json.loads(run(broken, "check", "--format", "sarif", code=1).stdout, strict=True)
    found = json.loads(run(broken, "check", "--format", "json", code=1).stdout, strict=True)["diagnostics"]
    results = log["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == [diagnostic["id"] for diagnostic in found]
    for result, diagnostic in zip(results, found):
        assert result["message"]["text"].startswith(diagnostic["summary"])
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri) and unquote(uri) == diagnostic["path"]


def test_a_refused_name_leaves_the_rest_of_the_portal_as_it_is(tmp_path):
    (tmp_path / "content").mkdir()
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (tmp_path / "charter.yaml").write_text("title: T\n")
    (tmp_path / "content/a.md").write_text("---\ntitle: A\n---\n")
    run(tmp_path, "build", code=0)
    before = {path: path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file() and path.name != "lock"}
    (tmp_path / "content/javascript:PWN(1).md").write_text("---\ntitle: Click me\n---\n")
    result = run(tmp_path, "build", code=1).stderr.decode()
    assert "content/javascript:PWN(1).md:1:1: error: Name 'javascript:PWN(1).md' holds ':' [path-form]" in result
    assert "for example to 'javascript-PWN(1).md'" in result and result.count("[") == 1
    assert {path: path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file() and path.name != "lock"} == before


def test_an_alias_cannot_overwrite_another_page(tmp_path):
    (tmp_path / "content").mkdir()
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (tmp_path / "charter.yaml").write_text('title: T\nredirects:\n  - {from: "glossary.html\\0x.html", to: index.html}\n')
    (tmp_path / "content/a.md").write_text('---\ntitle: A\naliases: ["index.html\\0b.html"]\n---\n')
    for command in ["check", "build"]:
        result = run(tmp_path, command, code=1).stderr.decode()
        assert result.count("[alias-form]") == 2 and "\\u{0}" in result
    assert not (tmp_path / "site/index.html").exists()
