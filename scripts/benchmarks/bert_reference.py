"""Encoders of the BERT family by definition: in numpy for accuracy, as an ONNX graph for speed."""
import json
from pathlib import Path

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file
from tokenizers import Tokenizer


class Bert:
    def __init__(self, folder):
        folder = Path(folder)
        self.config = json.loads((folder / "config.json").read_text())
        self.weights = load_file(folder / "model.safetensors")
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.limit = json.loads((folder / "sentence_bert_config.json").read_text())["max_seq_length"]
        self.tokenizer.enable_truncation(self.limit)

    def ids(self, texts):
        return [encoding.ids for encoding in self.tokenizer.encode_batch(texts)]

    def embed(self, text):
        """One text, in float32, by the papers."""
        weights, config = self.weights, self.config
        heads, epsilon = config["num_attention_heads"], config["layer_norm_eps"]

        def norm(x, name):
            mean = x.mean(-1, keepdims=True)
            variance = ((x - mean) ** 2).mean(-1, keepdims=True)
            return (x - mean) / numpy.sqrt(variance + epsilon) * weights[name + ".weight"] + weights[name + ".bias"]

        def linear(x, name):
            return x @ weights[name + ".weight"].T + weights[name + ".bias"]

        ids = self.ids([text])[0]
        x = weights["embeddings.word_embeddings.weight"][ids]
        x = x + weights["embeddings.position_embeddings.weight"][: len(ids)] + weights["embeddings.token_type_embeddings.weight"][0]
        x = norm(x, "embeddings.LayerNorm")
        for layer in range(config["num_hidden_layers"]):
            name = f"encoder.layer.{layer}."
            query, key, value = (
                linear(x, f"{name}attention.self.{part}").reshape(len(ids), heads, -1).transpose(1, 0, 2)
                for part in ("query", "key", "value")
            )
            scores = query @ key.transpose(0, 2, 1) / numpy.sqrt(query.shape[-1]).astype(numpy.float32)
            shares = numpy.exp(scores - scores.max(-1, keepdims=True))
            shares /= shares.sum(-1, keepdims=True)
            mixed = (shares @ value).transpose(1, 0, 2).reshape(len(ids), -1)
            x = norm(x + linear(mixed, name + "attention.output.dense"), name + "attention.output.LayerNorm")
            inner = linear(x, name + "intermediate.dense")
            inner = inner * 0.5 * (1 + erf(inner / numpy.sqrt(numpy.float32(2))))
            x = norm(x + linear(inner, name + "output.dense"), name + "output.LayerNorm")
        mean = x.mean(0)
        return mean / numpy.linalg.norm(mean)

    def write_onnx(self, path):
        """The same as a graph from ids and mask (texts x tokens) to embeddings."""
        weights, config = self.weights, self.config
        heads, width = config["num_attention_heads"], config["hidden_size"]
        nodes, constants = [], {}

        def constant(name, value):
            constants[name] = numpy_helper.from_array(numpy.asarray(value), name)
            return name

        def node(kind, inputs, output, **attributes):
            nodes.append(helper.make_node(kind, inputs, [output], **attributes))
            return output

        def linear(x, name, output):
            product = node("MatMul", [x, constant(name + ".w", weights[name + ".weight"].T.copy())], output + ".product")
            return node("Add", [product, constant(name + ".b", weights[name + ".bias"])], output)

        def norm(x, name, output):
            scale, bias = constant(name + ".w", weights[name + ".weight"]), constant(name + ".b", weights[name + ".bias"])
            return node("LayerNormalization", [x, scale, bias], output, axis=-1, epsilon=config["layer_norm_eps"])

        words = node("Gather", [constant("words", weights["embeddings.word_embeddings.weight"]), "ids"], "word")
        table = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        length = node("Gather", [node("Shape", ["ids"], "shape"), constant("one", numpy.int64(1))], "length")
        places = node("Range", [constant("zero", numpy.int64(0)), length, constant("step", numpy.int64(1))], "places")
        x = node("Add", [words, node("Gather", [constant("positions", table), places], "position")], "sum")
        x = norm(x, "embeddings.LayerNorm", "embedded")
        mask = node("Cast", ["mask"], "mask.float", to=TensorProto.FLOAT)
        hidden = node("Mul", [node("Sub", [constant("f1", numpy.float32(1)), mask], "hidden"), constant("far", numpy.float32(-1e9))], "far.away")
        hidden = node("Unsqueeze", [hidden, constant("axes", numpy.array([1, 2]))], "hidden.heads")
        for layer in range(config["num_hidden_layers"]):
            name, out = f"encoder.layer.{layer}.", f"l{layer}."
            parts = []
            for part, order in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3])):
                flat = linear(x, f"{name}attention.self.{part}", out + part)
                split = node("Reshape", [flat, constant(out + part + ".shape", numpy.array([0, 0, heads, width // heads]))], out + part + ".heads")
                parts.append(node("Transpose", [split], out + part + ".turned", perm=order))
            scores = node("MatMul", parts[:2], out + "scores")
            scale = constant(out + "scale", numpy.float32((width // heads) ** -0.5))
            scores = node("Add", [node("Mul", [scores, scale], out + "scaled"), hidden], out + "masked")
            mixed = node("MatMul", [node("Softmax", [scores], out + "shares", axis=-1), parts[2]], out + "mixed")
            mixed = node("Transpose", [mixed], out + "mixed.turned", perm=[0, 2, 1, 3])
            mixed = node("Reshape", [mixed, constant(out + "flat", numpy.array([0, 0, width]))], out + "mixed.flat")
            x = node("Add", [x, linear(mixed, name + "attention.output.dense", out + "attention")], out + "sum1")
            x = norm(x, name + "attention.output.LayerNorm", out + "norm1")
            inner = node("Gelu", [linear(x, name + "intermediate.dense", out + "up")], out + "gelu")
            x = node("Add", [x, linear(inner, name + "output.dense", out + "down")], out + "sum2")
            x = norm(x, name + "output.LayerNorm", out + "norm2")
        weight = node("Unsqueeze", [mask, constant("last", numpy.array([2]))], "mask.columns")
        total = node("ReduceSum", [node("Mul", [x, weight], "counted"), constant("tokens", numpy.array([1]))], "total", keepdims=0)
        node("LpNormalization", [total], "embedding", axis=-1, p=2)
        graph = helper.make_graph(
            nodes, "bert",
            [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"]) for name in ("ids", "mask")],
            [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["texts", width])], list(constants.values()))
        onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9), str(path))


def erf(x):
    """Abramowitz, Stegun 7.1.26, in double precision: within 1.5e-7."""
    size = numpy.abs(x.astype(numpy.float64))
    t = 1 / (1 + 0.3275911 * size)
    p = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    return (numpy.sign(x) * (1 - p * numpy.exp(-size * size))).astype(numpy.float32)
