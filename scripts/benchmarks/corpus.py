"""A deterministic corpus of markdown pages: about 650 words each, with tables, lists, code and links."""

import random
from pathlib import Path

WORDS = """access account agreement analysis answer approval archive article assessment assistant audit author
authority backup balance basis benefit board boundary budget build calendar candidate capacity case category cause
change channel charge check choice citation claim clause client code comment committee company complaint component
concern condition conduct contact content context contract control copy cost council court credit customer damage
data date deadline decision default delay delivery demand department deployment design detail device dispute document
draft duty edition effect effort employee engineer entry equipment error estimate event evidence example exception
expert export failure feature feedback file finance finding folder format framework function gateway goal group
guard guide handbook hardware history holder hour impact incident income index industry insight interest interface
issue item journal judge key label language law leader letter level liability licence limit line link list loan
location log machine manager margin market measure meeting member memory message method metric model module monitor
network notice number object office officer operation opinion option order outcome owner package page paper parameter
part partner party pattern payment penalty period permission person phase plan platform point policy position power
practice price principle priority problem procedure process product profile program project proof property protocol
provider public purpose quality question quota range rate ratio reason record reference region register regulation
release report request requirement research resource response result review right risk role rule sample scale
schedule scheme scope section sector security seller server service session share signal site software source
specification staff stage standard state statement status step storage strategy structure subject summary supplier
support survey system table target task team technology template term test text theory threshold ticket time title
tool topic trade traffic training transfer trend trial trust type unit update usage user value vendor version view
visit volume warning week weight witness work worker year zone""".split()
VERBS = "must may should can will needs keeps checks records reviews approves sends stores shares limits names".split()
SMALL = "the a of and to in for with on by from at under after before within without every this that".split()
TAGS = ["access", "audit", "contracts", "data", "finance", "hardware", "health", "incidents", "law", "models", "people",
        "privacy", "quality", "risk", "security", "suppliers", "training", "travel"]


def sentence(rng):
    words = []
    for index in range(rng.randint(6, 14)):
        pool = SMALL if index % 3 == 0 else VERBS if index % 7 == 2 else WORDS
        words.append(rng.choice(pool))
    text = " ".join(words)
    if rng.random() < 0.15:
        text = text.replace(words[-1], f"**{words[-1]}**", 1)
    if rng.random() < 0.08:
        text += f" `{rng.choice(WORDS)}_{rng.choice(WORDS)}`"
    return text[0].upper() + text[1:] + "."


def paragraph(rng, count):
    return " ".join(sentence(rng) for _ in range(rng.randint(3, 4)))


def page(number, count):
    rng = random.Random(number)
    title = " ".join(rng.choice(WORDS) for _ in range(rng.randint(2, 4))).capitalize() + f" {number}"
    tags = rng.sample(TAGS, rng.randint(1, 3))
    lines = ["---", f"title: {title}", f"date: {rng.randint(2019, 2025)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
             f"description: {sentence(rng).replace('*', '').replace('`', '')}", f"tags: [{', '.join(tags)}]", "---", ""]
    for part in range(1, rng.randint(5, 6)):
        lines += [f"## {rng.choice(WORDS).capitalize()} {rng.choice(WORDS)} {part}", "", paragraph(rng, count), ""]
        other = rng.randrange(count)
        lines += [f"{sentence(rng)} See [{rng.choice(WORDS)} {rng.choice(WORDS)}](page-{other:05}.md). {sentence(rng)}", ""]
        if part % 3 == 1:
            lines += [f"- {sentence(rng)}" for _ in range(rng.randint(3, 5))] + [""]
        if part % 3 == 2:
            lines += ["| Item | Owner | Limit |", "| --- | :-- | --: |"]
            lines += [f"| {rng.choice(WORDS)} | {rng.choice(WORDS)} {rng.choice(WORDS)} | {rng.randint(1, 999)} |" for _ in range(4)] + [""]
        if part % 3 == 0:
            lines += [f"### {rng.choice(WORDS).capitalize()} in detail", "", "```yaml", f"{rng.choice(WORDS)}: {rng.randint(1, 99)}", "```", ""]
            lines += [f"1. {sentence(rng)}" for _ in range(3)] + [""]
        lines += [paragraph(rng, count), ""]
    return "\n".join(lines)


def write(folder, count):
    """Writes `count` pages to `folder`/guides and returns their size in bytes."""
    target = Path(folder) / "guides"
    target.mkdir(parents=True, exist_ok=True)
    size = 0
    for number in range(count):
        data = page(number, count).encode()
        size += len(data)
        (target / f"page-{number:05}.md").write_bytes(data)
    return size
