"""Answers measured: hit rates on a handbook, the quantized encoder against float32, bytes and milliseconds in Chromium, abstention,
generation and precision. Whether browser and terminal agree: questions.py.

The handbook's and SQuAD's questions are read from ../shared/data and left out where that is not there. Questions to the
handbook are generated with --with-questions only: it takes about half an hour, and the result is kept in .build/bench-answers."""
import argparse
import json
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from pathlib import Path

import numpy
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
from bert_reference import Bert  # noqa: E402
from measure import add_encoder_licence  # noqa: E402
from serving import Site  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
WORK = ROOT / ".build" / "bench-answers"
FUSIONS = {
    "words alone": {"passage": 0, "quote": 0, "lexical": 1, "coveredLexical": 0},
    "vectors alone": {"lexical": 0, "coveredLexical": 0},
    "fused": {},
}


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def own_questions():
    rows = (ROOT / "Tests/Data/portal-questions.tsv").read_text(encoding="utf-8").splitlines()
    return [(row.split("\t")[0], row.split("\t")[1].split()) for row in rows if row and not row.startswith("#")]


def build(options, content, output, config):
    started = time.time()
    subprocess.run([options.charter, "build", "--content", content, "--config", config, "--templates", ROOT / "templates", "--output", output],
                   cwd=WORK, check=True, capture_output=True)
    return time.time() - started


def ask_all(page, questions, fusion=None, limit=10):
    return page.evaluate("""async ([all, options]) => {
      const found = [];
      for (const one of all) found.push(await charter.ask(one, options));
      return found;
    }""", [questions, {"limit": limit, "fusion": fusion}])


def rates(questions, found):
    ranks = []
    for question, one in zip(questions, found):
        places = [(result["url"].split("#")[0], result["section"]) for result in one["results"]]
        wanted = (question["page"] + ".html", question["section"])
        ranks.append(places.index(wanted) + 1 if wanted in places else None)
    shares = [sum(rank is not None and rank <= most for rank in ranks) / len(ranks) for most in (1, 3, 5)]
    return shares, sum(1 / rank for rank in ranks if rank) / len(ranks)


def bench_handbook(options, browser):
    source = DATA / "handbook-dev"
    if not source.exists():
        print("\nHandbook: left out, its questions are not here")
        return
    questions = lines(source / "questions.jsonl")
    config = WORK / "handbook.yaml"
    models = (ROOT / "charter.yaml").read_text(encoding="utf-8")
    models = models[models.index("models:"):].replace("source: adapters/", f"source: {ROOT}/adapters/")
    config.write_text("title: Handbook\n" + models, encoding="utf-8")
    print(f"\nSections found for {len(questions)} questions to a handbook of 268 pages, in Chromium: hit rate at 1, 3, 5, and MRR")
    for name, has_questions in [("without generated questions", False), ("with generated questions", True)]:
        content = WORK / ("handbook-questions" if has_questions else "handbook")
        if not content.exists():
            shutil.copytree(source / "pages", content)
            content.chmod(0o755)
            add_encoder_licence(content)
        if has_questions and not (content / "answers").exists():
            if not options.with_questions:
                print("  with generated questions: left out, they take half an hour; run with --with-questions")
                continue
            output = subprocess.run([options.charter, "answers", "generate", "--candidates", "6", "--content", content, "--config", config],
                                    cwd=WORK, check=True, capture_output=True, text=True).stdout
            print("  generated:", output.splitlines()[0])
            for path in (content / "answers").rglob("*.yaml"):
                path.write_text(path.read_text(encoding="utf-8").replace("status: generated", "status: approved"), encoding="utf-8")
        site = WORK / (content.name + "-site")
        seconds = build(options, content, site, config)
        page = browser.new_page()
        page.goto(Site(site).url + "/ask/index.html")
        for fusion_name, fusion in FUSIONS.items():
            if has_questions and fusion_name == "words alone":
                continue
            shares, mrr = rates(questions, ask_all(page, [one["question"] for one in questions], fusion))
            print(f"  {fusion_name + ', ' + name:45s} {'  '.join(f'{share:.3f}' for share in shares)}   {mrr:.3f}", flush=True)
        print(f"  (build of the site: {seconds:.0f} s)")
        page.close()
    print("  target: fused 0.46 at 1, 0.68 at 3")


