"""Charter's inference module against llama.cpp, Hugging Face's tokenizers, numpy and ONNX Runtime, in one run.

The text is Charter's own content and documentation; the prompts are its first sentences; the lines for the tokenizers
are made by a fixed seed from many scripts, code, whitespace and emoji."""
import argparse
import json
import math
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import gguf
import numpy
import onnxruntime
from tokenizers import Regex, Tokenizer, models, pre_tokenizers

from bert_reference import Bert

ROOT = Path(__file__).parents[2]


def run(*command, **options):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True, **options).stdout


def prose():
    """Paragraphs of the project's own pages."""
    paragraphs = []
    for path in sorted([*(ROOT / "content").rglob("*.md"), *(ROOT / "docs").glob("*.md")]):
        text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.S)
        for block in text.split("\n\n"):
            words = " ".join(block.split())
            if len(words) > 60 and not words.startswith(("#", "|", "```")):
                paragraphs.append(words.lstrip("->* "))
    return paragraphs


def sentences_of_prose():
    """1,000 sentences, some of them cut in two."""
    sentences = [sentence for paragraph in prose() for sentence in re.split(r"(?<=[.!?:;,]) ", paragraph) if len(sentence) > 15]
    return sentences[:1000]


def varied_lines(count):
    """Lines of words in many scripts, code, numbers, whitespace and emoji, from a fixed seed."""
    draw = random.Random(20261124)
    pieces = re.findall(r"\S+\s*", " ".join(prose()))
    code = [line for path in sorted((ROOT / "Sources").rglob("*.swift"))[:60] for line in path.read_text().split("\n") if line.strip()]
    alphabets = [(0x41, 0x7A), (0xC0, 0x17F), (0x370, 0x3FF), (0x400, 0x4FF), (0x5D0, 0x5EA), (0x620, 0x64A), (0x905, 0x939),
                 (0xE01, 0xE30), (0x3041, 0x3096), (0x30A1, 0x30FA), (0x4E00, 0x9FA5), (0xAC00, 0xD7A3), (0x1F300, 0x1F5FF),
                 (0x1F600, 0x1F64F), (0x2190, 0x22FF), (0x300, 0x36F), (0x2000, 0x206F)]
    marks = ["'s", "'LL", "don't", "I'VE", "…", "—", "  ", "   ", "\t", "\u00a0", "\u200d", "\ufe0f", "\U0001F468\u200d\U0001F469",
             "1234567", "3.14", "²", "Ⅳ", "½", "#", "{}", "//", "<|x|>", "a_b", "$x$", "\u3000", "\r", " \r", "()!?", "x'y"]
    lines = []
    while len(lines) < count:
        kind = draw.randrange(4)
        if kind == 0:
            line = "".join(draw.choices(pieces, k=draw.randrange(1, 25)))
        elif kind == 1:
            line = draw.choice(code)
        elif kind == 2:
            line = "".join(chr(draw.randint(*draw.choice(alphabets))) + draw.choice(["", "", "", " "]) for _ in range(draw.randrange(1, 40)))
        else:
            line = "".join(draw.choice([draw.choice(marks), draw.choice(pieces), str(draw.randrange(10 ** 6))]) for _ in range(draw.randrange(1, 15)))
        lines.append(line.replace("\n", " "))
    return lines


