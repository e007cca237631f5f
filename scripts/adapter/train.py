"""Trains the adapter that teaches SmolLM2 to ask: LoRA on all linear layers of a llama-shaped GGUF decoder, on the CPU.

Sources: Hu et al., "LoRA" (2021); Loshchilov, Hutter, "Decoupled weight decay regularization" (2019); the tensor names are
those of llama.cpp's adapters. The forward pass is written for GGUF's order of rotary pairs, so that the adapter fits the file.
Tokens come from `charter model tokenize`, so that training reads what the build reads."""
import argparse
import json
import math
import subprocess
import tempfile
import time
from functools import partial
from pathlib import Path

import gguf
import jax
import jax.numpy as jnp
import numpy

from pairs import read_pairs

ROOT = Path(__file__).parents[2]
LINEAR = ["attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"]


def read_model(path):
    """The decoder's shape and its weights as float32, the layers stacked."""
    reader = gguf.GGUFReader(path)
    value = lambda key: reader.fields[key].parts[reader.fields[key].data[0]][0]
    shape = dict(
        layers=int(value("llama.block_count")), width=int(value("llama.embedding_length")),
        heads=int(value("llama.attention.head_count")), groups=int(value("llama.attention.head_count_kv")),
        base=float(value("llama.rope.freq_base")), epsilon=float(value("llama.attention.layer_norm_rms_epsilon")))
    tensors = {tensor.name: numpy.asarray(gguf.quants.dequantize(tensor.data, tensor.tensor_type), dtype=numpy.float32)
               for tensor in reader.tensors}
    stack = lambda name: jnp.asarray(numpy.stack([tensors[f"blk.{layer}.{name}.weight"] for layer in range(shape["layers"])]))
    weights = {name: stack(name) for name in LINEAR + ["attn_norm", "ffn_norm"]}
    return shape, weights, jnp.asarray(tensors["token_embd.weight"]), jnp.asarray(tensors["output_norm.weight"])


def new_adapter(weights, rank, key):
    """A drawn from a normal distribution, B of zeros: the adapter starts as no change."""
    adapter = {}
    for name in LINEAR:
        layers, rows, columns = weights[name].shape
        key, draw = jax.random.split(key)
        adapter[name] = (jax.random.normal(draw, (layers, rank, columns)) / math.sqrt(columns), jnp.zeros((layers, rows, rank)))
    return adapter


def normed(x, weight, epsilon):
    return x * jax.lax.rsqrt(jnp.mean(x * x, -1, keepdims=True) + epsilon) * weight


def rotated(x, base):
    """Rotary positions on neighbouring pairs, as GGUF stores llama's heads."""
    length, size = x.shape[1], x.shape[-1]
    angles = jnp.arange(length)[:, None] * base ** (-jnp.arange(0, size, 2) / size)
    cos, sin = jnp.cos(angles)[:, None], jnp.sin(angles)[:, None]
    even, odd = x[..., 0::2], x[..., 1::2]
    return jnp.stack([even * cos - odd * sin, even * sin + odd * cos], -1).reshape(x.shape)


