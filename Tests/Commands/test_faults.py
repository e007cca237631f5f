"""Builds whose system calls fail, and builds that are stopped or killed, at every call that touches the output, the cache or a source.

`faults.c` numbers the calls. Of these a sample is tried, the same in every run; CHARTER_FAULTS=all tries each one, and
CHARTER_FAULTS=200 a sample of that size in each test. After each: the site is the old or the new one, exactly as its manifest says,
the exit code tells which, nothing but the site was touched, and the next build gives what a clean one gives.
"""
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

CHARTER = os.path.abspath(os.environ["CHARTER"])
ROOT = Path(__file__).parents[2]
# How many calls each test tries; a debug build takes ten times as long.
SAMPLE = os.environ.get("CHARTER_FAULTS", "6" if "/debug/" in CHARTER else "12")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="LD_PRELOAD needs Linux")

OLD = {
    "index.md": "---\ntitle: Home\n---\n\nOld [guide](guides/start.md).\n",
    "guides/start.md": "---\ntitle: Start\ntags: [first]\n---\n\nOld text.\n",
    "files/old.txt": "old",
    "files/same.txt": "same",
}
# A text changes, a file and a tag go, a file, a folder and a page come.
NEW = {
    "index.md": "---\ntitle: Home\n---\n\nNew [guide](guides/start.md).\n",
    "guides/start.md": "---\ntitle: Start\ntags: [second]\n---\n\nNew text.\n",
    "guides/more.md": "---\ntitle: More\n---\n\nMore.\n",
    "fresh/deep/new.txt": "new",
    "files/same.txt": "same",
}
BROKEN = {**NEW, "index.md": "---\ntitle: Home\n---\n\n[Nowhere](nowhere.md).\n"}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    compiler = next((name for name in ("cc", "clang", "gcc") if shutil.which(name)), None)
    if not compiler:
        pytest.skip("no C compiler")
    path = tmp_path_factory.mktemp("library") / "faults.so"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", path, ROOT / "Tests/Commands/faults.c", "-ldl"], check=True, timeout=60)
    return path


def write(folder, pages, content="content"):
    shutil.rmtree(folder / content, ignore_errors=True)
    for name, text in pages.items():
        path = folder / content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def start(folder, library=None, output="site", content="content", watched=("site", ".charter"), **fault):
    environment = {**os.environ, "CHARTER_MODELS": str(folder / ".models"), "SOURCE_DATE_EPOCH": "1767225600"}
    if library:
        environment |= {
            "LD_PRELOAD": str(library), "FAULT_FOLDERS": ":".join(str(folder / name) for name in watched),
            **{f"FAULT_{key.upper()}": str(value) for key, value in fault.items()},
        }
    return subprocess.Popen(
        [CHARTER, "build", "--jobs", "1", "--no-answers", "--output", output, "--content", content], cwd=folder, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def build(folder, library=None, **fault):
    process = start(folder, library, **fault)
    return process, process.communicate(timeout=120)[0]


def site(folder, name="site"):
    """The bytes of every file of the site, but for Charter's own records."""
    root = folder / name
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*")) if path.is_file() and ".charter" not in path.relative_to(root).parts
    }


def check_manifest(files):
    if files:
        listed = json.loads(files["manifest.json"])
        assert listed == {
            path: hashlib.sha256(data).hexdigest() for path, data in files.items() if path != "manifest.json"
        }


