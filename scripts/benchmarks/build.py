"""Charter's build against Hugo's on the same pages with equal templates, side by side in one run.

Both write, for each page, its title, contents list, content and tags, and a list page with all dates, and tag pages.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import corpus  # noqa: E402
from measure import run, write_themes  # noqa: E402

def describe(name, runs):
    times = [seconds for seconds, _, _ in runs]
    memory = [peak for _, peak, _ in runs]
    print(f"  {name:34} {min(times):7.3f} s  median {statistics.median(times):7.3f} s  peak {max(memory):7.0f} MiB", flush=True)
    return statistics.median(times), max(memory)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charter", required=True)
    parser.add_argument("--hugo", required=True)
    parser.add_argument("--pages", default="100,1000,10000")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    version = subprocess.run([options.hugo, "version"], capture_output=True, text=True).stdout.split("hugo v")[-1].split()[0]
    print(f"Charter against Hugo {version}, {os.cpu_count()} cores, {options.runs} runs each, taking turns, disk synced before each")
    for count in [int(text) for text in options.pages.split(",")]:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_themes(folder, has_search=False)
            size = corpus.write(folder / "content", count)
            print(f"\n{count} pages, {size / 1e6:.1f} MB of markdown")
            charter = [options.charter, "build", "--today", "2026-11-01", "--timings"]
            runs = {"hugo": [], "charter": []}
            # Each cold run writes to a folder of its own: files deleted just before would slow down the next ones made.
            for turn in range(options.runs):
                commands = [
                    ("hugo", [options.hugo, "--quiet", "--destination", f"public-{turn}"]),
                    ("charter", charter + ["--output", f"site-{turn}"]),
                ]
                for name, command in commands if turn % 2 == 0 else reversed(commands):
                    runs[name].append(run(command, folder))
            last = options.runs - 1
            charter += ["--output", f"site-{last}"]
            hugo_time, hugo_memory = describe("hugo, cold", runs["hugo"])
            time_, memory = describe("charter build, cold", runs["charter"])
            again, edited = [], []
            for number in range(options.runs):
                again.append(run(charter, folder))
                page = folder / "content" / "guides" / f"page-{number:05}.md"
                page.write_text(page.read_text() + f"\nOne more sentence, number {number}.\n")
                edited.append(run(charter, folder))
            describe("charter build, nothing changed", again)
            describe("charter build, one page edited", edited)
            print(f"  Charter takes {time_ / hugo_time:.2f} of Hugo's time and {memory / hugo_memory:.2f} of its memory, cold")
            print(f"  files: Hugo {sum(1 for p in (folder / f'public-{last}').rglob('*.html'))} pages, Charter {sum(1 for p in (folder / f'site-{last}').rglob('*.html'))} pages")
            for label, outputs in [("cold", runs["charter"]), ("one page edited", edited)]:
                steps = " · ".join(" ".join(line.split()) for line in outputs[-1][2].splitlines()[1:])
                print(f"  Charter, {label}: {steps}")


main()
