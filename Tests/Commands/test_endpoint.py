"""The remote engine against a server on 127.0.0.1 that fails in the ways servers do. scripts/bench inference runs it against a
real llama-server."""
import http.server
import json
import os
import re
import shutil
import subprocess
import threading
import time
from pathlib import Path

import pytest

CHARTER = os.environ["CHARTER"]
ROOT = Path(__file__).parents[2]


class Handler(http.server.BaseHTTPRequestHandler):
    """Gives the answers of `script` in turn, then its last; keeps what was asked and how many asked at once."""

    protocol_version = "HTTP/1.1"
    script, asked = [], []
    lock = threading.Lock()
    running = most = 0
    pause = 0.0

    def do_POST(self):
        cls = type(self)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with cls.lock:
            cls.asked.append((self.path, body, dict(self.headers), time.monotonic()))
            cls.running += 1
            cls.most = max(cls.most, cls.running)
            status, headers, answer = cls.script.pop(0) if len(cls.script) > 1 else cls.script[0]
        time.sleep(cls.pause)
        with cls.lock:
            cls.running -= 1
        if callable(answer):
            answer = answer(body)
        data = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    Handler.script, Handler.asked, Handler.running, Handler.most, Handler.pause = [], [], 0, 0, 0.0
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def charter(*arguments, cwd=ROOT, **environment):
    variables = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    return subprocess.run([CHARTER, *arguments], cwd=cwd, capture_output=True, text=True, timeout=120,
                          env={**variables, **environment})


def text(words, rates=(-0.5, -1.5)):
    return {"choices": [{"text": words, "finish_reason": "stop", "logprobs": {"token_logprobs": rates}}],
            "usage": {"completion_tokens": 3}}


def test_a_completion_is_asked_for_and_read(server):
    Handler.script = [(200, {}, text(" ends at once."))]
    result = charter("model", "generate", server, "--served", "big", "--prompt", "The licence", "--max-tokens", "9",
                     "--temperature", "0.5", "--seed", "7", "--stop", "\n", "--key-variable", "SERVER_KEY", "--json",
                     SERVER_KEY="secret")
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == {
        "text": " ends at once.", "token_count": 3, "ending": "stop", "log_probabilities": [-0.5, -1.5]}
    path, body, headers, _ = Handler.asked[0]
    assert path == "/v1/completions" and headers["Authorization"] == "Bearer secret"
    assert body == {"model": "big", "prompt": "The licence", "max_tokens": 9, "temperature": 0.5, "top_p": 1, "seed": 7,
                    "stop": ["\n"], "logprobs": 1}


def test_a_conversation_is_asked_for_as_such(server):
    Handler.script = [(200, {}, {"choices": [{"message": {"role": "assistant", "content": "Yes."}, "finish_reason": "stop"}]})]
    result = charter("model", "generate", server, "--chat", "--prompt", "May I?")
    assert result.stdout == "Yes.\n", result.stderr
    path, body, _, _ = Handler.asked[0]
    assert path == "/v1/chat/completions" and body["messages"] == [{"role": "user", "content": "May I?"}]


def test_a_busy_server_is_asked_again_when_it_says(server):
    Handler.script = [(503, {"Retry-After": "1"}, {"error": {"message": "Loading model"}}), (200, {}, text("x"))]
    result = charter("model", "generate", server, "--prompt", "a")
    assert result.returncode == 0, result.stderr
    times = [when for *_, when in Handler.asked]
    assert len(times) == 2 and 0.9 < times[1] - times[0] < 5


def test_pauses_grow_and_end_with_the_servers_words(server):
    Handler.script = [(429, {}, {"error": {"message": "quota used up"}})]
    result = charter("model", "generate", server, "--prompt", "a", "--retries", "2")
    assert result.returncode == 66
    assert "the server answers 429: quota used up; tried 3 times" in result.stderr
    times = [when for *_, when in Handler.asked]
    assert len(times) == 3 and times[2] - times[1] > 1.5 * (times[1] - times[0])


