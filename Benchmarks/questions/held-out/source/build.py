#!/usr/bin/env python3
"""Writes tuning/ and held-out/ from the short notes and third-reading.jsonl beside this file, and checks every anchor.

    python3 build.py CONTENT SITE

CONTENT is the portal's content folder (for decisions and evaluations), SITE the built site.
"""
import csv, json, os, random, re, sys
import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.environ.get("QUESTIONS_OUT") or os.path.dirname(os.path.dirname(HERE))
CONTENT, SITE = sys.argv[1:3]
SEED = 20261125

POLICY = {"1": "acceptable-use", "2": "model-intake", "3": "self-hosting", "4": "data-protection", "5": "hardening",
          "6": "fine-tuning", "7": "exceptions", "8": "incidents", "9": "transparency", "10": "roles-and-literacy",
          "11": "external-services", "12": "procurement"}
PAGE = {"AU": "policies/acceptable-use.html", "MI": "policies/model-intake.html", "SH": "policies/self-hosting.html",
        "DP": "policies/data-protection.html", "HA": "policies/hardening.html", "FT": "policies/fine-tuning.html",
        "EX": "policies/exceptions.html", "IN": "policies/incidents.html", "G": "glossary.html",
        "CH": "guides/choosing-a-model.html", "HG": "guides/hardening-a-deployment.html",
        "OS": "guides/open-source-and-open-weights.html", "RL": "guides/reading-a-licence.html",
        "RM": "guides/running-a-model.html", "WS": "guides/why-self-host.html", "TR": "policies/transparency.html",
        "RO": "policies/roles-and-literacy.html", "ES": "policies/external-services.html", "PR": "policies/procurement.html",
        "AI": "guides/ai-act-dates.html", "AM": "guides/adapting-a-model.html", "CO": "guides/contacts.html",
        "HD": "guides/help-desk-assistant.html", "LT": "guides/licence-traps.html", "OC": "guides/open-weights-and-cost.html",
        "OL": "guides/open-licences-last.html", "WR": "guides/why-open-models-are-rare.html"}
USES = ["internal-assistant", "customer-facing", "fine-tuning", "redistribution", "regulated", "automated-decisions"]
DATA = ["public", "internal", "personal", "special"]
USE_CLAUSES = {  # where the portal itself answers for a use or a class of data without a model
    ("automated-decisions", None): "1-7 4-9", ("redistribution", "personal"): "4-12 4-1 DP#data-classes",
    ("customer-facing", "special"): "4-13 4-1 DP#data-classes", ("customer-facing", "internal"): "4-11 4-1 DP#data-classes",
    ("fine-tuning", "special"): "4-13 4-1 DP#data-classes", ("regulated", None): "2-13"}
SERVICE_PLACES = "11-1 ES#admitted-services"  # where the portal answers for services that run elsewhere


def place(word):
    """A short name of a place as page.html#anchor."""
    if m := re.fullmatch(r"(\d+)-(\d+)", word):
        return f"policies/{POLICY[m[1]]}.html#POL-{int(m[1]):03}-R{m[2]}"
    if m := re.fullmatch(r"([EL]):([^#]+)(#.+)?", word):
        return f"{'evaluations' if m[1] == 'E' else 'licences'}/{m[2]}.html{m[3] or ''}"
    if m := re.fullmatch(r"G:([^#]+)(#.+)", word):
        return f"licences/{m[1]}.html{m[2]}"
    if ".html" in word:
        return word
    head, _, anchor = word.partition("#")
    page = PAGE.get(head)
    if page is None:
        raise SystemExit(f"unknown place {word}")
    return f"{page}#{anchor}" if anchor else page


# ---- Verdicts, derived a second time from the rules and the pages' front matter.

def front(path):
    return yaml.safe_load(open(path).read().split("\n---", 1)[0].lstrip("-\n"))


def pages(folder):
    d = os.path.join(CONTENT, folder)
    return {f[:-3]: front(os.path.join(d, f)) for f in sorted(os.listdir(d)) if f.endswith(".md")}


