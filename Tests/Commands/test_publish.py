"""charter publish: releases in a folder, the switch, the way back, what is refused, and what a kill or a full disk leaves."""
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

CHARTER = os.path.abspath(os.environ["CHARTER"])
ROOT = Path(__file__).parents[2]
SAMPLE = os.environ.get("CHARTER_FAULTS", "8" if "/debug/" in CHARTER else "20")
DAY = 1795651200  # 2026-11-26
NAME = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{12}(-[0-9]+)?")


def run(folder, *arguments, moment=DAY, library=None, prefix=(), **variables):
    environment = {**os.environ, "CHARTER_MODELS": str(folder / "no-models"), "SOURCE_DATE_EPOCH": str(moment)}
    if library:
        environment |= {"LD_PRELOAD": str(library), "FAULT_FOLDERS": str(folder / "public")}
        environment |= {f"FAULT_{key.upper()}": str(value) for key, value in variables.items()}
    return subprocess.run([*prefix, CHARTER, *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=300)


def ok(folder, *arguments, **options):
    result = run(folder, *arguments, **options)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def publish(folder, site, *arguments, **options):
    """Publishes, and gives the release's name."""
    said = ok(folder, "publish", site, "--to", "public", *arguments, **options)
    assert said.count("\n") == 1, said
    return NAME.search(said).group()


def files(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*")) if path.is_file() and ".charter" not in path.relative_to(folder).parts
    }


def current(folder):
    """The site that readers see, which is what its manifest says."""
    if not (folder / "public/current").is_symlink():
        return None
    seen = files(folder / "public/current/")
    listed = json.loads(seen["manifest.json"])
    assert listed == {path: hashlib.sha256(data).hexdigest() for path, data in seen.items() if path != "manifest.json"}
    return seen


def releases(folder):
    return sorted(path.name for path in (folder / "public/releases").iterdir())


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Three sites of one project; a page comes in the second and goes in the third."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "content/guides").mkdir(parents=True)
    (folder / "charter.yaml").write_text("title: Test\nsearch: {enabled: false}\n")
    for number, site in enumerate(["one", "two", "three"]):
        (folder / "content/index.md").write_text(f"---\ntitle: Home\n---\n\nText {number}.\n")
        (folder / "content/guides/same.md").write_text("---\ntitle: Same\n---\n\nThe same.\n")
        more = folder / "content/guides/more.md"
        more.write_text("---\ntitle: More\n---\n\nMore.\n") if number == 1 else more.unlink(missing_ok=True)
        ok(folder, "build", "--clean", "--output", site)
    return folder


@pytest.fixture
def project(built, tmp_path):
    folder = tmp_path / "project"
    shutil.copytree(built, folder)
    return folder


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    compiler = next((name for name in ("cc", "clang", "gcc") if shutil.which(name)), None)
    if not compiler or sys.platform != "linux":
        pytest.skip("no C compiler" if not compiler else "LD_PRELOAD needs Linux")
    path = tmp_path_factory.mktemp("library") / "faults.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", path, ROOT / "Tests/Commands/faults.c", "-ldl"], check=True, timeout=60)
    return path


def test_a_release_is_the_site_and_the_link_leads_to_it(project):
    first = publish(project, "one")
    assert os.readlink(project / "public/current") == f"releases/{first}"
    assert current(project) == files(project / "one")
    digest = hashlib.sha256((project / "one/manifest.json").read_bytes()).hexdigest()
    assert first == f"20261126-000000-{digest[:12]}"
    second = publish(project, "two", moment=DAY + 3661)
    assert second.startswith("20261126-010101-") and current(project) == files(project / "two")
    # What did not change is on the disk once.
    one, two = files(project / "one"), files(project / "two")
    same = [path for path, content in one.items() if two.get(path) == content]
    assert "404.html" in same and "guides/same.html" not in same, "a new page stands beside others of its kind"
    for path in same:
        places = [project / "public/releases" / name / path for name in (first, second)]
        assert places[0].stat().st_ino == places[1].stat().st_ino
        assert (project / "one" / path).stat().st_ino != places[0].stat().st_ino
    assert files(project / "public/releases" / first) == files(project / "one")
    assert sorted(path.name for path in (project / "public/.charter").iterdir()) == ["lock", "releases"]


def test_the_same_site_is_not_published_twice_and_a_damaged_release_is_replaced(project):
    first = publish(project, "one")
    assert "already: nothing to publish" in ok(project, "publish", "one", "--to", "public", moment=DAY + 60)
    assert releases(project) == [first]
    (project / "public/releases" / first / "index.html").write_text("Somebody's.")
    again = publish(project, "one")
    assert again == first + "-2" and current(project) == files(project / "one")
    # The damage is not handed on by a second name.
    assert (project / "public/releases" / first / "index.html").read_text() == "Somebody's."


