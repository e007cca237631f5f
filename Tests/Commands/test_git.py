"""Where git is missing, refuses, hangs on to less than all, or has no network at all."""
import os
import shutil
import subprocess
from pathlib import Path

import pytest

CHARTER = os.environ["CHARTER"]
ROOT = Path(__file__).parents[2]


def run(*arguments, cwd, prefix=(), **environment):
    variables = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CEILING_DIRECTORIES": str(Path(cwd).parent)}
    return subprocess.run([*prefix, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, timeout=120,
                          env={**variables, **environment})


def git(project, *arguments):
    result = run("git", "-c", "user.name=A", "-c", "user.email=a@b.example", *arguments, cwd=project)
    assert result.returncode == 0, result.stderr


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "portal"
    (folder / "content").mkdir(parents=True)
    (folder / "content/a.md").write_text("---\ntitle: A\n---\n\nHello.\n")
    (folder / "charter.yaml").write_text("title: Test\nhistory: {enabled: true}\n")
    shutil.copytree(ROOT / "templates", folder / "templates")
    git(folder, "init", "--quiet", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "--quiet", "-m", "First")
    return folder


def build(project, *arguments, **settings):
    return run(CHARTER, "build", *arguments, cwd=project, **settings)


def check_refused(project, identifier, words, **settings):
    """The cause is named by `check` and `build` alike, and --strict publishes nothing."""
    plain = build(project, "--output", "plain", **settings)
    assert plain.returncode == 0 and f"[{identifier}]" in plain.stderr and words in plain.stderr, plain.stderr
    strict = build(project, "--strict", "--output", "strict", **settings)
    assert strict.returncode == 1 and f"[{identifier}]" in strict.stderr and not (project / "strict").exists()
    check = run(CHARTER, "check", "--strict", cwd=project, **settings)
    assert check.returncode == 1 and f"warning: " in check.stderr and f"[{identifier}]" in check.stderr
    return plain.stderr


def test_with_all_well_there_is_no_word(project):
    assert build(project, "--strict").returncode == 0 and (project / "site/history/a.html").exists()


def test_git_that_is_not_installed(project):
    check_refused(project, "git-missing", "git is not installed, or not on PATH", PATH="/nowhere")


def test_a_folder_without_a_repository(project):
    shutil.rmtree(project / ".git")
    check_refused(project, "no-history", "this folder is in no git repository")


def test_a_repository_without_a_commit(project):
    shutil.rmtree(project / ".git")
    git(project, "init", "--quiet")
    check_refused(project, "no-history", "this repository has no commit yet")


def test_a_repository_of_another_owner(project):
    if os.getuid() != 0:
        pytest.skip("only root can give a folder away")
    for path in [project, *project.rglob("*")]:
        os.chown(path, 65534, 65534, follow_symlinks=False)
    said = check_refused(project, "git-refuses", "detected dubious ownership")
    assert f"git config --global --add safe.directory '{project}'" in said
    trusted = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": str(project)}
    assert build(project, "--strict", **trusted).returncode == 0


def test_a_shallow_clone(project):
    (project / "content/a.md").write_text("---\ntitle: A\n---\n\nHello again.\n")
    git(project, "commit", "--quiet", "-a", "-m", "Second")
    clone = project.parent / "clone"
    run("git", "clone", "--quiet", "--depth", "1", project.as_uri(), clone, cwd=project.parent)
    said = check_refused(clone, "history-shallow", "this is a shallow clone")
    assert "fetch-depth: 0" in said
    run("git", "fetch", "--quiet", "--unshallow", cwd=clone)
    assert build(clone, "--strict").returncode == 0


def test_any_other_refusal_in_gits_own_words(project):
    (project / ".git/HEAD").write_text("ref: refs/heads/main\n")
    for path in (project / ".git/objects").rglob("*"):
        if path.is_file():
            path.unlink()
    check_refused(project, "git-failed", "git says: ")


def test_without_a_loopback_interface_nothing_hangs(project):
    # A new network has a loopback interface that is down.
    alone = ("unshare", "--net")
    if subprocess.run([*alone, "true"], capture_output=True).returncode:
        pytest.skip("no network of its own can be made here")
    result = build(project, "--strict", prefix=alone)
    assert result.returncode == 0, result.stderr
    assert (project / "site/history/a.html").exists()
    assert run(CHARTER, "check", "--strict", cwd=project, prefix=alone).returncode == 0
    diff = run(CHARTER, "diff", "HEAD", ".", cwd=project, prefix=alone)
    assert diff.returncode == 0, diff.stderr
    assert run(CHARTER, "models", "pull", cwd=project, prefix=alone).returncode == 0


def test_histories_are_there_however_the_folder_is_named(project):
    for number, name in enumerate(["content", "./content", "content/", project / "content", "../portal/content"]):
        result = build(project, "--content", name, "--output", f"site-{number}")
        assert result.returncode == 0, result.stderr
        assert (project / f"site-{number}/history/a.html").exists(), name


def test_who_needs_no_history_does_not_ask_for_it(project):
    tools = project.parent / "tools"
    tools.mkdir()
    (tools / "git").write_text(f"#!/bin/sh\necho \"$@\" >> {tools}/asked\nexit 1\n")
    (tools / "git").chmod(0o755)
    path = f"{tools}:{os.environ['PATH']}"
    run(CHARTER, "build", "--output", "old", cwd=project)
    for command in (["models", "pull"], ["models", "list"], ["number", "--dry-run"], ["search", "hello"], ["ask", "hello"],
                    ["answers", "status"], ["diff", "old", "."], ["schema", "settings"], ["new", "guide", "B"]):
        run(CHARTER, *command, cwd=project, PATH=path)
        assert not (tools / "asked").exists(), command
    run(CHARTER, "check", cwd=project, PATH=path)
    assert "log" in (tools / "asked").read_text() or "rev-parse" in (tools / "asked").read_text()


def test_a_revision_that_cannot_be_read_says_why(project):
    result = run(CHARTER, "diff", "v9", ".", cwd=project)
    assert result.returncode == 66 and "'v9' is neither a built site nor a revision of git here" in result.stderr
    result = run(CHARTER, "diff", "HEAD", ".", cwd=project, PATH="/nowhere")
    assert result.returncode == 66 and "git is not installed" in result.stderr
    shutil.rmtree(project / ".git")
    result = run(CHARTER, "diff", "HEAD", ".", cwd=project)
    assert result.returncode == 66 and "no git repository" in result.stderr