LICENCES, MODELS = pages("licences"), pages("evaluations")
TABLE = yaml.safe_load(open(os.path.join(CONTENT, "decisions.yaml")))
NAMES = {u["id"]: {u["id"], u["title"]} | set(u.get("names", [])) for u in TABLE["uses"]}
OPENNESS = {m: "open-weights" for m in MODELS} | {"olmo-2-13b": "open-science", "smollm3-3b": "open-tooling"}
RANK = {"allowed": 0, "conditional": 1, "blocked": 2}


def holds(when, model, use, data):
    lic = LICENCES[MODELS[model]["licence"]]
    has = {k: set(lic.get(k, [])) for k in ("permissions", "conditions", "limitations")}
    said = [u["verdict"] for u in MODELS[model]["use_cases"] if u["use"] in NAMES[use]]
    forbidden = any(use in c.get("forbids", []) for c in lic.get("clauses", []))
    for key, want in when.items():
        want = [str(w).lower() for w in want]
        ok = {"use": lambda: use in want, "data": lambda: data in want,
              "licence_decision": lambda: lic.get("decision", "none") in want,
              "forbids": lambda: str(forbidden).lower() in want,
              "permits": lambda: set(want) <= has["permissions"],
              "lacks_permission": lambda: bool(set(want) - has["permissions"]),
              "has_condition": lambda: bool(set(want) & has["conditions"]),
              "without_condition": lambda: not set(want) & has["conditions"],
              "has_limitation": lambda: bool(set(want) & has["limitations"]),
              "without_limitation": lambda: not set(want) & has["limitations"],
              "openness": lambda: OPENNESS[model] in want,
              "evaluation": lambda: (said[0] if said else "none") in want,
              "overdue": lambda: "false" in want, "withdrawn": lambda: "false" in want}[key]()
        if not ok:
            return False
    return True


def verdict(model, use, data):
    worst, grounds = -1, set()
    for rule in TABLE["rules"]:
        if holds(rule.get("when", {}), model, use, data):
            worst = max(worst, RANK[rule["verdict"]])
            grounds.add(rule["ground"])
    if grounds != {"licence", "policy", "openness", "evaluation"}:
        worst = 2
    return [k for k, v in RANK.items() if v == worst][0]


def together(verdicts):
    found = set(verdicts)
    return found.pop() if len(found) == 1 else "several"


CASES = {(m, u, d): verdict(m, u, d) for m in MODELS for u in USES for d in DATA}


def check_table():
    titles = {u["title"]: u["id"] for u in TABLE["uses"]} | {d["title"]: d["id"] for d in TABLE["data"]}
    ids = {v["title"]: k for k, v in MODELS.items()}
    bad = 0
    for row in csv.DictReader(open(os.path.join(SITE, "decisions.csv"))):
        key = (ids.get(row["model"]), titles[row["use"]], titles[row["data"]])
        if key[0] is None:
            key = (row["url"].split("/")[1].split(".")[0], key[1], key[2])
        if CASES[key] != row["verdict"]:
            bad += 1
            print("verdict differs", key, CASES[key], "site", row["verdict"])
    print(f"decision table: {len(CASES)} cases derived, {bad} differ from the site")


