"""The models of charter.yaml on this machine, against what the references said of them."""
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

CHARTER = os.environ["CHARTER"]
ROOT = Path(__file__).parents[2]
REFERENCE = json.loads((Path(__file__).parent / "samples" / "reference.json").read_text(encoding="utf-8"))


def charter(*arguments):
    result = subprocess.run([CHARTER, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="session")
def models():
    """The folders of the generator and the encoder; scripts/test has fetched them."""
    return {model["role"]: Path(model["folder"]) for model in json.loads(charter("models", "list", "--json"))}


@pytest.fixture(scope="session")
def generator(models):
    return models["generator"] / "SmolLM2-135M-Instruct.Q4_1.gguf"


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "lines.txt"
    path.write_bytes("".join(line["text"] + "\n" for line in REFERENCE["lines"]).encode())
    return path


def test_tokens_are_those_of_the_reference(models, generator, lines):
    for tokenizer, key in ((generator, "byte_pairs"), (models["encoder"] / "tokenizer.json", "word_pieces")):
        found = [json.loads(line) for line in charter("model", "tokenize", tokenizer, "--lines", lines).splitlines()]
        assert found == [line[key] for line in REFERENCE["lines"]]


def test_perplexity_is_within_one_percent_of_llama_cpp(generator):
    found = json.loads(charter("model", "perplexity", generator, "--file", ROOT / "LICENSE", "--context", "512", "--json"))
    assert abs(found["perplexity"] / REFERENCE["perplexity"] - 1) < 0.01 and found["tokens"] > 500


def test_all_kernels_that_run_here_agree(generator, tmp_path):
    text = tmp_path / "text.txt"
    text.write_text((ROOT / "LICENSE").read_text()[:2000])
    measure = ["model", "perplexity", generator, "--file", text, "--context", "128", "--json"]
    best = json.loads(charter(*measure))["perplexity"]
    for kernels in ("portable", "avx2", "avx512-vnni", "neon"):
        result = subprocess.run([CHARTER, *map(str, measure), "--kernels", kernels], capture_output=True, text=True)
        if result.returncode == 0:
            assert abs(json.loads(result.stdout)["perplexity"] / best - 1) < 0.01
        else:
            assert kernels != "portable" and "cannot run" in result.stderr


def test_generation_is_sensible_and_repeats(generator):
    arguments = ["model", "generate", generator, "--json", "--prompt", "The capital of France is", "--max-tokens"]
    assert json.loads(charter(*arguments, 4))["text"].startswith(" Paris")
    drawn = [json.loads(charter(*arguments, 24, "--temperature", "1", "--seed", seed))["tokens"] for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_embeddings_have_the_cosines_of_the_reference(models, tmp_path):
    path = tmp_path / "sentences.txt"
    path.write_text("\n".join(REFERENCE["sentences"]) + "\n", encoding="utf-8")
    found = [json.loads(line)["embedding"] for line in charter("model", "embed", models["encoder"], "--lines", path).splitlines()]
    for a, b, cosine in REFERENCE["cosines"]:
        assert abs(sum(x * y for x, y in zip(found[a], found[b])) - cosine) < 0.01


def test_what_cannot_be_opened_is_said(tmp_path, generator):
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(generator.read_bytes()[:5_000_000])
    for arguments, message in (
        (["model", "generate", broken, "--prompt", "x"], "truncated"), (["model", "inspect", tmp_path], "not a regular file"),
        (["model", "bench", tmp_path / "none.gguf"], "No such file"), (["model", "embed", tmp_path, "--text", "x"], "config.json"),
        (["model", "perplexity", generator, "--file", tmp_path / "none.txt"], "cannot be read"),
    ):
        result = subprocess.run([CHARTER, *map(str, arguments)], capture_output=True, text=True)
        assert result.returncode == 66 and message in result.stderr, result.stderr


def head(name):
    """A page's front matter alone, without what names other files: the texts refer to pages that are not here."""
    text = (ROOT / "content" / f"{name}.md").read_text().split("\n---\n")[0]
    return re.sub(r"^(  )?(text:\n((?(1)    |  ).*\n)+)|^(reviewed|replaces): .*\n|^questions:\n( .*\n)+", "", text + "\n", flags=re.M) + "\n---\n"


@pytest.fixture
def project(tmp_path, models):
    """A portal of one page with several passages, and all models of charter.yaml."""
    for folder in ("licences", "policies"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    (tmp_path / "content/licences/apache-2.0.md").write_text(head("licences/apache-2.0"))
    (tmp_path / "content/policies/incidents.md").write_text(head("policies/incidents") + """
## Report

Staff tell the service desk about an incident on the day they notice it.

## Keep

Logs of prompts are kept for 30 days. After that the platform team deletes them.

## Ask

The office answers questions about a report within two working days.
""")
    settings = (ROOT / "charter.yaml").read_text()
    settings = settings[settings.index("models:"):].replace("source: adapters/", f"source: {ROOT}/adapters/")
    (tmp_path / "charter.yaml").write_text("title: Test\n" + settings)
    return tmp_path


def generate(project, *arguments):
    """The ledger that `charter answers generate` writes, and what it prints."""
    shutil.rmtree(project / "content/answers", ignore_errors=True)
    result = subprocess.run([CHARTER, "answers", "generate", "--candidates", "3", *arguments], cwd=project, capture_output=True, text=True, timeout=600)
    assert result.returncode == 0, result.stderr
    return (project / "content/answers/policies/incidents.yaml").read_bytes(), result.stdout


def test_questions_are_the_same_with_any_threads_and_after_a_run_that_was_cut_off(project):
    ledger, output = generate(project, "--jobs", "1")
    assert b"question:" in ledger
    prompts, read, texts, computed = map(int, re.search(
        r"prompts: (\d+) tokens, of which (\d+) were read, \d+ a second; texts: (\d+) tokens, of which (\d+) were computed, \d+ a second", output).groups())
    assert read < prompts and computed < texts
    kept = sorted((project / ".charter/questions").iterdir())
    assert len(kept) > 3
    contents = [path.read_bytes() for path in kept]
    for path in kept[:2]:
        path.unlink()
    again, output = generate(project, "--jobs", "2")
    assert again == ledger and [path.read_bytes() for path in kept] == contents and "computed" in output
    # Nothing is left to write, so there is no rate.
    again, output = generate(project)
    assert again == ledger and "computed" not in output