def bench_encoder(options, page):
    """The four-bit encoder in JavaScript against float32 in numpy: cosines, and how the portal's statements are found."""
    bert = Bert(options.encoder)
    questions = [question for question, _ in own_questions()]
    handbook = DATA / "handbook-dev/questions.jsonl"
    if handbook.exists():
        questions += [one["question"] for one in lines(handbook)]
    exact = numpy.array([bert.embed(question) for question in questions])
    ours = page.evaluate("async (all) => { const found = []; for (const one of all) { const v = await charter.questionVector(one);"
                         " found.push(Array.from(v.values, (value) => value * v.scale)); } return found; }", questions)
    ours = numpy.array(ours)
    cosines = (exact * ours).sum(1) / numpy.linalg.norm(ours, axis=1)
    print(f"\nEncoder in four bits against float32 on {len(questions)} questions: cosine least {cosines.min():.4f}, median {numpy.median(cosines):.4f}")
    if handbook.exists():
        pages = sorted((DATA / "handbook-dev/pages").glob("*.md"))
        passages, owners = [], []
        for path in pages:
            text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.S)
            title = re.search(r'title: "?(.*?)"?$', path.read_text(encoding="utf-8"), re.M)[1]
            for section in re.split(r"^#+ ", text, flags=re.M):
                words = section.split()
                for start in range(0, len(words), 90):
                    passages.append(f"{title}. " + " ".join(words[start:start + 90]))
                    owners.append(path.stem)
        vectors = numpy.array([bert.embed(passage) for passage in passages])
        rows = lines(handbook)
        own = len(own_questions())
        for name, asked in [("float32", exact[own:]), ("four bits", ours[own:])]:
            best = (-(asked @ vectors.T)).argsort(1)
            hits = [sum(row["page"] in [owners[index] for index in order[:most]] for row, order in zip(rows, best)) / len(rows) for most in (1, 3, 5)]
            print(f"  pages of the handbook found by vectors alone, {name}: {'  '.join(f'{hit:.3f}' for hit in hits)} at 1, 3, 5")


def bench_browser(browser, site):
    """Bytes and milliseconds from an empty cache, then warm; the longest task of the main thread."""
    question = "may we use a model for decisions about people without a human check"
    cold = []
    for _ in range(5):
        context = browser.new_context()
        page = context.new_page()
        site.sent.clear()
        page.goto(site.url + "/ask/index.html?q=" + urllib.parse.quote(question))
        page.wait_for_selector(".ask-page:not([aria-busy]) .ask-card, .ask-page:not([aria-busy]) .ask-none")
        cold.append((site.sent_bytes(), page.evaluate("performance.now()")))
        context.close()
    page = browser.new_page()
    page.goto(site.url + "/ask/index.html")
    ask_all(page, [question])
    warm, moved, tasks = [], [], []
    for one, _ in own_questions():
        before = site.sent_bytes()
        milliseconds, longest = page.evaluate("""async (q) => {
          const tasks = [0];
          const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)));
          observer.observe({ entryTypes: ["longtask"] });
          const start = performance.now();
          await charter.ask(q);
          const time = performance.now() - start;
          await new Promise((resolve) => setTimeout(resolve, 20));
          observer.disconnect();
          return [time, Math.max(...tasks)];
        }""", one)
        warm.append(milliseconds)
        tasks.append(longest)
        moved.append(site.sent_bytes() - before)
    twelve = page.evaluate("""async (q) => {
      const times = [];
      for (let i = 0; i < 9; i++) { const start = performance.now(); await charter.ask(q); times.push(performance.now() - start); }
      return times.sort((a, b) => a - b)[4];
    }""", question)
    print("\nChromium, the shipped portal")
    print(f"  first question from an empty cache, the page included: {max(size for size, _ in cold) / 1e6:.1f} MB (target 12), "
          f"{statistics.median(time for _, time in cold):.0f} ms from the address to the answer, the median of five")
    print(f"  60 further questions: {statistics.median(moved) / 1000:.0f} KB median, {max(moved) / 1000:.0f} KB most (target 300); "
          f"{statistics.median(warm):.0f} ms median, {sorted(warm)[int(len(warm) * 0.95)]:.0f} ms 95th percentile")
    print(f"  12 words, warm: {twelve:.0f} ms, the median of nine (target 150); longest task of the main thread {max(tasks):.0f} ms "
          f"(0: none of 50 ms or more; target 50)")
    return page