def states(shape, weights, embeddings, final_norm, adapter, scale, tokens):
    """The last states of [texts, length] tokens; padding stands at the end, where it disturbs nothing before it."""
    heads, groups, epsilon = shape["heads"], shape["groups"], shape["epsilon"]
    texts, length = tokens.shape
    mask = jnp.where(jnp.tril(jnp.ones((length, length), bool)), 0.0, -1e30)

    def layer(x, parts):
        weight, delta = parts

        def linear(name, value):
            a, b = delta[name]
            return value @ weight[name].T + scale * ((value @ a.T) @ b.T)

        value = normed(x, weight["attn_norm"], epsilon)
        query = rotated(linear("attn_q", value).reshape(texts, length, heads, -1), shape["base"])
        key = rotated(linear("attn_k", value).reshape(texts, length, groups, -1), shape["base"])
        content = linear("attn_v", value).reshape(texts, length, groups, -1)
        query = query.reshape(texts, length, groups, heads // groups, -1)
        scores = jnp.einsum("tqghd,tkgd->tghqk", query, key) / math.sqrt(query.shape[-1]) + mask
        mixed = jnp.einsum("tghqk,tkgd->tqghd", jax.nn.softmax(scores, -1), content).reshape(texts, length, -1)
        x = x + linear("attn_output", mixed)
        value = normed(x, weight["ffn_norm"], epsilon)
        return x + linear("ffn_down", jax.nn.silu(linear("ffn_gate", value)) * linear("ffn_up", value)), None

    x, _ = jax.lax.scan(layer, embeddings[tokens], (weights, adapter))
    return normed(x, final_norm, epsilon)


def question_loss(model, adapter, scale, tokens, places, targets, counted):
    """The mean loss of the question's tokens; only their states meet the vocabulary."""
    shape, weights, embeddings, final_norm = model
    hidden = states(shape, weights, embeddings, final_norm, adapter, scale, tokens)
    chosen = jnp.take_along_axis(hidden, places[:, :, None], 1)
    logits = chosen @ embeddings.T
    losses = jax.nn.logsumexp(logits, -1) - jnp.take_along_axis(logits, targets[:, :, None], -1)[..., 0]
    return jnp.sum(losses * counted) / jnp.sum(counted)


def tokenized(pairs, charter, model):
    """Each pair as (tokens of the prompt, tokens of the question with the line's end)."""
    lines = sorted({line for pair in pairs for line in pair.prompt.split("\n")} | {" " + pair.question for pair in pairs})
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(lines + ["x"]))
        file.flush()
        output = subprocess.run([charter, "model", "tokenize", model, "--lines", file.name], capture_output=True, text=True, check=True).stdout
    tokens = dict(zip(lines, (json.loads(line) for line in output.splitlines())))
    newline = newline_token(model)
    result = []
    for pair in pairs:
        prompt = []
        for line in pair.prompt.split("\n"):
            prompt += [newline] if prompt else []
            prompt += tokens[line]
        result.append((prompt, tokens[" " + pair.question] + [newline]))
    return result


def newline_token(model):
    field = gguf.GGUFReader(model).fields["tokenizer.ggml.tokens"]
    words = [bytes(field.parts[index]).decode("utf-8") for index in field.data]
    return words.index("Ċ")


def batches(texts, size, order):
    """Texts of like lengths together, padded to few lengths so that little is compiled."""
    ranked = sorted(order, key=lambda index: padded_length(texts[index]))
    groups = {}
    for index in ranked:
        groups.setdefault(padded_length(texts[index]), []).append(index)
    for length, members in groups.items():
        for start in range(0, len(members), size):
            yield length, members[start:start + size]


