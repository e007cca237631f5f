"""The models of charter.yaml on this machine, against what the references said of them."""
import json
import os
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