def test_a_refusal_is_not_repeated_and_shows_no_key(server):
    Handler.script = [(401, {}, {"error": {"message": "invalid key"}})]
    result = charter("model", "generate", server, "--prompt", "a", "--key-variable", "SERVER_KEY", SERVER_KEY="secret")
    assert result.returncode == 66 and len(Handler.asked) == 1
    assert "401: invalid key" in result.stderr and "secret" not in result.stderr


def test_a_slow_server_is_given_up(server):
    Handler.script, Handler.pause = [(200, {}, text("late"))], 5
    start = time.monotonic()
    result = charter("model", "generate", server, "--prompt", "a", "--timeout", "1", "--retries", "0")
    assert result.returncode == 66 and time.monotonic() - start < 4
    assert "tried once" in result.stderr


@pytest.fixture
def thief():
    """Another origin, which keeps whatever it is sent."""
    asked = []

    class Thief(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append((self.path, dict(self.headers)))
            self.send_response(200)
            self.end_headers()

        do_GET = do_POST

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Thief)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("command", [("generate", "--prompt", "a"), ("embed", "--text", "a")])
def test_no_redirect_carries_the_key_away(server, thief, status, command):
    port, asked = thief
    Handler.script = [(status, {"Location": f"http://localhost:{port}/stolen?key=1"}, b"")]
    result = charter("model", command[0], server, *command[1:], "--key-variable", "SERVER_KEY", SERVER_KEY="sk-secret")
    assert result.returncode == 66 and asked == [] and len(Handler.asked) == 1
    assert f"sends the request on to http://localhost:{port}, which was not followed" in result.stderr
    assert "secret" not in result.stderr and "stolen" not in result.stderr


def test_a_redirect_to_the_same_server_is_not_followed_either(server):
    Handler.script = [(307, {"Location": server + "/other"}, b""), (200, {}, text("x"))]
    result = charter("model", "generate", server, "--prompt", "a")
    assert result.returncode == 66 and len(Handler.asked) == 1 and "was not followed" in result.stderr


class Endless(http.server.BaseHTTPRequestHandler):
    """Never stops answering; keeps how much was taken."""

    sent = 0

    def do_POST(self):
        type(self).sent = 0
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        if self.headers.get("Authorization"):
            self.send_header("Content-Length", str(1 << 40))
        self.end_headers()
        part = b'{"choices":[' + b"[" * 65_000
        try:
            while True:
                self.wfile.write(part)
                type(self).sent += len(part)
                # As fast as a good network, not as fast as this machine's memory: what URLSession takes in before it is heard
                # cannot be bounded.
                time.sleep(0.001)
        except OSError:
            pass

    def log_message(self, *_):
        pass


@pytest.mark.parametrize("says_how_long", [False, True])
def test_an_endless_answer_is_cut_off_and_costs_little_memory(says_how_long):
    endless = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endless)
    threading.Thread(target=endless.serve_forever, daemon=True).start()
    key = ("--key-variable", "SERVER_KEY") if says_how_long else ()
    variables = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    process = subprocess.Popen(
        [CHARTER, "model", "generate", f"http://127.0.0.1:{endless.server_port}/v1", "--prompt", "a", *key],
        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, cwd=ROOT, env={**variables, "SERVER_KEY": "k"})
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    endless.shutdown()
    endless.server_close()
    assert process.returncode == 66 and "the answer is longer than 8 MiB" in errors
    print(f"peak memory {usage.ru_maxrss >> 10} MiB, {Endless.sent >> 20} MiB sent")
    assert usage.ru_maxrss < 200 << 10
    assert Endless.sent < 256 << 20


def test_numbers_that_no_server_counts_end_nothing(server):
    Handler.script = [(200, {"Retry-After": "nan"}, {"choices": [{"text": "x"}], "usage": {"completion_tokens": 2**63 - 1}})]
    result = charter("model", "generate", server, "--prompt", "a", "--timeout", "1e300", "--retries", str(2**63 - 1),
                     "--concurrency", str(2**63 - 1))
    assert result.returncode == 0 and result.stdout.endswith("x\n"), result.stderr


def test_nobody_listens():
    result = charter("model", "generate", "http://127.0.0.1:9/v1", "--prompt", "a", "--retries", "0")
    assert result.returncode == 66 and "http://127.0.0.1:9/v1/completions" in result.stderr


