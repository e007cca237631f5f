"""What fuzzing starts from, a folder for each target: small model files (decoders of each architecture, an adapter, safetensors, a
tokenizer), pages, data files, ledgers, a cache, names, lists of a site's files, requests, pages of other tools, and the files of a built site:
fuzz_seeds.py FOLDER SITE CACHE."""

import hashlib
import json
import sys
from pathlib import Path

import gguf
import numpy
from safetensors.numpy import save_file

WIDTH, INNER, HEADS, KEY_HEADS, HEAD, VOCABULARY = 32, 64, 2, 1, 16, 40


def decoder(path, architecture, quantized):
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_block_count(1)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KEY_HEADS)
    writer.add_key_length(HEAD)
    writer.add_value_length(HEAD)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(10000)
    writer.add_context_length(64)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm" if architecture == "llama" else "qwen2")
    words = ["<|im_end|>", "\u0120", "ab", "cd", "abcd", "\u0120ab"] + [chr(97 + i) for i in range(26)] + list("12.,!?AB")
    writer.add_token_list(words)
    writer.add_token_types([3] + [1] * (len(words) - 1))
    writer.add_token_merges(["a b", "c d", "ab cd", "\u0120 ab"])
    writer.add_eos_token_id(0)
    random = numpy.random.default_rng(1)
    shapes = {"token_embd.weight": (VOCABULARY, WIDTH), "output_norm.weight": (WIDTH,), "output.weight": (VOCABULARY, WIDTH)}
    for name, shape in {"attn_norm": (WIDTH,), "attn_q": (HEADS * HEAD, WIDTH), "attn_k": (KEY_HEADS * HEAD, WIDTH),
                        "attn_v": (KEY_HEADS * HEAD, WIDTH), "attn_output": (WIDTH, HEADS * HEAD), "ffn_norm": (WIDTH,),
                        "ffn_gate": (INNER, WIDTH), "ffn_up": (INNER, WIDTH), "ffn_down": (WIDTH, INNER)}.items():
        shapes[f"blk.0.{name}.weight"] = shape
    if architecture == "qwen2":
        shapes |= {f"blk.0.attn_{part}.bias": (size,) for part, size in (("q", HEADS * HEAD), ("k", KEY_HEADS * HEAD), ("v", KEY_HEADS * HEAD))}
    if architecture == "qwen3":
        shapes |= {"blk.0.attn_q_norm.weight": (HEAD,), "blk.0.attn_k_norm.weight": (HEAD,)}
    for name, shape in shapes.items():
        values = random.standard_normal(shape).astype(numpy.float32)
        if quantized and len(shape) == 2:
            values = gguf.quants.quantize(values, quantized)
            writer.add_tensor(name, values, raw_dtype=quantized)
        else:
            writer.add_tensor(name, values)
    finish(writer)


def adapter(path):
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_string("general.type", "adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", 16)
    for part, shape in (("lora_a", (4, WIDTH)), ("lora_b", (HEADS * HEAD, 4))):
        writer.add_tensor(f"blk.0.attn_q.weight.{part}", numpy.ones(shape, numpy.float32))
    finish(writer)


def finish(writer):
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def models(folder):
    types = gguf.GGMLQuantizationType
    for architecture in ("llama", "qwen2", "qwen3"):
        decoder(folder / f"{architecture}.gguf", architecture, None)
    for kind in (types.Q8_0, types.Q4_0, types.Q4_1, types.Q5_0, types.Q5_1, types.F16, types.BF16):
        decoder(folder / f"{kind.name}.gguf", "llama", kind)
    adapter(folder / "adapter.gguf")
    for kind in (numpy.float32, numpy.float16, numpy.int64):
        save_file({"a": numpy.ones((2, 3), kind), "b": numpy.ones((4,), kind)}, folder / f"{kind.__name__}.safetensors", {"format": "pt"})
    (folder / "tokenizer.json").write_text(json.dumps({
        "version": "1.0", "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                                    "vocab": {word: i for i, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "##b", "c"])}},
        "normalizer": {"type": "BertNormalizer", "lowercase": True}, "pre_tokenizer": {"type": "BertPreTokenizer"}}))


# The order of PageKind, and that of the data files in the target: the first byte of an input names the kind.
KINDS = ["policies", "licences", "evaluations", "guides", "glossary.md", "about.md"]
DATA = ["charter.yaml", "decisions.yaml", "exceptions.yaml", "deployments.yaml", "openness", "golden.yaml", "golden-run.yaml",
        "portal.json", "results"]