def verdict_question(spec):
    part = dict(re.findall(r"(\w+):(\S+)", spec))
    m, u, d, l = (part.get(k) for k in ("m", "u", "d", "l"))
    expect = {"model": m, "use": u, "data": d}
    uses, classes = [u] if u else USES, [d] if d else DATA
    if part.get("x"):
        if l:
            return [place("2-9"), place("AU#which-models"), place("1-2")], {"licence": l, "verdict": "not-listed"}
        extra = {"qwen2.5-3b": "E:qwen2.5-72b#in-short", "qwen2.5-7b": "E:qwen2.5-72b#in-short L:qwen#one-family-three-licences",
                 "llama-4": "L:llama-3.3#other-versions L:llama-3.3#images-and-the-european-union LT#whole-regions-are-left-out",
                 "llama-5": "L:llama-3.3#other-versions",
                 "llama-3.1-8b": "L:llama-3.1 L:llama-3.3#other-versions L:llama-3.1#in-short",
                 "deepseek-r1-distill": "E:deepseek-r1#the-distillations-are-other-models 2-7",
                 "gpt-5": SERVICE_PLACES, "claude": SERVICE_PLACES, "copilot": f"{SERVICE_PLACES} AU#coding-assistants 11-4",
                 "deepseek-service": "E:deepseek-r1#self-hosted-not-the-service E:deepseek-v4-flash#self-hosted-not-the-service "
                                     + SERVICE_PLACES}.get(m, "")
        words = extra.split() + ["1-2", "1-1", "AU#which-models", "MI#request", "2-1"]
        return [place(w) for w in words], {"model": m, "verdict": "not-listed"}
    if part.get("n"):
        readings, answers = [], []
        for word in part["n"].split(","):
            kind, name = word.split("=")
            inner = f"{kind.strip()[0]}:{name}" + (" x:1" if name not in MODELS and name not in LICENCES else "")
            places, read = verdict_question(inner)
            read.pop("cases", None)
            readings.append(read)
            answers += places[:1]
        return answers, {"verdict": "several", "readings": readings}
    if part.get("c"):  # models that the words name, or may name where several are of one family
        names = part["c"].split(",")
        found = {name: together(CASES[name, a, c] for a in uses for c in classes) for name in names}
        answers = [f"decide/{name}.html#{u}" + (f"-{d}" if d else "") for name in names] + [f"decide/index.html#{u}"]
        answers += [place(w) for w in USE_CLAUSES.get((u, d), "").split()]
        cases = {f"{n}/{a}/{c}": CASES[n, a, c] for n in names for a in uses for c in classes} if "several" in found.values() else {}
        expect = {"models": found, "use": u, "data": d, "verdict": together(found.values()), "cases": cases}
        return answers, {k: v for k, v in expect.items() if v}
    if part.get("p"):
        return [place(w) for w in part["p"].split("+")], {"model": m, "verdict": part["v"]}
    if l:
        lic = LICENCES[l]
        if u:
            forbids = any(u in c.get("forbids", []) for c in lic.get("clauses", []))
            return ([place(f"L:{l}#{a}") for a in ("use-title", "clauses-title", "decision-title")] + [place("1-7")],
                    {"licence": l, "use": u, "verdict": "blocked" if forbids else "conditional"})
        v = {"approved": "allowed", "conditional": "conditional", "prohibited": "blocked"}[lic["decision"]]
        return [f"licences/{l}.html#decision-title", f"licences/{l}.html"], {"licence": l, "verdict": v}
    if part.get("w"):
        found = {}
        for name in MODELS:
            rows = {c: together(CASES[name, a, c] for a in uses) for c in classes}
            size = min(h["memory_gib"] for h in MODELS[name]["hardware"])
            if part.get("g") and size > float(part["g"]):
                continue
            if part.get("lic") and MODELS[name]["licence"] != part["lic"]:
                continue
            spoken = MODELS[name].get("languages", ["none named"])
            if part.get("lang") and part["lang"] not in spoken and not spoken[0].startswith("more"):
                continue
            kind = together(rows.values())
            if kind != "blocked":
                found.setdefault(kind, []).append(name)
        expect |= {"ask": "which", "verdict": "several", "models": found}
        if part.get("g"):
            expect["memory_gib"] = int(part["g"])
        if part.get("lic"):
            expect["licence"] = part["lic"]
        if part.get("lang"):
            expect["language"] = part["lang"]
        answers = [f"decide/index.html#{u}" if u else "decide/index.html#all-title", "decide/index.html"]
        if (u, d) == ("regulated", None) or u == "regulated":
            answers += [place("CH#where-people-usually-end-up")]
        return answers, {k: v for k, v in expect.items() if v}
    if m:
        page = f"decide/{m}.html"
        answers = [page + (f"#{u}-{d}" if u and d else f"#{u}" if u else "")]
        answers += [f"decide/index.html#{u}"] if u else [f"evaluations/{m}.html#decisions-title"]
        cases = {f"{a}/{c}": CASES[m, a, c] for a in uses for c in classes}
    else:
        answers = [f"decide/index.html#{u}"] + [place(w) for w in USE_CLAUSES.get((u, d), "").split()]
        cases = {f"{name}/{a}/{c}": CASES[name, a, c] for name in MODELS for a in uses for c in classes}
    expect["verdict"] = together(cases.values())
    if expect["verdict"] == "several":
        expect["cases"] = cases
    return answers, {k: v for k, v in expect.items() if v}


