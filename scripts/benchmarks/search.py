"""Charter's search against Hugo + Pagefind: build, bytes moved, speed, quality, agreement of Swift and browser, growth.

Both index the same markdown; Pagefind reads the pages that Hugo made of it. Queries run in Chromium, each first query in a
new profile, from a server that compresses with gzip as a web server would and counts what it sends.
"""

import argparse
import functools
import gzip
import http.server
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
import corpus  # noqa: E402
from measure import run, write_themes  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "handbook-dev"
# Charter draws three results first, then the rest; Pagefind's own interface draws five. Both are measured with each.
FIRST = 3
COUNTS = [FIRST, 5, 10]
CHARTER_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Charter</title>
<script src="assets/scripts/search.js"></script></head><body><script>
window.ask = async (text, count) => (await charter.search(text, { limit: count })).results.map((result) => ({
  url: result.url, title: result.title, excerpt: result.excerpt,
  sections: [[result.url, result.section]].concat(result.sections.map((one) => [one.url, one.section])),
}));
</script></body></html>
"""
PAGEFIND_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Pagefind</title></head><body><script type="module">
const pagefind = await import("./pagefind/pagefind.js");
window.ask = async (text, count) => {
  const found = await pagefind.search(text);
  const results = await Promise.all(found.results.slice(0, count).map((result) => result.data()));
  return results.map((result) => ({
    url: result.url, title: result.meta.title, excerpt: result.excerpt,
    sections: result.sub_results.map((one) => [one.url, one.title]),
  }));
};
</script></body></html>
"""


class Server(http.server.SimpleHTTPRequestHandler):
    """Serves a folder with gzip and counts the bytes of the bodies."""

    compressed = {}
    sent = 0
    lock = threading.Lock()

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        if path not in Server.compressed:
            data = path.read_bytes()
            # Pagefind's files are compressed already; a web server sends the smaller form.
            packed = gzip.compress(data, 6)
            Server.compressed[path] = (packed, True) if len(packed) < len(data) else (data, False)
        body, is_packed = Server.compressed[path]
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if is_packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(body)
        if path.name != "bench.html":
            with Server.lock:
                Server.sent += len(body)

    def log_message(self, *arguments):
        pass


class Site:
    """A folder with an index, served on a port of its own."""

    def __init__(self, name, folder, page):
        self.name = name
        (folder / "bench.html").write_text(page)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Server, directory=str(folder)))
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{server.server_address[1]}/bench.html"

    def open(self, browser):
        context = browser.new_context()
        page = context.new_page()
        page.goto(self.url)
        page.wait_for_function("() => typeof window.ask === 'function'")
        return context, page

    def first(self, browser, query, count=FIRST):
        """Bytes of the bodies and milliseconds from an empty cache to the first results, the page itself left out."""
        Server.sent = 0
        context, page = self.open(browser)
        milliseconds = page.evaluate(
            "async ([text, count]) => { await window.ask(text, count); return performance.now(); }", [query, count])
        context.close()
        return Server.sent, milliseconds


def charter_site(folder):
    """The site with a page that loads the scripts as the theme's pages do."""
    page = CHARTER_PAGE
    script = next((folder / "assets" / "scripts").glob("search.*.js"))
    page = page.replace("search.js", script.name)
    return Site("Charter", folder, page)


def size_of(folder, pattern="**/*"):
    """Bytes of the files, bytes that they take on disk (as du counts), and how many there are."""
    files = [path.stat() for path in folder.glob(pattern) if path.is_file()]
    return sum(file.st_size for file in files), sum(file.st_blocks * 512 for file in files), len(files)


def index_size(folder):
    return size_of(folder / "search", "*.js")


def draw_queries(content, count=50):
    """Titles, headings and runs of two to four words, drawn from the pages by a fixed seed."""
    rng = random.Random(20261124)
    pages = sorted((content / "guides").glob("*.md"))
    queries = []
    while len(queries) < count:
        text = rng.choice(pages).read_text().split("---", 2)
        lines = text[2].splitlines()
        kind = len(queries) % 5
        if kind == 0:
            queries.append(text[1].split("title: ")[1].split("\n")[0])
        elif kind < 3:
            heading = rng.choice([line for line in lines if line.startswith("## ")])
            queries.append(" ".join(heading.split()[1:-1]))
        else:
            line = rng.choice([line for line in lines if line[:1].isupper()])
            words = re.sub(r"\[([^]]*)\]\([^)]*\)|[*`]", r"\1", line).split()
            start = rng.randrange(max(1, len(words) - 4))
            queries.append(" ".join(words[start:start + rng.randint(2, 4)]).strip(".,"))
    return queries


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def show(label, charter, peer, unit, digits=0):
    ratio = f"  {charter / peer:.2f} of it" if peer else ""
    print(f"  {label:44} Charter {charter:12,.{digits}f}{unit}   Pagefind {peer:12,.{digits}f}{unit}{ratio}", flush=True)