@pytest.mark.parametrize("answer", [b"<html>proxy</html>", b"{}", b'{"choices":[]}', b'{"choices":[{}]}', b""])
def test_an_answer_that_is_none_is_said(server, answer):
    Handler.script = [(200, {}, answer)]
    result = charter("model", "generate", server, "--prompt", "a", "--retries", "0")
    assert result.returncode == 66 and "answer" in result.stderr, result.stderr


def embeddings(body):
    return {"data": [{"index": i, "embedding": [3.0 * (i + 1), 4.0 * (i + 1)]} for i in reversed(range(len(body["input"])))]}


def test_embeddings_come_in_the_order_of_the_texts_and_of_length_one(server, tmp_path):
    Handler.script, Handler.pause = [(200, {}, embeddings)], 0.1
    lines = tmp_path / "lines.txt"
    lines.write_text("".join(f"text {i}\n" for i in range(300)))
    result = charter("model", "embed", server, "--lines", str(lines), "--concurrency", "2")
    assert result.returncode == 0, result.stderr
    vectors = [json.loads(line)["embedding"] for line in result.stdout.splitlines()]
    assert len(vectors) == 300 and all(abs(a - 0.6) < 1e-6 and abs(b - 0.8) < 1e-6 for a, b in vectors)
    assert sorted(len(body["input"]) for _, body, *_ in Handler.asked) == [44, 64, 64, 64, 64]
    assert Handler.most == 2


@pytest.mark.parametrize("data", [
    [], [{"index": 0, "embedding": [0.0, 0.0]}], [{"index": 1, "embedding": [1.0]}], [{"index": 0, "embedding": []}]])
def test_embeddings_that_are_none_are_said(server, data):
    Handler.script = [(200, {}, {"data": data})]
    result = charter("model", "embed", server, "--text", "a")
    assert result.returncode == 66 and "embedding" in result.stderr, result.stderr


def test_a_servers_model_writes_the_questions_of_a_portal(server, tmp_path):
    """charter answers generate with the generator on a server and the encoder here."""
    for folder in ("content/licences", "content/policies"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("licences/apache-2.0", "licences/llama-3.3", "policies/incidents"):
        # The front matter alone, without what names other files: the texts refer to pages that are not here.
        head = (ROOT / "content" / f"{name}.md").read_text().split("\n---\n")[0]
        head = re.sub(
            r"^(  )?(text:\n((?(1)    |  ).*\n)+)|^questions:\n(  .*\n)+|^(reviewed|replaces): .*\n", "", head + "\n", flags=re.M)
        (tmp_path / "content" / f"{name}.md").write_text(head + "\n---\n")
    page = tmp_path / "content/policies/incidents.md"
    page.write_text(page.read_text() + "\n## Report\n\n- Staff MUST report an incident to the service desk on the day they notice it. {#R1}\n")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shipped = (ROOT / "charter.yaml").read_text()
    encoder = shipped[shipped.index("  - role: encoder"):shipped.index("  - role: adapter")]
    (tmp_path / "charter.yaml").write_text(
        "title: Test\nmodels:\n  - role: generator\n    name: Big\n    licence: LICENCE\n"
        f"    endpoint: {{url: {server}, concurrency: 3}}\n{encoder}")
    settings = tmp_path / "charter.yaml"
    text_of_settings = settings.read_text()
    settings.write_text(text_of_settings.replace("LICENCE", "llama-3.3"))
    refused = charter("answers", "generate", "--candidates", "2", cwd=tmp_path)
    assert refused.returncode == 1 and "model-licence" in refused.stderr and not Handler.asked
    settings.write_text(text_of_settings.replace("LICENCE", "apache-2.0"))
    Handler.script = [(200, {}, text(" When must staff report an incident to the service desk?", [-0.1]))]
    result = charter("answers", "generate", "--candidates", "2", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert all(body["stop"] == ["\n"] and body["prompt"].endswith("Question:") for _, body, *_ in Handler.asked)
    ledger = (tmp_path / "content/answers/policies/incidents.yaml").read_text()
    assert "When must staff report an incident" in ledger and "Big" in ledger, result.stdout