# ---- Reading the notes.

def lines(name):
    for line in open(os.path.join(HERE, name), encoding="utf-8"):
        if line := line.strip():
            yield line


def item(kind, number, question, answers, expect=None, note="", language=None):
    out = {"id": f"{kind}-{number:03}", "kind": kind.split("-")[-1], "question": question, "answers": answers}
    if expect:
        out["expect"] = expect
    if language:
        out["language"] = language
    if note:
        out["note"] = note
    return out


SERVICES = re.compile(r"\balexa\b", re.I)
OTHER_MODELS = re.compile(r"405B|GPT-4o|Mixtral|BLOOM|Claude|Grok|Falcon", re.I)


def portal():
    for n, line in enumerate(lines("rule.txt"), 1):
        a, q, *note = line.split("|")
        a = a.replace("WS why-self-host", "WS")
        yield item("rule", n, q, [place(w) for w in a.split()], note="".join(note))
    for n, line in enumerate(lines("verdict.txt"), 1):
        spec, q, *note = line.split("|")
        answers, expect = verdict_question(spec)
        yield item("verdict", n, q, answers, expect, "".join(note))
    for kind in ("fact", "definition"):
        for n, line in enumerate(lines(kind + ".txt"), 1):
            a, q, *note = line.split("|")
            words = a.split()
            if words[0] == "DEC":
                answers = [f"decide/index.html#{words[1][2:]}"] + [place(w) for w in USE_CLAUSES[words[1][2:], None].split()]
            else:
                answers = [place(w) for w in words]
            yield item(kind, n, q, answers, note="".join(note))
    for n, line in enumerate(lines("foreign.txt"), 1):
        if "|" in line:  # the portal holds something by now: "KIND places|question|note", or "also places|question|note"
            head, q, *note = line.split("|")
            kind, *words = head.split()
            out = item("foreign", n, q, [place(w) for w in words], note="".join(note))
            if kind == "also":
                out = {k: v for k, v in out.items() if k != "note"} | {"answers": [], "also": out["answers"], "note": out["note"]}
            else:
                out["kind"] = kind
            yield out
            continue
        q, note = line, ""
        if SERVICES.search(q):
            note = "POL-001-R2, read to the letter, covers a service that answers with a model and is not listed; saying so is as right as declining"
        if OTHER_MODELS.search(q):
            note = "a model that is not listed: declining and 'not listed here' are both right"
        yield item("foreign", n, q, [], note=note)
    for n, line in enumerate(lines("language.txt"), 1):
        language, a, q = line.split("|")
        expect = None
        if re.match(r"[mlc]:", a):
            answers, expect = verdict_question(a)
        else:
            answers = [place(w) for w in a.split()]
        yield item("language", n, q, answers, expect, language=language,
                   note="" if answers else "foreign: the portal does not answer it in any language")


def corpus(name):
    for n, line in enumerate(lines(name + ".txt"), 1):
        a, q = line.split("|")
        answers = [re.sub(r"^([^#]+)", r"\1.html", w) for w in a.split()]
        out = item("rule", n, q, answers)
        yield out | {"id": f"{name}-{n:03}"}
    for n, q in enumerate(lines(name + "-foreign.txt"), 1):
        yield item("foreign", n, q, []) | {"id": f"{name}-foreign-{n:03}"}