def bench_abstention(page):
    own = own_questions()
    found = ask_all(page, [question for question, _ in own])
    answered = [one["answer"] for one in found]
    right = sum(answer is not None and answer["url"] in places for answer, (_, places) in zip(answered, own))
    print(f"\nAbstention at the shipped threshold {found[0]['threshold']:.2f}")
    print(f"  60 questions of the portal's own: {sum(answer is not None for answer in answered)} answered, {right} rightly "
          f"({right / len(own):.0%}, target 80 %)")
    foreign = {}
    for name, path in [("handbook-dev", DATA / "handbook-dev/questions.jsonl"), ("squad-mini", DATA / "squad-mini/questions.jsonl")]:
        if path.exists():
            foreign[name] = [one["question"] for one in lines(path)]
    scores = {}
    for name, questions in foreign.items():
        results = ask_all(page, questions, limit=1)
        scores[name] = [one["answer"]["score"] if one["answer"] else 0 for one in results]
        print(f"  {name}, {len(questions)} questions that the portal cannot answer: {sum(score == 0 for score in scores[name]) / len(questions):.1%} declined (target 90 %)")
    print("  the curve: from a confidence of …, own questions answered and right, foreign ones declined")
    threshold = found[0]["threshold"]
    for level in [threshold] + [step / 10 for step in range(1, 10) if step / 10 > threshold]:
        some = [(answer, places) for answer, (_, places) in zip(answered, own) if answer and answer["score"] >= level]
        correct = sum(answer["url"] in places for answer, places in some)
        every = [score for values in scores.values() for score in values]
        declined = f"{sum(score < level for score in every) / len(every):.1%}" if every else "-"
        print(f"    {level:.2f}   {len(some) / len(own):.0%} answered, {correct / len(own):.0%} of all rightly   {declined} declined")


def bench_generation(options):
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        shutil.copytree(ROOT / "content", project / "content", ignore=shutil.ignore_patterns("answers"))
        shutil.copytree(ROOT / "adapters", project / "adapters", ignore=shutil.ignore_patterns("pairs"))
        shutil.copy(ROOT / "charter.yaml", project)
        started = time.time()
        output = subprocess.run([options.charter, "answers", "generate", "--templates", ROOT / "templates"], cwd=project, check=True,
                                capture_output=True, text=True).stdout
        cold = time.time() - started
        print(f"\nGeneration for the shipped content, cold: {cold / 60:.1f} minutes (target 10)")
        print("  " + output.strip().replace("\n", "\n  "))
        tokens = int(re.search(r"of (\d+) tokens", output)[1])
        candidates = int(re.search(r"(\d+) candidates", output)[1])
        print(f"  {tokens / cold:.0f} candidate tokens a second, prompts, checks and verification included")
        written = int(re.search(r"were computed, (\d+) a second", output)[1])
        engine = engine_rate(options)
        print(f"  the writing alone computes {written} tokens a second, the engine {engine:.0f} with 64 sequences: {written / engine:.0%} (target 90 %)")
    site = WORK / "portal"
    first = build(options, ROOT / "content", site, ROOT / "charter.yaml")
    again = build(options, ROOT / "content", site, ROOT / "charter.yaml")
    print(f"  build with the ledger: {first:.1f} s, again {again:.1f} s (target 5)")
    if options.llama and (Path(options.llama) / "llama-server").exists():
        llama_generation(options, candidates)


def engine_rate(options):
    """Tokens a second that the engine computes for 64 sequences after a prompt as long as ours, without sampling."""
    output = subprocess.run([options.charter, "model", "bench", options.model, "--prompt-tokens", "64", "--sequences", "64", "--json"],
                            check=True, capture_output=True, text=True).stdout
    return json.loads(output)["batch"][0]["decode_tokens_per_second"]


