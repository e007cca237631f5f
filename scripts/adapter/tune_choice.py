"""Fits the weights of the choice among candidate questions (Sources/Answers/Questions/Candidate.swift) on rated ones, and
prints what they are worth on the part that was kept apart. Logistic regression by Newton's method, ridge 1."""
import hashlib
import json
from collections import defaultdict
from pathlib import Path

import numpy

ROOT = Path(__file__).parents[2]
NAMES = ["log_probability", "similarity", "copied", "names_page", "length", "is_yes_no", "is_who", "is_when", "is_why",
         "statement_length", "is_rule", "votes"]


def is_kept_apart(row):
    """A third of the statements, whole: candidates of one statement are alike."""
    return hashlib.sha256((row["page"] + row["statement"]).encode()).digest()[0] % 3 == 0


def fit(values, good, ridge=1.0):
    mean, spread = values.mean(0), values.std(0) + 1e-9
    x = numpy.c_[numpy.ones(len(values)), (values - mean) / spread]
    weights = numpy.zeros(x.shape[1])
    penalty = ridge * numpy.diag(numpy.r_[0, numpy.ones(len(weights) - 1)])
    for _ in range(50):
        p = 1 / (1 + numpy.exp(-x @ weights))
        slope = x.T @ (p - good) + penalty @ weights
        weights -= numpy.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + penalty, slope)
    return weights[0] - (weights[1:] * mean / spread).sum(), weights[1:] / spread


def main():
    rows = [json.loads(line) for line in (ROOT / "Tests/Data/rated-questions.jsonl").read_text(encoding="utf-8").splitlines()]
    values = numpy.array([[row[name] for name in NAMES] for row in rows])
    good = numpy.array([row["good"] for row in rows], float)
    apart = numpy.array([is_kept_apart(row) for row in rows])
    intercept, weights = fit(values[~apart], good[~apart])
    scores = 1 / (1 + numpy.exp(-(intercept + values @ weights)))
    statements = {(row["page"], row["statement"]) for row in rows}
    print(f"{len(rows)} rated questions on {len(statements)} statements, {good.mean():.0%} good; {apart.sum()} questions kept apart")
    for threshold in (0.4, 0.5, 0.55, 0.6, 0.7):
        line = f"  from {threshold}:"
        for most in (1, 2, 3):
            chosen = defaultdict(list)
            for index in numpy.flatnonzero(apart & (scores >= threshold)):
                chosen[rows[index]["page"], rows[index]["statement"]].append((scores[index], good[index]))
            kept = [rating for own in chosen.values() for _, rating in sorted(own, reverse=True)[:most]]
            if kept:
                line += f"  at most {most} a statement: {numpy.mean(kept):.2f} of {len(kept)} good;"
        print(line)
    print("    static let intercept =", round(float(intercept), 3))
    print("    static let weights: [Double] = [" + ", ".join(str(round(float(weight), 3)) for weight in weights) + "]")


if __name__ == "__main__":
    main()