def read_again(sets):
    """What the third readers changed: places added after those of the notes, and places taken away."""
    found = {(name, i["id"]): i for name, items in sets.items() for i in items}
    for line in lines("third-reading.jsonl"):
        change = json.loads(line)
        i = found[change["set"], change["id"]]
        if set(change["add"]) & set(i["answers"]) or set(change["remove"]) - set(i["answers"]):
            sys.exit(f"third-reading.jsonl: {i['id']} adds a place that it has, or takes away one that it has not")
        i["answers"] = [a for a in i["answers"] if a not in change["remove"]] + change["add"]


# Examples that the order for this measure quotes: whoever builds the thing has read them, so none is kept apart.
QUOTED = ("can we run Llama 3.3 in a chatbot for customers", "can Phi-4 decide about applications by itself",
          "which model may see patient data on one 24 GB card", "how often is the fire alarm tested",
          "can we use Slack with customers", "what temperature should the server room have", "GPT-5 allowed?",
          "can we switch to Llama 5", "may we use Copilot for code")


# ---- Checks.

def list_of(item):
    """The list that a question stands in: halves are drawn by list, so that a question keeps its half when its kind changes."""
    head = item["id"].rsplit("-", 1)[0]
    return {"clinic": "rule", "works": "rule"}.get(head, head.split("-")[-1])


def slug(heading):
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading.strip().lower()))


def check(items, ids_of):
    bad, seen = 0, {}
    for i in items:
        key = i["question"].lower()
        if key in seen:
            bad += 1
            print("asked twice", i["id"], seen[key], key)
        seen[key] = i["id"]
        for a in i["answers"] + i.get("also", []):
            page, _, anchor = a.partition("#")
            ids = ids_of(page)
            if ids is None or (anchor and anchor not in ids):
                bad += 1
                print("no such place", i["id"], a)
    return bad


def site_ids(page, cache={}):
    if page not in cache:
        path = os.path.join(SITE, page)
        cache[page] = set(re.findall(r'\sid="([^"]*)"', open(path).read())) if os.path.exists(path) else None
    return cache[page]


def corpus_ids(name):
    folder = os.path.join(ROOT, "corpora", name, "content")
    def ids(page):
        path = os.path.join(folder, page.replace(".html", ".md"))
        if not os.path.exists(path):
            return None
        return {slug(h) for h in re.findall(r"^##+ (.+)$", open(path).read(), re.M)}
    return ids


def write(path, items):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        for i in sorted(items, key=lambda i: i["id"]):
            f.write(json.dumps(i, ensure_ascii=False) + "\n")


def main():
    check_table()
    sets = {"portal": list(portal()), "clinic": list(corpus("clinic")), "works": list(corpus("works"))}
    read_again(sets)
    for name, items in sets.items():
        bad = check(items, site_ids if name == "portal" else corpus_ids(name))
        halves = {"tuning": [], "held-out": []}
        for kind in sorted({list_of(i) for i in items}):
            group = sorted((i for i in items if list_of(i) == kind), key=lambda i: i["id"])
            random.Random(f"{SEED}/{name}/{kind}").shuffle(group)
            group.sort(key=lambda i: i["question"] in QUOTED)
            cut = (len(group) + 1) // 2
            halves["held-out"] += group[:cut]
            halves["tuning"] += group[cut:]
        for kind in sorted({i["kind"] for i in items}):
            counts = [sum(i["kind"] == kind for i in part) for part in (items, halves["held-out"], halves["tuning"])]
            print(f"| {name} | {kind} | {' | '.join(map(str, counts))} |")
        for half, part in halves.items():
            write(os.path.join(ROOT, half, name + ".jsonl"), part)
        write(os.path.join(ROOT, "held-out", "whole", name + ".jsonl"), items)
        print(f"{name}: {len(items)} questions, {bad} faults")


main()