class Server:
    """llama-server on 127.0.0.1, while it is needed."""

    def __init__(self, options, *settings, port=18181):
        self.address = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [options.llama / "llama-server", "-m", options.model, "-c", "2048", "-np", "1", "-t", "2", "--port", str(port), "--no-webui", *settings],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(300):
            try:
                urllib.request.urlopen(self.address + "/health", timeout=1).read()
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("llama-server does not start")

    def post(self, path, body):
        request = urllib.request.Request(self.address + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        return json.loads(urllib.request.urlopen(request, timeout=120).read())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def bench_right(options, folder):
    text = folder / "text.txt"
    text.write_text("\n\n".join(prose()), encoding="utf-8")
    print("\nRight: the same results as llama.cpp, tokenizers and numpy")
    ours = json.loads(run(options.charter, "model", "perplexity", options.model, "--file", text, "--context", "512", "--json"))
    log = subprocess.run([options.llama / "llama-perplexity", "-m", options.model, "-f", text, "-c", "512", "-t", "2", "-fa", "off"],
                         capture_output=True, text=True, check=True)
    theirs = float(re.search(r"Final estimate: PPL = ([\d.]+)", log.stdout + log.stderr)[1])
    print(f"  perplexity over {ours['tokens']} tokens: Charter {ours['perplexity']:.4f}, llama.cpp {theirs:.4f}, "
          f"difference {abs(ours['perplexity'] / theirs - 1):.3%}")
    prompts = [" ".join(paragraph.split()[:12]) for paragraph in prose()[::7]][:20]
    mine = [json.loads(run(options.charter, "model", "generate", options.model, "--prompt", prompt, "--max-tokens", "48", "--json"))["tokens"]
            for prompt in prompts]
    with Server(options, "-fa", "on") as server:
        fused = continuations(server, prompts)
    with Server(options, "-fa", "off") as server:
        plain = continuations(server, prompts)
        compare_continuations("Charter with llama.cpp", mine, plain)
        compare_continuations("llama.cpp with itself, its attention fused or not", [reply["tokens"] for reply in fused], plain)
        compare_tokens(options, server, folder)
    compare_embeddings(options, folder)


def continuations(server, prompts):
    settings = {"n_predict": 48, "temperature": 0, "n_probs": 20, "cache_prompt": False, "return_tokens": True, "samplers": ["top_k"], "top_k": 1}
    return [server.post("/completion", {"prompt": prompt, **settings}) for prompt in prompts]


def compare_continuations(name, ours, replies):
    same, gaps = 0, []
    for tokens, reply in zip(ours, replies):
        theirs = reply["tokens"]
        place = next((i for i, pair in enumerate(zip(tokens, theirs)) if pair[0] != pair[1]), min(len(tokens), len(theirs)))
        if place == min(len(tokens), len(theirs)):
            same += 1
            continue
        ranked = {entry["id"]: entry["logprob"] for entry in reply["completion_probabilities"][place]["top_logprobs"]}
        gaps.append(ranked[theirs[place]] - ranked.get(tokens[place], -math.inf))
    close = sum(gap < 0.05 for gap in gaps)
    print(f"  greedy continuations of 48 tokens, {name}: {same} of {len(ours)} equal; at the first difference of the others the two "
          f"logits are closer than 0.05 in {close}, and apart by {', '.join(f'{gap:.2f}' for gap in sorted(gaps)[close:])} in {len(gaps) - close}")


def compare_tokens(options, server, folder):
    lines = varied_lines(options.lines)
    path = folder / "lines.txt"
    path.write_bytes("\n".join(lines).encode() + b"\n")
    ours = [json.loads(line) for line in run(options.charter, "model", "tokenize", options.model, "--lines", path).splitlines()]
    theirs = [server.post("/tokenize", {"content": line, "add_special": False, "parse_special": False})["tokens"] for line in lines]
    report_tokens("llama.cpp", lines, ours, theirs)
    fields = gguf.GGUFReader(options.model).fields
    words = fields["tokenizer.ggml.tokens"].contents()
    merges = [tuple(merge.split(" ")) for merge in fields["tokenizer.ggml.merges"].contents()]
    reference = Tokenizer(models.BPE(vocab={word: token for token, word in enumerate(words)}, merges=merges))
    reference.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    report_tokens("tokenizers (BPE)", lines, ours, [encoding.ids for encoding in reference.encode_batch(lines)])
    compare_pre_tokenizers(options, folder, lines, fields)
    encoder = Path(options.encoder) / "tokenizer.json"
    ours = [json.loads(line) for line in run(options.charter, "model", "tokenize", encoder, "--lines", path).splitlines()]
    bert = Tokenizer.from_file(str(encoder))
    bert.no_padding()
    bert.no_truncation()
    report_tokens("tokenizers (WordPiece)", lines, ours, [encoding.ids for encoding in bert.encode_batch(lines, add_special_tokens=False)])


def compare_pre_tokenizers(options, folder, lines, fields):
    """The other pre-tokenizers with the same vocabulary, by their published regular expressions."""
    contraction = "(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])"
    tail = r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    patterns = {
        "gpt-2": r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+",
        "llama-bpe": contraction + r"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}" + tail,
        "qwen2": contraction + r"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}" + tail,
    }
    words = fields["tokenizer.ggml.tokens"].contents()
    merges = fields["tokenizer.ggml.merges"].contents()
    for name, pattern in patterns.items():
        path = folder / f"{name}.gguf"
        writer = gguf.GGUFWriter(path, "llama")
        writer.add_tokenizer_model("gpt2")
        writer.add_tokenizer_pre(name)
        writer.add_token_list(words)
        writer.add_token_types(fields["tokenizer.ggml.token_type"].contents())
        writer.add_token_merges(merges)
        writer.add_add_bos_token(False)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        reference = Tokenizer(models.BPE(vocab={word: token for token, word in enumerate(words)},
                                         merges=[tuple(merge.split(" ")) for merge in merges], ignore_merges=name == "llama-bpe"))
        reference.pre_tokenizer = pre_tokenizers.Sequence([
            pre_tokenizers.Split(Regex(pattern), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
        ours = [json.loads(line) for line in run(options.charter, "model", "tokenize", path, "--lines", folder / "lines.txt").splitlines()]
        report_tokens(f"tokenizers ({name})", lines, ours, [encoding.ids for encoding in reference.encode_batch(lines)])


def report_tokens(name, lines, ours, theirs):
    different = [i for i in range(len(lines)) if ours[i] != theirs[i]]
    print(f"  tokens of {len(lines)} lines against {name}: {len(lines) - len(different)} equal")
    for i in different[:3]:
        print(f"    {lines[i]!r}\n      Charter {ours[i]}\n      {name} {theirs[i]}")


def compare_embeddings(options, folder):
    bert = Bert(options.encoder)
    sentences = sentences_of_prose()
    path = folder / "sentences.txt"
    path.write_text("\n".join(sentences) + "\n", encoding="utf-8")
    ours = [json.loads(line)["embedding"] for line in run(options.charter, "model", "embed", options.encoder, "--lines", path).splitlines()]
    cosines = sorted(float(numpy.dot(a, bert.embed(sentence)) / numpy.linalg.norm(a)) for a, sentence in zip(ours, sentences))
    print(f"  cosine with numpy float32 over {len(cosines)} sentences: least {cosines[0]:.6f}, median {cosines[len(cosines) // 2]:.6f}")


def bench_fast(options, folder):
    print("\nFast: 2 threads, best of three")
    best = folder / "q4_0.gguf"
    run(options.llama / "llama-quantize", "--allow-requantize", options.model, best, "Q4_0", "2")
    rates = {}
    for name, model in (("llama.cpp, this file", options.model), ("llama.cpp, Q4_0", best)):
        results = json.loads(run(options.llama / "llama-bench", "-m", model, "-p", "512", "-n", "64", "-t", "2", "-r", "3", "-o", "json"))
        rates[name] = [max(entry["samples_ts"]) for entry in results]
        table = run(options.llama / "llama-batched-bench", "-m", model, "-t", "2", "-c", "4096", "-npp", "128", "-ntg", "64", "-npl", "1,4,16,32", "-pps")
        rates[name] += [float(line.split("|")[8]) for line in table.splitlines() if re.match(r"\|\s+\d", line)]
    ours = json.loads(run(options.charter, "model", "bench", options.model, "--threads", "2", "--sequences", "1,4,16,32", "--json"))
    shared = json.loads(run(options.charter, "model", "bench", options.model, "--threads", "2", "--prompt-tokens", "128",
                            "--sequences", "1,4,16,32", "--json"))
    rates["Charter, this file"] = [ours["prefill_tokens_per_second"], ours["decode_tokens_per_second"],
                                   *(entry["decode_tokens_per_second"] for entry in shared["batch"])]
    print(f"  {'tokens a second':24}{'prefill 512':>12}{'decode':>10}" + "".join(f"{f'{n} at once':>13}" for n in (1, 4, 16, 32)))
    for name, row in rates.items():
        print(f"  {name:24}{row[0]:12.0f}{row[1]:10.0f}" + "".join(f"{value:13.0f}" for value in row[2:]))
    own, file, requantized = rates["Charter, this file"], rates["llama.cpp, this file"], rates["llama.cpp, Q4_0"]
    print(f"  prefill: {own[0] / file[0]:.1f} times llama.cpp on this file (target 8), {own[0] / requantized[0]:.1f} times its best (target 3)")
    print(f"  decode: {own[1] / max(file[1], requantized[1]):.2f} times its best (target 1.3)")
    print(f"  16 at once after a shared prompt of 128: {own[4] / max(file[4], requantized[4]):.1f} times its best (target 6), {own[4]:.0f} tokens/s (target 1,000)")
    print_bound(options, folder, own)
    print(f"  load {ours['load_seconds']:.3f} s (target 0.5), peak memory {ours['peak_memory_bytes'] / 2 ** 20:.0f} MiB, "
          f"with 32 sequences after a prompt of 512 (target 400)")
    bench_encoder(options, folder)


def print_bound(options, folder, own):
    """What this CPU could do in the products alone, were everything else free."""
    peak = folder / "peak"
    run("clang", "-O3", "-march=native", ROOT / "scripts/benchmarks/peak.c", "-o", peak)
    rates = json.loads(run(peak))
    if not rates:
        print("  (no AVX-512 VNNI here: no bound is measured)")
        return
    shapes = [(int(tensor.shape[0]), int(tensor.shape[1]), tensor.name) for tensor in gguf.GGUFReader(options.model).tensors if len(tensor.shape) == 2]
    layers = sum(columns * rows for columns, rows, name in shapes if name.startswith("blk."))
    words = sum(columns * rows for columns, rows, name in shapes if name == "token_embd.weight")
    alone, grouped = (2 * rates[key] for key in ("products", "groups"))
    print(f"  the bound: two cores multiply {alone / 1e9:.0f} billion bytes a second at most, {grouped / 1e9:.0f} with the scale and minimum of each "
          f"group of 32;\n    {layers / 1e6:.0f} million products a token (and {words / 1e6:.0f} for each token written) leave at most "
          f"{grouped / layers:.0f} tokens/s of prefill and {grouped / (layers + words):.0f} written, attention and all else not counted; "
          f"Charter reaches {own[0] / (grouped / layers):.0%} and {own[4] / (grouped / (layers + words)):.0%}")


def bench_encoder(options, folder):
    bert = Bert(options.encoder)
    sentences = sentences_of_prose()
    path = folder / "sentences.txt"
    path.write_text("\n".join(sentences) + "\n", encoding="utf-8")
    bert.write_onnx(folder / "bert.onnx")
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = 2
    session = onnxruntime.InferenceSession(str(folder / "bert.onnx"), settings, providers=["CPUExecutionProvider"])

    def embed_all():
        ids = bert.ids(sentences)
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        results = [None] * len(ids)
        for start in range(0, len(order), 16):
            batch = order[start:start + 16]
            width = max(len(ids[i]) for i in batch)
            padded = numpy.zeros((len(batch), width), numpy.int64)
            mask = numpy.zeros((len(batch), width), numpy.int64)
            for row, i in enumerate(batch):
                padded[row, :len(ids[i])] = ids[i]
                mask[row, :len(ids[i])] = 1
            for i, embedding in zip(batch, session.run(None, {"ids": padded, "mask": mask})[0]):
                results[i] = embedding
        return results

    def best_seconds(job):
        times = []
        for _ in range(3):
            start = time.perf_counter()
            job()
            times.append(time.perf_counter() - start)
        return min(times)

    found = embed_all()
    check = min(float(found[i] @ bert.embed(sentences[i])) for i in range(0, len(sentences), 50))
    theirs = best_seconds(embed_all)
    report = json.loads(run(options.charter, "model", "embed", options.encoder, "--lines", path, "--threads", "2", "--time").splitlines()[-1])
    print(f"  {len(sentences)} sentences embedded: Charter {report['sentences_per_second']:.0f} a second, "
          f"ONNX Runtime {onnxruntime.__version__} float32 {len(sentences) / theirs:.0f} (its cosine with numpy {check:.6f}): "
          f"{report['sentences_per_second'] * theirs / len(sentences):.1f} times (target 1.5)")


def bench_remote(options, folder):
    """The remote engine against a real server: the same texts and embeddings as the server gives when asked directly."""
    print("\nRemote engine against llama-server on 127.0.0.1")
    prompts = [" ".join(paragraph.split()[:12]) for paragraph in prose()[::7]][:20]
    with Server(options) as server:
        same = 0
        for prompt in prompts:
            direct = server.post("/v1/completions", {"prompt": prompt, "max_tokens": 32, "temperature": 0, "seed": 0})
            ours = json.loads(run(options.charter, "model", "generate", server.address + "/v1", "--prompt", prompt, "--max-tokens", "32", "--json"))
            same += ours["text"] == direct["choices"][0]["text"] and ours["token_count"] == direct["usage"]["completion_tokens"] \
                and len(ours["log_probabilities"]) == ours["token_count"]
        print(f"  {same} of {len(prompts)} completions as the server gives them directly, with a probability for each token")
        reply = json.loads(run(options.charter, "model", "generate", server.address + "/v1", "--chat", "--prompt", "Name a colour.", "--max-tokens", "16", "--json"))
        print(f"  chat: {reply['token_count']} tokens, {reply['text']!r}")
    with Server(options, "--embedding", "--pooling", "mean") as server:
        path = folder / "texts.txt"
        path.write_text("\n".join(prompts) + "\n", encoding="utf-8")
        ours = [json.loads(line)["embedding"] for line in run(options.charter, "model", "embed", server.address + "/v1", "--lines", path).splitlines()]
        direct = server.post("/v1/embeddings", {"input": prompts})["data"]
        least = min(float(numpy.dot(a, b["embedding"]) / numpy.linalg.norm(b["embedding"])) for a, b in zip(ours, direct, strict=True))
        print(f"  {len(ours)} embeddings of {len(ours[0])} numbers, cosine with the server's own at least {least:.6f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--charter", required=True)
    parser.add_argument("--llama", type=Path, required=True, help="folder of llama.cpp's programs")
    parser.add_argument("--model", required=True)
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--parts", default="right,remote,fast")
    parser.add_argument("--lines", type=int, default=10_000)
    options = parser.parse_args()
    parts = options.parts.split(",")
    if unknown := [part for part in parts if part not in ("right", "remote", "fast")]:
        parser.error(f"unknown part '{unknown[0]}'; there are right, remote and fast")
    print(f"Charter against llama.cpp, tokenizers, numpy and ONNX Runtime, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as name:
        if "right" in parts:
            bench_right(options, Path(name))
        if "remote" in parts:
            bench_remote(options, Path(name))
        if "fast" in parts:
            bench_fast(options, Path(name))


main()