def texts(root, folder, site):
    """Pages, data files and ledgers of the shipped content and the tests' portal, with what one byte in front says of them."""
    for portal in (root / "content", root / "Tests/Fixtures/portal/content"):
        for path in sorted(portal.rglob("*.md")):
            name = path.relative_to(portal).as_posix()
            kind = next((number for number, start in enumerate(KINDS) if name.startswith(start)), len(KINDS) - 1)
            write(folder / "pages", bytes([kind]) + path.read_bytes())
            write(folder / "markdown", path.read_bytes())
        for path in sorted((portal / "answers").rglob("*.yaml")):
            write(folder / "ledger", path.read_bytes())
        for path in sorted(portal.rglob("*")):
            name = path.name
            kind = next((number for number, start in enumerate(DATA) if name == start), None)
            if path.suffix in (".yaml", ".yml") and "openness" in path.as_posix():
                kind = 4
            if path.suffix == ".json":
                kind = 8
            if kind is not None:
                write(folder / "data", bytes([kind]) + path.read_bytes())
    write(folder / "data", bytes([0]) + (root / "charter.yaml").read_bytes())
    write(folder / "data", bytes([7]) + (site / "api/portal.json").read_bytes()[:60_000])
    write(folder / "data", bytes([7]) + b'{"format":1,"pages":[],"requirements":[]}')
    for name in ["Apache-2.0", "apache license, version 2.0", "LicenseRef-x", "2026-11-25", "https://a.example/b?c#d", "policies/a.md",
                 "mailto:a@b.example", "../c", "CC BY-NC 4.0", "javascript:x"]:
        write(folder / "names", name.encode())


def shards(folder, site):
    """Each file below search/ and ask/, in the order in which the target knows them, with two bytes for its place."""
    names = sorted(f"{part}/{path.name}" for part in ("search", "ask") for path in (site / part).glob("*.js"))
    for number, name in enumerate(names):
        content = (site / name).read_bytes()
        if len(content) < 60_000:
            write(folder / "shards", bytes([number >> 8, number & 255]) + content)


def manifests(folder, site):
    """A site's list of files, short and long, and the journals of changes, without the hash at their end."""
    whole = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    for count in (0, 1, 40):
        write(folder / "manifest", b"\0" + json.dumps(dict(list(whole.items())[:count])).encode())

    def number(value):
        return bytes([value << 1]) if value < 64 else bytes([value << 1 & 127 | 128, value >> 6])

    def text(value):
        return number(len(value.encode())) + value.encode()

    for steps in ([], [("about.html", "added", "0" * 64)], [("a/b.html", "removed", ""), ("manifest.json", "replaced", "f" * 64)]):
        journal = text("charter-journal-1") + number(len(steps)) + b"".join(text(part) for step in steps for part in step)
        write(folder / "manifest", b"\1" + journal)


# The order of Origin: the first byte of an input names the tool.
ORIGINS = ["hugo", "zola", "mkdocs", "docusaurus", "documents", "markdown"]


def imports(root, folder):
    """Pages of other tools: those of the tests, and one of Zola's, whose front matter is TOML."""
    for path in sorted((root / "Tests/Fixtures/import").glob("*/site/**/*.md*")):
        write(folder / "imports", bytes([ORIGINS.index(path.relative_to(root).parts[3])]) + path.read_bytes())
    zola = '+++\ntitle = "A"\ndate = 2026-11-25\ndraft = true\n[taxonomies]\ntags = ["a", "b"]\n+++\n\nStaff must ask. {{ note(text="b") }}\n'
    write(folder / "imports", b"\1" + zola.encode())
    write(folder / "imports", b"\4# A\n\nStaff must not guess.\n\n<div class='x'>b</div>\n")


def requests(folder):
    for target in ("/", "/policies/acceptable-use.html?q=a%20b#c", "/_charter/changes?after=12", "//a.example/%2e%2e/", "http://a.example/"):
        head = f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nAccept: */*\r\n\r\n"
        write(folder / "requests", head.encode())
        write(folder / "requests", head.replace("\r\n", "\n").encode())
    write(folder / "requests", b"\r\n\r\nHEAD / HTTP/1.0\r\nhost:\tlocalhost \r\nHost: b\r\n\r\n")


def write(folder, content):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha256(content).hexdigest()[:16]).write_bytes(content)


def main():
    folder, site, cache = (Path(argument) for argument in sys.argv[1:4])
    (folder / "models").mkdir(parents=True, exist_ok=True)
    models(folder / "models")
    texts(Path(__file__).resolve().parents[2], folder, site)
    shards(folder, site)
    manifests(folder, site)
    requests(folder)
    imports(Path(__file__).resolve().parents[2], folder)
    # Its last 32 bytes are a hash, which the target makes anew.
    write(folder / "cache", cache.read_bytes()[:-32])


main()