def padded_length(text):
    return -(-(len(text[0]) + len(text[1])) // 16) * 16


def arrays(texts, members, size, length, longest):
    tokens = numpy.zeros((size, length), numpy.int32)
    places, targets = numpy.zeros((size, longest), numpy.int32), numpy.zeros((size, longest), numpy.int32)
    counted = numpy.zeros((size, longest), numpy.float32)
    for row, index in enumerate(members):
        prompt, question = texts[index]
        tokens[row, :len(prompt) + len(question)] = prompt + question
        for column, token in enumerate(question):
            places[row, column], targets[row, column], counted[row, column] = len(prompt) + column - 1, token, 1
    return tokens, places, targets, counted


def write_adapter(path, adapter, alpha, card):
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", alpha)
    writer.add_name(card["name"])
    writer.add_license("Apache-2.0")
    writer.add_description(card["description"])
    for name, (a, b) in adapter.items():
        for layer in range(a.shape[0]):
            writer.add_tensor(f"blk.{layer}.{name}.weight.lora_a", numpy.asarray(a[layer], dtype=numpy.float16))
            writer.add_tensor(f"blk.{layer}.{name}.weight.lora_b", numpy.asarray(b[layer], dtype=numpy.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True)
    parser.add_argument("--charter", required=True)
    parser.add_argument("--pairs", default=ROOT / "adapters/question-writer/pairs")
    parser.add_argument("--output", default=ROOT / "adapters/question-writer/question-writer.gguf")
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--alpha", type=float, default=32)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--seed", type=int, default=20261125)
    options = parser.parse_args()

    every = read_pairs(options.pairs)
    texts = tokenized(every, options.charter, options.model)
    train = [index for index, pair in enumerate(every) if not pair.is_kept_apart]
    apart = [index for index, pair in enumerate(every) if pair.is_kept_apart]
    longest = max(len(question) for _, question in texts)
    print(f"{len(train)} pairs to learn from, {len(apart)} kept apart, {sum(len(p) + len(q) for p, q in texts)} tokens", flush=True)

    shape, weights, embeddings, final_norm = read_model(options.model)
    adapter = new_adapter(weights, options.rank, jax.random.PRNGKey(options.seed))
    scale = options.alpha / options.rank
    model = (weights, embeddings, final_norm)

    @jax.jit
    def rate_of(adapter, model, *data):
        return question_loss((shape, *model), adapter, scale, *data)

    steps = options.epochs * len(list(batches(texts, options.batch, train)))

    @partial(jax.jit, donate_argnums=(0, 1, 2))
    def learn(adapter, first, second, step, model, *data):
        value, slope = jax.value_and_grad(lambda adapter: question_loss((shape, *model), adapter, scale, *data))(adapter)
        norm = jnp.sqrt(sum(jnp.sum(part * part) for part in jax.tree.leaves(slope)))
        slope = jax.tree.map(lambda part: part * jnp.minimum(1, 1 / (norm + 1e-9)), slope)
        rate = options.rate * jnp.minimum(step / 20, 0.5 * (1 + jnp.cos(math.pi * step / steps)))
        first = jax.tree.map(lambda mean, part: 0.9 * mean + 0.1 * part, first, slope)
        second = jax.tree.map(lambda mean, part: 0.99 * mean + 0.01 * part * part, second, slope)
        adapter = jax.tree.map(
            lambda value, mean, square: value - rate * (mean / (1 - 0.9 ** step) / (jnp.sqrt(square / (1 - 0.99 ** step)) + 1e-8) + 0.01 * value),
            adapter, first, second)
        return adapter, first, second, value

    def loss_apart():
        total = count = 0
        for length, members in batches(texts, options.batch, apart):
            data = arrays(texts, members, options.batch, length, longest)
            total += float(rate_of(adapter, model, *data)) * data[3].sum()
            count += data[3].sum()
        return total / count

    print(f"loss on pairs kept apart, without the adapter: {loss_apart():.4f}", flush=True)
    zeros = lambda: jax.tree.map(jnp.zeros_like, adapter)
    first, second, step = zeros(), zeros(), 0
    draw = numpy.random.default_rng(options.seed)
    start, best = time.time(), math.inf
    for epoch in range(1, options.epochs + 1):
        order = draw.permutation(train)
        run = list(batches(texts, options.batch, order))
        draw.shuffle(run)
        total = 0.0
        for length, members in run:
            step += 1
            data = arrays(texts, members, options.batch, length, longest)
            adapter, first, second, value = learn(adapter, first, second, step, model, *data)
            total += float(value)
            if step % 20 == 0:
                print(f"  step {step} of {steps}, loss {total / (run.index((length, members)) + 1):.4f}, {time.time() - start:.0f} s", flush=True)
        held = loss_apart()
        print(f"epoch {epoch}: loss {total / len(run):.4f}, on pairs kept apart {held:.4f}, {time.time() - start:.0f} s", flush=True)
        if held < best:
            best = held
            write_adapter(options.output, jax.device_get(adapter), options.alpha, {
                "name": "Charter question writer",
                "description": f"Writes a question that a given statement answers. Trained on {len(train)} pairs, {epoch} epochs, seed {options.seed}."})
    print(f"kept the adapter with {best:.4f}: {options.output}")


if __name__ == "__main__":
    main()