def test_the_way_back_leads_through_what_readers_saw(project):
    # The third is of an earlier commit: its name sorts first.
    names = [publish(project, site, moment=DAY + shift) for site, shift in [("one", 0), ("two", 100), ("three", -100)]]
    assert sorted(names)[0] == names[2]
    listed = ok(project, "publish", "--to", "public", "--list").splitlines()
    assert [line.split()[0 if line[0] == " " else 1] for line in listed] == [names[2], names[1], names[0]]
    assert [line[0] for line in listed] == ["*", " ", " "] and "files" in listed[0]
    for site, name in [("two", names[1]), ("one", names[0])]:
        assert name in ok(project, "publish", "--to", "public", "--rollback")
        assert current(project) == files(project / site)
    result = run(project, "publish", "--to", "public", "--rollback")
    assert result.returncode == 66 and "there is no earlier release" in result.stderr
    # Forward again by name, and then back to where that was done.
    ok(project, "publish", "--to", "public", "--rollback", "--release", names[2])
    assert current(project) == files(project / "three")
    ok(project, "publish", "--to", "public", "--rollback")
    assert current(project) == files(project / "one")


def test_a_damaged_release_is_not_gone_back_to(project):
    first = publish(project, "one")
    publish(project, "two", moment=DAY + 1)
    (project / "public/releases" / first / "guides/same.html").unlink()
    result = run(project, "publish", "--to", "public", "--rollback")
    assert result.returncode == 1 and "'guides/same.html' is missing or changed" in result.stderr
    assert current(project) == files(project / "two")


def test_old_releases_go_and_what_is_somebodys_stays(project):
    sites = ["one", "two", "three", "one", "two", "three"]
    names = [publish(project, site, "--keep", "9", moment=DAY + number) for number, site in enumerate(sites)]
    assert releases(project) == names
    (project / "public/releases" / names[1] / "notes.txt").write_text("Ours.")
    (project / "public/releases/not-a-release").mkdir()
    result = run(project, "publish", "one", "--to", "public", "--keep", "2", moment=DAY + 9)
    assert result.returncode == 0 and "4 old releases removed" in result.stdout
    assert f"the old release {names[1]} was left: it holds 'notes.txt'" in result.stderr
    assert set(releases(project)) == {names[1], names[5], NAME.search(result.stdout).group(), "not-a-release"}
    assert current(project) == files(project / "one")
    # A release that was taken back is the first to go.
    ok(project, "publish", "--to", "public", "--rollback")
    publish(project, "two", "--keep", "2", moment=DAY + 20)
    assert NAME.search(result.stdout).group() not in releases(project) and names[5] in releases(project)


def test_what_is_not_a_whole_site_is_not_published(project):
    result = run(project, "publish", "content", "--to", "public")
    assert result.returncode == 66 and "'content' holds no site" in result.stderr
    (project / "one/index.html").write_text("Changed.")
    (project / "one/404.html").unlink()
    result = run(project, "publish", "one", "--to", "public")
    assert result.returncode == 1 and "'404.html', 'index.html' are missing or changed" in result.stderr
    assert not (project / "public").exists()


@pytest.mark.parametrize("place", ["", ".", "..", "content", "content/x", "one", "one/x", "charter.yaml", ".charter/x", "/"])
def test_places_where_no_release_belongs_are_refused(project, place):
    result = run(project, "publish", "one", "--to", place)
    assert result.returncode == 64 and result.stderr.startswith("charter: error: --to "), result.stderr
    assert "--output" not in result.stderr


def test_what_others_put_in_the_place_of_ours_is_left(project):
    (project / "public").mkdir()
    (project / "public/current").mkdir()
    for make, name in [(None, "public/current"), ("one", "public/manifest.json")]:
        if make:
            (project / "public/current").rmdir()
            shutil.copy(project / make / "manifest.json", project / "public/manifest.json")
        result = run(project, "publish", "one", "--to", "public")
        assert result.returncode == 74 and name in result.stderr and "choose another --to" in result.stderr, result.stderr
        assert sorted(path.name for path in (project / "public").iterdir()) == [name.split("/")[1]]
    (project / "public/manifest.json").unlink()
    (project / "public/current").symlink_to(project / "two")
    result = run(project, "publish", "one", "--to", "public")
    assert result.returncode == 74 and os.readlink(project / "public/current") == str(project / "two")