def llama_generation(options, candidates):
    """The same prompts and samples through llama-server, a part of them, scaled up."""
    server = subprocess.Popen([str(Path(options.llama) / "llama-server"), "-m", options.model, "-c", "8192", "-np", "16", "-t", "2", "--port", "18282",
                               "--no-webui"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen("http://127.0.0.1:18282/health", timeout=1).read()
                break
            except OSError:
                time.sleep(0.1)
        statements = [one["statement"] for one in lines(ROOT / "Tests/Data/rated-questions.jsonl")]
        statements = list(dict.fromkeys(statements))[:20]

        def post(prompt, seed):
            body = {"prompt": prompt, "n_predict": 40, "temperature": 0.7, "min_p": 0.02, "top_p": 0.95, "seed": seed, "stop": ["\n"], "cache_prompt": True}
            request = urllib.request.Request("http://127.0.0.1:18282/completion", json.dumps(body).encode(), {"Content-Type": "application/json"})
            return json.loads(urllib.request.urlopen(request, timeout=300).read())["tokens_predicted"]

        started, count = time.time(), 0
        for statement in statements:
            prompt = f"Page: Policy\nSection: Rules\nStatement: {statement}\nQuestion:"
            threads = [threading.Thread(target=post, args=(prompt, seed)) for seed in range(16)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            count += len(threads)
        seconds = time.time() - started
        print(f"  llama-server, {count} candidates of the same form, 16 at once: {seconds:.1f} s; {candidates} would take {seconds / count * candidates / 60:.1f} minutes "
              "(writing alone, without the adapter)")
    finally:
        server.terminate()
        server.wait()


def bench_precision():
    rows = lines(ROOT / "Tests/Data/judged-questions.jsonl")
    threshold = float(re.search(r"static let threshold = ([\d.]+)", (ROOT / "Sources/Answers/Questions/Candidate.swift").read_text())[1])
    print("\nPrecision of kept questions, judged by a person: pertinent, answered by the quotation, well formed (target 0.85)")
    for has_adapter in (True, False):
        own = [row for row in rows if row["adapter"] == has_adapter]
        if not own:
            continue
        if not has_adapter:
            print(f"  without it, a hundred of the 101 best by the same choice: {sum(row['good'] for row in own) / len(own):.2f} of {len(own)} "
                  f"({sum(row['choice'] >= threshold for row in own)} reach {threshold})")
            continue
        name = "with the adapter"
        for least in sorted({0.55, threshold}):
            some = [row for row in own if row["choice"] >= least]
            drawn = random.Random(20261125).sample(some, min(100, len(some)))
            if drawn:
                print(f"  {name}, from a choice of {least}: {sum(row['good'] for row in drawn) / len(drawn):.2f} of {len(drawn)} drawn from {len(some)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charter", required=True)
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--llama")
    parser.add_argument("--with-questions", action="store_true")
    names = ["generation", "precision", "browser", "abstention", "encoder", "handbook"]
    parser.add_argument("--parts", default=",".join(names), help="which to run, with commas; all but generation need a built portal")
    options = parser.parse_args()
    parts = options.parts.split(",")
    if unknown := [part for part in parts if part not in names]:
        parser.error(f"unknown part '{unknown[0]}'; there are {', '.join(names)}")
    WORK.mkdir(parents=True, exist_ok=True)
    site = WORK / "portal"
    if "generation" in parts:
        bench_generation(options)
    else:
        build(options, ROOT / "content", site, ROOT / "charter.yaml")
    if "precision" in parts:
        bench_precision()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        served = Site(site)
        if "browser" in parts:
            page = bench_browser(browser, served)
        else:
            page = browser.new_page()
            page.goto(served.url + "/ask/index.html")
        if "abstention" in parts:
            bench_abstention(page)
        if "encoder" in parts:
            bench_encoder(options, page)
        if "handbook" in parts:
            bench_handbook(options, browser)
        browser.close()


if __name__ == "__main__":
    main()
