"""Statements with the questions that they answer: `adapters/question-writer/pairs/*.txt`.

    @ Page > Section
    > Statement.
    Question?
    Another question?
"""
import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Pair:
    page: str
    section: str
    statement: str
    question: str

    @property
    def prompt(self):
        """What the model reads before it writes the question; `Answers/Questions/QuestionPrompt.swift` writes the same."""
        return f"Page: {self.page}\nSection: {self.section}\nStatement: {self.statement}\nQuestion:"

    @property
    def is_kept_apart(self):
        """Whole pages are kept apart from training, about a tenth of them, so that no statement is half known."""
        return hashlib.sha256(self.page.encode()).digest()[0] % 10 == KEPT_APART


KEPT_APART = 3


def read_pairs(folder):
    """All pairs in the order of the files; a line that is none of the four forms is an error."""
    pairs = []
    for path in sorted(Path(folder).glob("*.txt")):
        page = section = statement = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("@ ") and " > " in line:
                page, section = line[2:].split(" > ", 1)
                statement = None
            elif line.startswith("> ") and page:
                statement = line[2:]
            elif line.endswith("?") and statement:
                pairs.append(Pair(page, section, statement, line))
            elif line and not line.startswith("#"):
                raise SystemExit(f"{path}:{number}: expected '@ Page > Section', '> Statement.' or 'Question?', found: {line}")
    return pairs


if __name__ == "__main__":
    every = read_pairs(Path(__file__).parents[2] / "adapters/question-writer/pairs")
    apart = sum(pair.is_kept_apart for pair in every)
    print(f"{len(every)} pairs of {len({pair.statement for pair in every})} statements on {len({pair.page for pair in every})} pages; "
          f"{apart} pairs kept apart")