class Build:
    """The corpus of `scripts/bench build`, built by both."""

    def __init__(self, options, folder, pages, with_peer=True):
        write_themes(folder, has_search=True)
        self.folder = folder
        corpus.write(folder / "content", pages)
        command = [options.charter, "build", "--today", "2026-11-01", "--output", "site"]
        self.charter_time, self.charter_memory, _ = run(command, folder)
        self.site = folder / "site"
        if not with_peer:
            return
        hugo = run([options.hugo, "--quiet", "--destination", "public"], folder)
        pagefind = run([sys.executable, "-m", "pagefind", "--site", "public"], folder)
        self.hugo_time, self.pagefind_time = hugo[0], pagefind[0]
        self.peer_memory = max(hugo[1], pagefind[1])
        self.public = folder / "public"


def bench_build(build, pages):
    print(f"\nBuild and index, {pages:,} pages")
    total = build.hugo_time + build.pagefind_time
    show("whole build with the index", build.charter_time, total, " s", 2)
    print(f"    (Hugo {build.hugo_time:.2f} s, Pagefind {build.pagefind_time:.2f} s)")
    show("peak memory", build.charter_memory, build.peer_memory, " MiB")
    own, peer = index_size(build.site), size_of(build.public / "pagefind")
    show("bytes of the index", own[0], peer[0], "")
    show("bytes of the index on disk, as du counts", own[1], peer[1], "")
    show("files of the index", own[2], peer[2], "")


def bench_queries(browser, build, pages):
    queries = draw_queries(build.folder / "content")
    sites = [charter_site(build.site), Site("Pagefind", build.public, PAGEFIND_PAGE)]
    print(f"\n{len(queries)} queries over {pages:,} pages, first {FIRST} results with excerpts, as gzip sends them")
    figures = {}
    for site in sites:
        for count in COUNTS:
            runs = [site.first(browser, query, count) for query in queries]
            figures[site.name, count] = [bytes_ for bytes_, _ in runs], [time for _, time in runs]
        context, page = site.open(browser)
        warm = page.evaluate(
            """async ([queries, count]) => {
              const times = [];
              for (let round = 0; round < 2; round++) {
                for (const query of queries) {
                  const start = performance.now();
                  await window.ask(query, count);
                  if (round === 1) times.push(performance.now() - start);
                }
              }
              return times;
            }""", [queries, 5])
        figures[site.name, "warm"] = warm
        context.close()
    for label, share in [("median", 0.5), ("95th percentile", 0.95)]:
        for count in COUNTS:
            own, peer = (percentile(figures[name, count][0], share) for name in ["Charter", "Pagefind"])
            show(f"first query, {count} results: bytes, {label}", own, peer, "")
            own, peer = (percentile(figures[name, count][1], share) for name in ["Charter", "Pagefind"])
            show(f"first query, {count} results: time, {label}", own, peer, " ms")
        own, peer = (percentile(figures[name, "warm"], share) for name in ["Charter", "Pagefind"])
        show(f"warm query, {label}", own, peer, " ms", 1)


# ---- Quality


def with_slip(text, rng):
    """One random typing error in the longest word."""
    word = max("".join(c if c.isalpha() else " " for c in text).split(), key=len)
    place = rng.randrange(1, len(word))
    letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
    kind = rng.randrange(4)
    if kind == 0:
        slip = word[:place] + word[place + 1:]
    elif kind == 1:
        slip = word[:place] + letter + word[place:]
    elif kind == 2:
        slip = word[:place] + letter + word[place + 1:]
    else:
        slip = word[:place - 1] + word[place] + word[place - 1] + word[place + 1:]
    return text.replace(word, slip, 1)