def test_the_command_line_is_checked(project):
    for arguments in (["--keep", "0"], ["--list", "--rollback"], ["--release", "x"], ["--rollback", "--release", "../x"]):
        assert run(project, "publish", "--to", "public", *arguments).returncode == 64, arguments
    assert run(project, "publish", "one", "--to", "public", moment="soon").returncode == 64
    assert ok(project, "publish", "--to", "public", "--list") == "no releases in public\n"
    assert not (project / "public").exists()


def test_a_folder_that_another_run_holds_is_told(project, library):
    publish(project, "one")
    environment = {**os.environ, "LD_PRELOAD": str(library), "FAULT_FOLDERS": str(project / "public"), "FAULT_KIND": "STOP"}
    environment |= {"FAULT_AT": "30", "SOURCE_DATE_EPOCH": str(DAY + 1)}
    first = subprocess.Popen([CHARTER, "publish", "two", "--to", "public"], cwd=project, env=environment, stdout=subprocess.DEVNULL)
    try:
        _, status = os.waitpid(first.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        second = run(project, "publish", "three", "--to", "public", moment=DAY + 2)
        assert second.returncode == 74 and f"process {first.pid}" in second.stderr, second.stderr
    finally:
        os.kill(first.pid, signal.SIGCONT)
        assert first.wait(timeout=120) == 0
    assert current(project) == files(project / "two")


# MARK: faults

LOOKING = {"lstat", "stat", "fstat", "read", "opendir", "readdir", "close", "readlink"}


def prepared(project):
    """A folder with two releases, of which the next publication removes one."""
    publish(project, "three", moment=DAY - 10)
    publish(project, "one", moment=DAY - 5)
    shutil.copytree(project / "public", project / "kept", symlinks=True)


def restore(project):
    shutil.rmtree(project / "public")
    shutil.copytree(project / "kept", project / "public", symlinks=True)


def calls(project, library):
    restore(project)
    log = project / "calls"
    ok(project, "publish", "two", "--to", "public", "--keep", "2", library=library, log=log)
    assert current(project) == files(project / "two") and len(releases(project)) == 2
    made = log.read_text().splitlines()
    log.unlink()
    return made


def sample(numbers, made, seed):
    if SAMPLE == "all":
        return numbers
    picked, count = random.Random(seed), int(SAMPLE)
    telling = [n for n in numbers if made[n - 1].split()[1] in ("rename", "symlink", "link", "rmdir", "unlinkat")]
    return sorted({*picked.sample(telling, min(len(telling), count // 2)), *picked.sample(numbers, min(len(numbers), count // 2))})


def check_next(project):
    """The next publication succeeds and leaves nothing of the broken one."""
    ok(project, "publish", "two", "--to", "public", "--keep", "2", moment=DAY + 30)
    assert current(project) == files(project / "two")
    assert len(releases(project)) == 2
    assert sorted(path.name for path in (project / "public/.charter").iterdir()) == ["lock", "releases"]


@pytest.mark.parametrize("kind", ["EIO", "ENOSPC", "EINTR"])
def test_a_call_that_fails_leaves_a_whole_site(project, library, kind):
    prepared(project)
    made = calls(project, library)
    for number in sample(list(range(1, len(made) + 1)), made, kind):
        restore(project)
        result = run(project, "publish", "two", "--to", "public", "--keep", "2", library=library, at=number, kind=kind)
        where = f"{kind} at call {made[number - 1]}\n{result.stdout}{result.stderr}"
        seen = current(project)
        assert seen in (files(project / "one"), files(project / "two")), where
        assert result.returncode in (0, 74), where
        if result.returncode == 0:
            assert seen == files(project / "two"), where
        elif "was left as it was" in where:
            assert seen == files(project / "one"), where
        if kind == "EINTR":
            assert result.returncode == 0, where
        check_next(project)


def test_a_kill_anywhere_leaves_a_whole_site(project, library):
    """A release is whole before readers see it, and what is killed leaves the old one."""
    prepared(project)
    made = calls(project, library)
    changing = [number for number, call in enumerate(made, 1) if call.split()[1] not in LOOKING]
    for number in sample(changing, made, "kill"):
        restore(project)
        result = run(project, "publish", "two", "--to", "public", "--keep", "2", library=library, at=number, kind="KILL")
        where = f"killed before call {made[number - 1]}"
        assert result.returncode == -signal.SIGKILL, where
        assert current(project) in (files(project / "one"), files(project / "two")), where
        # The way back is the same, wherever it was killed.
        seen = current(project)
        ok(project, "publish", "--to", "public", "--rollback")
        expected = "three" if seen == files(project / "one") else "one"
        assert current(project) == files(project / expected), where
        check_next(project)


def test_a_full_disk_is_told_and_leaves_the_old_release(project):
    script = """
        mkdir -p public && mount -t tmpfs -o size=8m tmpfs public || exit 99
        set -e
        "$0" publish one --to public >first
        head -c 16000000 /dev/zero >public/ballast 2>/dev/null || true
        status=0; SOURCE_DATE_EPOCH=1795651300 "$0" publish two --to public 2>message || status=$?
        rm public/ballast
        readlink public/current >link
        ls public/.charter >left
        "$0" verify public >verified
        "$0" publish two --to public >second
        umount public
        exit $status
        """
    result = subprocess.run(["unshare", "--mount", "sh", "-c", script, CHARTER], cwd=project, capture_output=True, text=True,
                            env={**os.environ, "SOURCE_DATE_EPOCH": str(DAY)}, timeout=120)
    if result.returncode == 99 or "unshare" in result.stderr:
        pytest.skip("a full disk: no file system can be mounted here")
    assert result.returncode == 74, result.stderr
    assert "No space left on device; free some space" in (project / "message").read_text()
    assert (project / "link").read_text().strip().removeprefix("releases/") in (project / "first").read_text()
    assert (project / "left").read_text().split() == ["lock", "releases"]


# MARK: with other commands

def test_pages_that_are_gone_are_noticed_against_the_published_release(project):
    publish(project, "two")
    for previous in ("public", "public/current", "public/current/manifest.json"):
        result = run(project, "check", "--previous", previous)
        assert result.returncode == 1 and "Page 'guides/more.html' was published and is gone" in result.stderr, result.stderr
    publish(project, "three", moment=DAY + 1)
    assert run(project, "check", "--previous", "public").returncode == 0
    ok(project, "publish", "--to", "public", "--rollback")
    assert run(project, "check", "--previous", "public").returncode == 1


# MARK: the recipes of docs/publishing.md


def commands(heading):
    """The lines of shell below a heading of the page."""
    page = re.sub(r"(?s)```.*?```", "", (ROOT / "docs/publishing.md").read_text())
    return [line.strip() for line in page.split(f"## {heading}\n")[1].split("\n## ")[0].splitlines() if line.startswith("    ")]


def shell(folder, line, **variables):
    environment = {**os.environ, "CHARTER_MODELS": str(folder / "no-models"), "SOURCE_DATE_EPOCH": str(DAY), **variables}
    environment["PATH"] = f"{Path(CHARTER).parent}:{os.environ['PATH']}"
    result = subprocess.run(["bash", "-euc", line], cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, f"{line}\n{result.stdout}{result.stderr}"
    return result.stdout


def test_the_recipe_of_releases_publishes_and_goes_back(project):
    lines = [line.replace("/srv/portal", str(project / "public")) for line in commands("Releases and a link")]
    assert [line.split()[1] for line in lines] == ["build", "publish", "publish", "publish"]
    publish(project, "one", moment=DAY - 60)
    for line in lines:
        shell(project, line)
    # The project is that of the third site.
    assert sorted(path.name for path in (project / "site").iterdir() if path.name != ".charter") == sorted(
        path.name for path in (project / "three").iterdir() if path.name != ".charter")
    assert current(project) == files(project / "one")


def carries_hash(path):
    return bool(re.match(r"(assets/|(search|ask)/[a-z]-[a-z2-7]+[.]js$|decide/table-[0-9a-f]+[.]js$)", path))


def test_the_order_of_rsync_never_shows_a_page_without_its_files(tmp_path):
    if not shutil.which("rsync"):
        pytest.skip("rsync is not installed")
    project = tmp_path
    for part in ("content", "templates"):
        shutil.copytree(ROOT / part, project / part)
    settings = re.sub(r"(?m)^history:.*\n(  .*\n)*", "", (ROOT / "charter.yaml").read_text())
    (project / "charter.yaml").write_text(settings)
    ok(project, "build", "--output", "old")
    (project / "content/guides/new.md").write_text("---\ntitle: Zebra crossing\n---\n\n## Marmalade\n\nMarmalade zebras cross.\n")
    (project / "content/guides/why-self-host.md").unlink()
    (project / "content/questions/guides/why-self-host.yaml").unlink()
    for page in (project / "content").rglob("*.md"):
        page.write_text(re.sub(r"\[([^]]*)\]\([^)]*why-self-host[^)]*\)", r"\1", page.read_text().replace("[[guide:why-self-host]]", "the guide")))
    sheet = next((project / "templates/assets").rglob("*.css"))
    sheet.write_text(sheet.read_text() + "\n.zebra { color: inherit }\n")
    ok(project, "build", "--output", "site")
    sites = {name: files(project / name) for name in ("old", "site")}
    hashed = {name: {path for path in site if carries_hash(path)} for name, site in sites.items()}
    assert hashed["old"] - hashed["site"] and hashed["site"] - hashed["old"]

    shutil.copytree(project / "old", project / "bucket")
    (project / "bucket/.charter/ours").write_text("kept")
    lines = commands("In order, with rsync")
    assert len(lines) == 6 and lines[-1].startswith("charter verify")
    before = files(project / "bucket")
    for number, line in enumerate(lines[:5], 1):
        shell(project, line, DEST=str(project / "bucket"))
        now = files(project / "bucket")
        added = {path for path in now if now[path] != before.get(path)}
        removed = set(before) - set(now)
        if number == 1:
            assert added == hashed["site"] - hashed["old"] and not removed
        elif number == 2:
            assert added and not any(path.endswith(".html") or path == "manifest.json" for path in added) and not removed
        elif number == 3:
            assert "guides/new.html" in added and all(path.endswith(".html") for path in added) and not removed
        elif number == 4:
            assert added == {"manifest.json"} and not removed
        else:
            assert not added and "guides/why-self-host.html" in removed and removed == set(sites["old"]) - set(sites["site"])
        for path, data in now.items():
            # Whose a file is, that one's parts are all there.
            for name in ("old", "site"):
                others = [site.get(path) for other, site in sites.items() if other != name]
                if data == sites[name].get(path) and data not in others:
                    assert hashed[name] <= set(now), f"{path} of {name} after step {number}"
        before = now
    assert before == sites["site"] and (project / "bucket/.charter/ours").exists()
    assert "0 additional" in shell(project, lines[5], DEST=str(project / "bucket"))


def test_the_recipe_of_a_file_share_builds_and_verifies(project):
    for line in commands("A file share"):
        said = shell(project, line, SHARE=str(project / "share"))
    assert "as the manifest says, 0 additional" in said


def test_the_recipe_of_forgejo_pushes_the_site_and_nothing_else(project):
    subprocess.run(["git", "init", "--quiet", "--bare", "pages.git"], cwd=project, check=True)
    shutil.copytree(project / "one", project / "site")
    for line in commands("Pages of GitHub, GitLab and Forgejo"):
        shell(project, line, REMOTE=str(project / "pages.git"))
    listed = shell(project, "git -C pages.git ls-tree -r --name-only pages").split()
    assert sorted(listed) == sorted(files(project / "one"))


def test_the_jobs_of_the_page_and_of_init_can_be_read_and_run(project):
    yaml = pytest.importorskip("yaml")
    page = (ROOT / "docs/publishing.md").read_text()
    jobs = [yaml.safe_load(block.split("```")[0]) for block in page.split("```yaml\n")[1:]]
    assert [list(job) for job in jobs] == [["publish"], ["pages"]]
    ok(project, "init", "portal", "--organisation", "O", "--url", "https://o.example", "--contact", "C", "--email", "c@o.example")
    for name in (".gitlab-ci.yml", ".github/workflows/portal.yml", ".forgejo/workflows/portal.yml"):
        text = (project / "portal" / name).read_text()
        # The commented part is the page's, once its marks are removed.
        plain = re.sub(r"(?m)^( *)# (?=( *)(pages:|publish:|- |[a-z-]+:( |$)))", r"\1", text) if "remove the marks" in text else text
        found = yaml.safe_load(plain)
        if name == ".gitlab-ci.yml":
            assert found["pages"]["rules"] == jobs[1]["pages"]["rules"] and found["pages"]["script"] == jobs[1]["pages"]["script"]
            lines = found["portal"]["script"]
        else:
            if ".github" in name:
                uses = [step["uses"] for step in found["jobs"]["publish"]["steps"]]
                assert uses == [step["uses"] for step in jobs[0]["publish"]["steps"]]
            lines = [step["run"] for step in found["jobs"]["build"]["steps"] if step.get("run", "").startswith("charter ")]
        assert len(lines) == 3
        shutil.rmtree(project / "portal/site", ignore_errors=True)
        for line in lines:
            shell(project / "portal", line)
    assert json.loads((project / "portal/gl-code-quality-report.json").read_text()) == []
