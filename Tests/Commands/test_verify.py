"""charter verify: a folder, a folder of releases, an address; what made a site; and reports of check that others read."""
import functools
import hashlib
import http.server
import json
import os
import shutil
import subprocess
import threading
from pathlib import Path

import pytest

CHARTER = os.path.abspath(os.environ["CHARTER"])
ROOT = Path(__file__).parents[2]
DAY = 1795651200  # 2026-11-26


def run(folder, *arguments, prefix=(), **variables):
    kept = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    environment = {**kept, "CHARTER_MODELS": str(folder / "no-models"), "SOURCE_DATE_EPOCH": str(DAY), **variables}
    return subprocess.run([*prefix, CHARTER, *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=300)


def git(folder, *arguments):
    names = {f"GIT_{role}_{part}": "a@b.example" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    environment = {**os.environ, **names, "GIT_AUTHOR_DATE": f"{DAY} +0000", "GIT_COMMITTER_DATE": f"{DAY} +0000"}
    return subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def project(tmp_path):
    (tmp_path / "content/guides").mkdir(parents=True)
    (tmp_path / "content/index.md").write_text("---\ntitle: Home\n---\n\nText.\n")
    (tmp_path / "content/guides/a.md").write_text("---\ntitle: A\n---\n\nText.\n")
    (tmp_path / "charter.yaml").write_text("title: Test\nsearch: {enabled: false}\n")
    assert run(tmp_path, "build").returncode == 0
    return tmp_path


def verify(folder, *arguments, code=0, **options):
    result = run(folder, "verify", *arguments, **options)
    assert result.returncode == code, result.stdout + result.stderr
    return result.stdout


def found(folder, *arguments, code=0):
    """What --json says."""
    line = verify(folder, *arguments, "--json", code=code)
    assert line.count("\n") == 1
    return json.loads(line)


def test_a_whole_site_is_told_with_the_name_of_its_manifest(project):
    digest = hashlib.sha256((project / "site/manifest.json").read_bytes()).hexdigest()
    said = verify(project)
    assert "files as the manifest says, 0 additional" in said and digest in said
    findings = found(project, "site", "--strict")
    count = len(json.loads((project / "site/manifest.json").read_text()))
    assert findings["manifest"] == digest and findings["files"] == count and findings["isKeptManifest"] is None
    assert findings["missing"] == findings["changed"] == findings["additional"] == []


def test_missing_changed_and_additional_files_are_told(project):
    (project / "site/index.html").write_text("Changed.")
    (project / "site/404.html").unlink()
    (project / "site/guides/a.html").unlink()
    (project / "site/guides/a.html").symlink_to(project / "content/guides/a.md")
    (project / "site/guides/planted.html").write_text("Ours.")
    findings = found(project, code=1)
    assert findings["missing"] == ["404.html"] and findings["changed"] == ["guides/a.html", "index.html"]
    assert findings["additional"] == ["guides/planted.html"]
    said = verify(project, code=1)
    assert "missing: 404.html" in said and "changed: index.html" in said and "additional: guides/planted.html" in said
    assert run(project, "build", "--clean").returncode == 0
    # Somebody's file is no damage, but it may be one that should not be there.
    verify(project, code=0)
    verify(project, "--strict", code=1)


def test_a_manifest_that_was_kept_elsewhere_is_what_counts(project):
    shutil.copy(project / "site/manifest.json", project / "kept.json")
    assert found(project, "--manifest", "kept.json")["isKeptManifest"] is True
    # Whoever changes a page changes the manifest too.
    listed = json.loads((project / "site/manifest.json").read_text())
    (project / "site/index.html").write_text("Changed.")
    listed["index.html"] = hashlib.sha256(b"Changed.").hexdigest()
    (project / "site/manifest.json").write_text(json.dumps(listed))
    verify(project)
    assert "another than the one that was kept" in verify(project, "--manifest", "kept.json", code=1)
    assert run(project, "verify", "--manifest", "charter.yaml").returncode == 66


def test_what_is_no_site_is_said(project):
    for place in ("content", "nowhere"):
        result = run(project, "verify", place)
        assert result.returncode == 66 and "holds no site" in result.stderr
    (project / "site/manifest.json").write_text('{"../x": "' + "0" * 64 + '"}')
    result = run(project, "verify")
    assert result.returncode == 66 and "is not a manifest of ours. Build the site again" in result.stderr
    assert run(project, "publish", "--to", "public").returncode == 66 and not (project / "public").exists()


def test_what_made_a_site_is_told_and_the_same_input_gives_the_same_bytes(project):
    (project / ".gitignore").write_text("site\nother\n.charter\n")
    git(project, "init", "--quiet")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "-m", "First")
    commit = git(project, "rev-parse", "HEAD")
    assert run(project, "build").returncode == 0
    record = found(project)["record"]
    assert record == json.loads((project / "site/api/build.json").read_text())
    version = subprocess.run([CHARTER, "--version"], capture_output=True, text=True).stdout.split()[0]
    assert record["generator"].startswith("Charter ") and version in record["generator"]
    assert record["commit"] == commit and record["uncommitted"] is False
    assert record["date"] == "2026-11-26" and record["drafts"] is False and record["models"] == []
    assert run(project, "build", "--clean", "--output", "other").returncode == 0
    assert (project / "other/manifest.json").read_bytes() == (project / "site/manifest.json").read_bytes()
    said = verify(project)
    assert f"from commit {commit}, with no models" in said
    # An edit that is not committed, then a commit of it: only the record changes with the commit.
    (project / "content/index.md").write_text("---\ntitle: Home\n---\n\nOther text.\n")
    assert run(project, "build").returncode == 0
    assert found(project)["record"]["uncommitted"] is True
    assert "with changes that were not committed" in verify(project)
    git(project, "commit", "--quiet", "-a", "-m", "Second")
    before = json.loads((project / "site/manifest.json").read_text())
    result = run(project, "build")
    assert "1 files written" in result.stdout or "1 file written" in result.stdout, result.stdout
    after = json.loads((project / "site/manifest.json").read_text())
    assert {path for path in after if after[path] != before.get(path)} == {"api/build.json"}
    # Where git says nothing, nothing is made up.
    shutil.rmtree(project / ".git")
    assert run(project, "build").returncode == 0
    assert found(project)["record"]["commit"] is None and "a commit that is not known" in verify(project)


def test_the_present_release_of_a_folder_of_releases_is_verified(project):
    assert run(project, "publish", "--to", "public").returncode == 0
    assert found(project, "public")["missing"] == []
    (project / "public/current/index.html").unlink()
    assert found(project, "public", code=1)["missing"] == ["index.html"]


# MARK: on a server


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a site; some addresses are sent elsewhere, and some answers are cut off."""
    elsewhere: set = set()
    broken: set = set()

    def do_GET(self):
        path = self.path.lstrip("/")
        if path in self.elsewhere:
            self.send_response(302)
            self.send_header("Location", "/index.html")
            self.end_headers()
        elif path in self.broken:
            self.send_error(500)
        else:
            super().do_GET()

    def log_message(self, *_):
        pass


@pytest.fixture
def server(project):
    Handler.elsewhere, Handler.broken = set(), set()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(project / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_site_on_a_server_is_fetched_file_by_file(server, project):
    whole = found(project, server)
    assert whole["files"] == found(project)["files"] and whole["record"] == found(project)["record"]
    shutil.copy(project / "site/manifest.json", project / "kept.json")
    assert found(project, server + "/", "--manifest", "kept.json")["isKeptManifest"] is True
    (project / "site/index.html").write_text("Changed.")
    (project / "site/404.html").unlink()
    Handler.elsewhere = {"guides/a.html"}
    findings = found(project, server, code=1)
    assert findings["changed"] == ["guides/a.html", "index.html"] and findings["missing"] == ["404.html"]
    # What the manifest leads out of the site with is not asked for.
    (project / "site/manifest.json").write_text('{"../../x": "' + "0" * 64 + '"}')
    assert run(project, "verify", server).returncode == 74


def test_a_server_that_fails_is_no_verdict(server, project):
    Handler.broken = {"index.html"}
    result = run(project, "verify", server)
    assert result.returncode == 74 and "cannot be verified" in result.stderr and "500" in result.stderr
    Handler.broken, Handler.elsewhere = set(), {"manifest.json"}
    assert run(project, "verify", server).returncode == 74
    Handler.elsewhere = set()
    (project / "site/manifest.json").unlink()
    result = run(project, "verify", server)
    assert result.returncode == 66 and "404" in result.stderr


# MARK: CI without this and that


def test_without_any_network_each_step_works_or_says_in_one_line_what_to_do(project):
    alone = ("unshare", "--net")
    if subprocess.run([*alone, "true"], capture_output=True).returncode:
        pytest.skip("no network of its own can be made here")
    (project / "charter.yaml").write_text(
        "title: Test\nmodels:\n  - {role: encoder, name: E, licence: mit, files: [{source: 'https://models.example/e.bin', "
        f"sha256: {'0' * 64}}}]}}\n")
    (project / "content/licences").mkdir()
    (project / "content/licences/mit.md").write_text(
        "---\ntitle: MIT License\nname: MIT License\nspdx: MIT\nclass: open-source\nosi_approved: true\npermissions: [commercial-use]\n"
        "conditions: [include-copyright]\nlimitations: [warranty]\ndecision: approved\n"
        "owner: Legal team\nreview_by: 2027-11-01\nurl: https://example.org/mit\n---\n\nShort.\n")
    pulled = run(project, "models", "pull", prefix=alone)
    assert pulled.returncode == 74, pulled.stderr
    assert len([line for line in pulled.stderr.splitlines() if line.startswith("charter: error: ")]) == 1, pulled.stderr
    assert "https://models.example/e.bin" in pulled.stderr
    built = run(project, "build", prefix=alone)
    assert built.returncode == 0 and "charter models pull" in built.stderr and "answers-without-model" in built.stderr, built.stderr
    assert run(project, "build", "--strict", "--no-answers", prefix=alone).returncode == 0
    assert run(project, "publish", "--to", "public", prefix=alone).returncode == 0
    assert run(project, "verify", "public", prefix=alone).returncode == 0
    asked = run(project, "verify", "https://portal.example.org/ai", prefix=alone)
    assert asked.returncode == 74 and asked.stderr.startswith("charter: error: 'https://portal.example.org/ai' cannot be verified: ")
    assert asked.stderr.count("\n") == 1


# MARK: reports that others read


@pytest.fixture
def mistakes(project):
    (project / "content/index.md").write_text(
        "---\ntitle: Home\nowne: Office\n---\n\n[One](nowhere.md) and [two](nowhere.md) & \"<three>\".\n\n![x](none.png)\n")
    return project


def report(project, form, *arguments):
    result = run(project, "check", "--format", form, *arguments)
    assert result.returncode == 1 and result.stderr == "", result.stderr
    return result.stdout


def test_gitlab_reads_the_report_of_code_quality(mistakes):
    issues = json.loads(report(mistakes, "gitlab"))
    plain = json.loads(report(mistakes, "json"))["diagnostics"]
    assert [(issue["check_name"], issue["location"]["path"], issue["location"]["lines"]["begin"]) for issue in issues] == [
        (each["id"], each["path"], each["line"]) for each in plain]
    # docs.gitlab.com, "Code Quality report format".
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"} and issue["description"]
        assert not issue["location"]["path"].startswith(("/", "./"))
    prints = [issue["fingerprint"] for issue in issues]
    assert len(set(prints)) == len(prints) >= 4
    # A line that moves is no new problem.
    page = mistakes / "content/index.md"
    page.write_text(page.read_text().replace("\n[One]", "\nA line.\n\n[One]"))
    assert {issue["fingerprint"] for issue in json.loads(report(mistakes, "gitlab"))} == set(prints)
    assert json.loads(run(mistakes, "check", "--format", "gitlab", "--content", "content/guides").stdout) == []


def test_junitparser_reads_the_test_report(mistakes):
    junitparser = pytest.importorskip("junitparser")
    plain = json.loads(report(mistakes, "json"))
    suites = junitparser.JUnitXml.fromstring(report(mistakes, "junit").encode())
    assert suites.tests == len(plain["diagnostics"]) and suites.errors == 0
    assert suites.failures == plain["counts"]["error"] + plain["counts"]["warning"]
    cases = [case for suite in suites for case in suite]
    assert [case.classname for case in cases] == [each["path"] for each in plain["diagnostics"]]
    failures = [result for case in cases for result in case.result]
    assert [failure.message for failure in failures] == [each["summary"] for each in plain["diagnostics"]]
    assert all(failure.type in ("error", "warning") for failure in failures)
    sound = run(mistakes, "check", "--format", "junit", "--content", "content/guides").stdout
    suites = junitparser.JUnitXml.fromstring(sound.encode())
    assert suites.tests == 1 and suites.failures == 0


def test_the_classes_made_from_sarifs_schema_take_the_report(mistakes):
    sarif_om = pytest.importorskip("sarif_om")
    import attr
    address = "https://docs.example.org/charter/diagnostics.md"
    log = json.loads(report(mistakes, "sarif", "--help-address", address))

    def take(kind, value):
        """Makes an object of a class, by the names that the schema gives; a name that it does not know is an error."""
        names = {field.metadata["schema_property_name"]: field for field in attr.fields(kind)}
        assert set(value) <= set(names), f"{kind.__name__}: {set(value) - set(names)}"
        for name, field in names.items():
            assert name in value or field.default is not attr.NOTHING, f"{kind.__name__} lacks {name}"
        return value

    take(sarif_om.SarifLog, log)
    run_ = take(sarif_om.Run, log["runs"][0])
    driver = take(sarif_om.ToolComponent, take(sarif_om.Tool, run_["tool"])["driver"])
    explained = (ROOT / "docs/diagnostics.md").read_text()
    for rule in driver["rules"]:
        take(sarif_om.ReportingDescriptor, rule)
        take(sarif_om.MultiformatMessageString, rule["help"])
        assert rule["helpUri"] == f"{address}#{rule['id']}"
        assert f"## {rule['id']}\n\n{rule['help']['markdown']}\n" in explained
    fixes = 0
    for result in run_["results"]:
        take(sarif_om.Result, result)
        take(sarif_om.Message, result["message"])
        for place in result["locations"] + result.get("relatedLocations", []):
            physical = take(sarif_om.PhysicalLocation, take(sarif_om.Location, place)["physicalLocation"])
            take(sarif_om.Region, physical["region"])
            take(sarif_om.ArtifactLocation, physical["artifactLocation"])
        for fix in result.get("fixes", []):
            for change in take(sarif_om.Fix, fix)["artifactChanges"]:
                for replacement in take(sarif_om.ArtifactChange, change)["replacements"]:
                    take(sarif_om.Replacement, replacement)
                    fixes += 1
    assert fixes > 0
    assert "helpUri" not in report(mistakes, "sarif")
    for wrong in ("docs/diagnostics.md", "https://", address + "#x"):
        assert run(mistakes, "check", "--format", "sarif", "--help-address", wrong).returncode == 64, wrong
    assert run(mistakes, "check", "--help-address", address).returncode == 64