class Case:
    """A project whose site is that of `before`, and whose content is that of `NEW`."""

    def __init__(self, folder, before):
        self.folder = folder / "project"
        self.folder.mkdir()
        (self.folder / "charter.yaml").write_text("title: Test\nsearch: {enabled: false}\ngone: [tags/first.html]\n")
        shutil.copytree(ROOT / "templates", self.folder / "templates")
        write(self.folder, NEW)
        process, output = build(self.folder, output="clean")
        assert process.returncode == 0, output
        self.new = site(self.folder, "clean")
        shutil.rmtree(self.folder / "clean")
        shutil.rmtree(self.folder / ".charter")
        self.old = {}
        if before is not None:
            write(self.folder, before)
            process, output = build(self.folder)
            assert process.returncode == 0, output
            self.old = site(self.folder)
            assert self.old and self.old != self.new
            write(self.folder, NEW)
        self.kept = folder / "kept"
        shutil.copytree(self.folder, self.kept, symlinks=True)

    def restore(self):
        """Times of change come back too: by them charter knows its files."""
        for name in ("site", ".charter"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            if (self.kept / name).exists():
                shutil.copytree(self.kept / name, self.folder / name, symlinks=True)
        write(self.folder, NEW)

    def calls(self, library, **watched):
        """The calls of an undisturbed build, in order."""
        self.restore()
        log = self.folder / "calls"
        log.unlink(missing_ok=True)
        process, output = build(self.folder, library, log=log, **watched)
        assert process.returncode == 0, output
        assert site(self.folder) == self.new
        calls = log.read_text().splitlines()
        log.unlink()
        return calls

    def check(self, code, output):
        """The site is the old or the new one, and the exit code says which."""
        files = site(self.folder)
        check_manifest(files)
        assert files in (self.old, self.new), output
        assert code in (0, 74), output
        if code == 0:
            assert files == self.new, output
        elif "was left as it was" in output:
            assert files == self.old, output

    def check_next(self):
        """The next build gives what a clean one gives, and leaves nothing of ours lying about."""
        process, output = build(self.folder)
        assert process.returncode == 0, output
        assert site(self.folder) == self.new, output
        own = self.folder / "site/.charter"
        assert sorted(path.name for path in own.iterdir()) == ["lock"]
        assert not list((self.folder / ".charter").glob("*.tmp"))


# Calls that only look: before and after one of them a disk is the same.
LOOKING = {"lstat", "stat", "fstat", "read", "opendir", "readdir", "close"}


def numbers(calls, seed, looking=True):
    """The calls to try: all, or a sample of which half are of the moments in which the site changes.

    Without `looking`, one before each call that may change the disk, and the last: every state that a kill can leave.
    """
    all_numbers = [
        number for number, call in enumerate(calls, 1)
        if looking or number == len(calls) or call.split()[1] not in LOOKING
    ]
    if SAMPLE == "all":
        return all_numbers
    picked, count = random.Random(seed), int(SAMPLE)
    changes = [number for number in all_numbers if calls[number - 1].split()[1] in ("rename", "link", "rmdir")]
    some = picked.sample(changes, min(len(changes), (count + 1) // 2))
    return sorted({*some, *picked.sample(all_numbers, min(len(all_numbers), count // 2))})


@pytest.fixture(params=["first", "second"])
def case(request, tmp_path):
    return Case(tmp_path, None if request.param == "first" else OLD)


def report(request, calls, tried, results):
    print(f"\n{request.node.name}: {len(calls)} calls, {len(tried)} tried: {dict(sorted(results.items(), key=str))}")


def tally(results, key):
    results[key] = results.get(key, 0) + 1


@pytest.mark.parametrize("kind", ["EIO", "ENOSPC", "EINTR", "SHORT"])
def test_a_call_that_fails_leaves_the_old_site_or_the_new(case, library, kind, request):
    """A site is the old one or the new one."""
    calls = case.calls(library)
    if kind == "SHORT":
        wanted = [number for number, call in enumerate(calls, 1) if call.split()[1] in ("read", "write")]
        tried = [number for number in numbers(calls, kind) if number in wanted] or wanted[:2]
    else:
        tried = numbers(calls, kind)
    results = {}
    for number in tried:
        case.restore()
        process, output = build(case.folder, library, at=number, kind=kind)
        where = f"{kind} at call {calls[number - 1]}\n{output}"
        case.check(process.returncode, where)
        if kind in ("EINTR", "SHORT"):
            # A signal, or a write that took only some of the bytes, is no failure. What closes a file closes it all the same.
            assert process.returncode == 0, where
        tally(results, process.returncode)
        case.check_next()
    report(request, calls, tried, results)


@pytest.mark.parametrize("kind", ["EIO", "EINTR"])
def test_a_source_that_cannot_be_read_is_never_taken_for_absent(case, library, kind, request):
    watched = ("content", "templates", "charter.yaml")
    calls = case.calls(library, watched=watched)
    tried, results = numbers(calls, f"source {kind}"), {}
    for number in tried:
        case.restore()
        process, output = build(case.folder, library, watched=watched, at=number, kind=kind)
        where = f"{kind} at call {calls[number - 1]}\n{output}"
        assert process.returncode in (0, 1, 66, 74), where
        assert site(case.folder) == (case.new if process.returncode == 0 else case.old), where
        tally(results, process.returncode)
        case.check_next()
    report(request, calls, tried, results)


def test_a_disk_that_fails_for_good_is_told_and_the_next_build_mends_it(case, library, request):
    calls = case.calls(library)
    tried, results = numbers(calls, "always"), {}
    for number in tried:
        case.restore()
        process, output = build(case.folder, library, at=number, kind="EIO", always=1)
        where = f"EIO from call {calls[number - 1]}\n{output}"
        files = site(case.folder)
        assert process.returncode in (0, 74), where
        if "was left as it was" in output:
            assert files == case.old, where
        if process.returncode == 0:
            assert files == case.new, where
        for path, data in files.items():
            assert data in (case.old.get(path), case.new.get(path)), f"{path} is neither old nor new: {where}"
        if files not in (case.old, case.new):
            assert "could not be undone" in output, where
            tally(results, "halfway")
        tally(results, process.returncode)
        case.check_next()
    report(request, calls, tried, results)


def test_a_build_killed_anywhere_is_undone_by_the_next_even_one_with_errors(case, library, request):
    calls = case.calls(library)
    tried, results = numbers(calls, "kill", looking=False), {}
    for number in tried:
        case.restore()
        process, output = build(case.folder, library, at=number, kind="KILL")
        where = f"killed before call {calls[number - 1]}\n{output}"
        assert process.returncode == -signal.SIGKILL, where
        files = site(case.folder)
        for path, data in files.items():
            assert data in (case.old.get(path), case.new.get(path)), f"{path} is neither old nor new: {where}"
        # Two builds' files stand together only while a journal says so.
        if files not in (case.old, case.new):
            assert (case.folder / "site/.charter/staging/journal").exists(), where
            tally(results, "mixed until the next build")
        write(case.folder, BROKEN)
        process, output = build(case.folder)
        assert process.returncode == 1, output
        files = site(case.folder)
        check_manifest(files)
        assert files in (case.old, case.new), where
        tally(results, "old" if files == case.old else "new")
        write(case.folder, NEW)
        case.check_next()
    report(request, calls, tried, results)


def test_a_build_stopped_anywhere_and_another_run_meanwhile_do_not_mix(case, library, request):
    """Build A is stopped, B runs to its end with other content, A goes on."""
    calls = case.calls(library)
    case.restore()
    # In a folder of its own, or A could read some of each.
    other = {**NEW, "index.md": "---\ntitle: Home\n---\n\nOther.\n", "files/other.txt": "other"}
    write(case.folder, other, "other")
    process, output = build(case.folder, output="clean", content="other")
    assert process.returncode == 0, output
    others = site(case.folder, "clean")
    shutil.rmtree(case.folder / "clean")
    tried, results = numbers(calls, "stop", looking=False), {}
    for number in tried:
        case.restore()
        first = start(case.folder, library, at=number, kind="STOP")
        try:
            _, status = os.waitpid(first.pid, os.WUNTRACED)
            assert os.WIFSTOPPED(status), f"A ended before call {calls[number - 1]}"
            second, output = build(case.folder, content="other")
            where = f"A stopped before call {calls[number - 1]}; B: {output}"
            if second.returncode == 0:
                check_manifest(site(case.folder))
                assert site(case.folder) == others, where
            else:
                assert second.returncode == 74, where
                # Between taking the lock and signing it, the name is nobody's or the last holder's.
                has_signed = any(call.split()[1] == "ftruncate" for call in calls[:number - 2])
                assert (f"another build (process {first.pid} on " if has_signed else "another build") in output, where
        finally:
            os.kill(first.pid, signal.SIGCONT)
            output = first.communicate(timeout=120)[0]
        where += f"A: {output}"
        files = site(case.folder)
        check_manifest(files)
        assert first.returncode in (0, 74), where
        assert files == (case.new if first.returncode == 0 else others if second.returncode == 0 else case.old), where
        tally(results, f"A {first.returncode}, B {second.returncode}")
        case.check_next()
    report(request, calls, tried, results)