def unfinished(text):
    """Three fifths of the last word, as while typing."""
    words = "".join(c if c.isalnum() else " " for c in text).split()
    return " ".join(words[:-1] + [words[-1][: max(3, (len(words[-1]) * 3 + 4) // 5)]])


def ask_all(browser, site, texts):
    context, page = site.open(browser)
    answers = [page.evaluate("([text]) => window.ask(text, 10)", [text]) for text in texts]
    context.close()
    return answers


def score(questions, answers):
    ranks = {"page": [], "section": []}
    for question, results in zip(questions, answers):
        name = question["page"].lower()
        pages = [Path(result["url"].split("#")[0]).stem.lower() for result in results]
        ranks["page"].append(pages.index(name) + 1 if name in pages else None)
        sections = [
            (page, heading) for page, result in zip(pages, results) for _, heading in result["sections"]]
        wanted = (name, question["section"])
        ranks["section"].append(sections.index(wanted) + 1 if wanted in sections else None)
    lines = []
    for kind, found in ranks.items():
        rates = [sum(1 for rank in found if rank and rank <= count) / len(found) for count in (1, 3, 5, 10)]
        mrr = sum(1 / rank for rank in found if rank) / len(found)
        lines.append(f"{kind} " + " ".join(f"{rate:.3f}" for rate in rates) + f" MRR {mrr:.3f}")
    empty = sum(1 for results in answers if not results)
    return " · ".join(lines) + f" · without a result {empty}"


def bench_quality(browser, options, folder):
    if not DATA.exists():
        print("\nQuality: left out, the questions in ../shared/data/handbook-dev are not here")
        return
    questions = [json.loads(line) for line in (DATA / "questions.jsonl").read_text().splitlines()]
    write_themes(folder, has_search=True)
    shutil.copytree(DATA / "pages", folder / "content")
    run([options.charter, "build", "--today", "2026-11-01", "--output", "site"], folder)
    run([options.hugo, "--quiet", "--destination", "public"], folder)
    run([sys.executable, "-m", "pagefind", "--site", "public"], folder)
    sites = [charter_site(folder / "site"), Site("Pagefind", folder / "public", PAGEFIND_PAGE)]
    rng = random.Random(7)
    asked = [question["question"].replace("\n", " ") for question in questions]
    variants = [
        ("as typed", asked), ("one typing error in the longest word", [with_slip(text, rng) for text in asked]),
        ("last word unfinished", [unfinished(text) for text in asked])]
    print(f"\nQuality on {len(questions)} questions to a handbook of 268 pages: hit rate at 1, 3, 5, 10")
    for label, texts in variants:
        print(f"  {label}")
        for site in sites:
            print(f"    {site.name:9} {score(questions, ask_all(browser, site, texts))}", flush=True)
    bench_parity(browser, options, sites[0], folder, asked[:500])


def bench_parity(browser, options, site, folder, queries):
    (folder / "queries.txt").write_text("\n".join(queries))
    output = subprocess.run(
        [options.charter, "search", "--site", str(folder / "site"), "--queries", str(folder / "queries.txt")],
        capture_output=True, text=True, check=True)
    swift = [[result["url"] for result in json.loads(line)["results"]] for line in output.stdout.splitlines()]
    browser_ = [[result["url"] for result in results] for results in ask_all(browser, site, queries)]
    same = sum(1 for a, b in zip(swift, browser_) if a == b)
    print(f"\nSwift and browser return the same ten results in the same order for {same} of {len(queries)} queries")


def bench_growth(browser, options, sizes):
    print("\nGrowth")
    for pages in sizes:
        with tempfile.TemporaryDirectory() as name:
            build = Build(options, Path(name), pages, with_peer=False)
            size, _, files = index_size(build.site)
            site = charter_site(build.site)
            runs = [site.first(browser, query)[0] for query in draw_queries(build.folder / "content")]
            print(
                f"  {pages:7,} pages: index {size:12,} bytes in {files:5,} files; first query {statistics.median(runs):9,.0f} bytes at the "
                f"median; build {build.charter_time:7.2f} s, peak {build.charter_memory:6,.0f} MiB", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--charter", required=True)
    parser.add_argument("--hugo", required=True)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--parts", default="build,quality,growth")
    parser.add_argument("--growth", default="100,1000,10000,50000")
    options = parser.parse_args()
    parts = options.parts.split(",")
    for part in parts:
        if part not in ("build", "quality", "growth"):
            parser.error(f"unknown part '{part}'; there are build (with the first queries), quality and growth")
    print(f"Charter against Hugo + Pagefind, {os.cpu_count()} cores")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        if "build" in parts:
            with tempfile.TemporaryDirectory() as name:
                build = Build(options, Path(name), options.pages)
                bench_build(build, options.pages)
                bench_queries(browser, build, options.pages)
        if "quality" in parts:
            with tempfile.TemporaryDirectory() as name:
                bench_quality(browser, options, Path(name))
        if "growth" in parts:
            bench_growth(browser, options, [int(text) for text in options.growth.split(",")])
        browser.close()


main()
