"""The licences of what is linked into charter, with their texts."""
import json
from pathlib import Path

ROOT = Path(__file__).parents[1]
SWIFT_LICENCE = "Apache-2.0 WITH Swift-exception"

# Libraries of the system: package of Debian, archive, SPDX expression.
SYSTEM = [
    ("libcmark-dev", "libcmark.a", "BSD-2-Clause AND MIT"),
    ("libexpat1-dev", "libexpat.a", "MIT"),
    ("libssl-dev", "libcrypto.a", "Apache-2.0"),
    ("libstemmer-dev", "libstemmer.a", "BSD-3-Clause"),
    ("libyaml-dev", "libyaml.a", "MIT"),
    ("libstdc++-12-dev", "libstdc++.a", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    ("libgcc-12-dev", "libgcc_eh.a", "GPL-3.0-or-later WITH GCC-exception-3.1"),
]

# Swift packages: SPDX expression by identity.
PACKAGES = {
    "swift-argument-parser": SWIFT_LICENCE,
}


def pins():
    """The Swift packages that Package.resolved names."""
    return sorted(json.loads((ROOT / "Package.resolved").read_text())["pins"], key=lambda pin: pin["identity"])


def checkout(pin):
    return ROOT / ".build/checkouts" / pin["location"].rstrip("/").removesuffix(".git").split("/")[-1]


def gcc_version():
    """The major version of the compiler whose libraries were linked in."""
    folders = [path for path in Path("/usr/share/doc").glob("libstdc++-*-dev")]
    return sorted(int(path.name.split("-")[1]) for path in folders)[-1]


def system():
    """`SYSTEM` with the compiler's own version."""
    return [(package.replace("-12-", f"-{gcc_version()}-"), archive, licence) for package, archive, licence in SYSTEM]


def notices():
    """The texts, one after the other, in a fixed order."""
    parts = []
    for pin in pins():
        for name in ("LICENSE.txt", "LICENSE", "NOTICE.txt"):
            path = checkout(pin) / name
            if path.exists():
                parts.append((f"{pin['identity']} {pin['state']['version']}", path.read_text(errors="replace")))
    parts.append(("swift-mustache 2.1.1", (ROOT / "Vendor/swift-mustache/LICENSE.txt").read_text()))
    for package, _, _ in system():
        path = Path("/usr/share/doc") / package / "copyright"
        parts.append((package, path.read_text(errors="replace")))
    return "\n".join(f"{'=' * 78}\n{name}\n{'=' * 78}\n\n{text.strip()}\n" for name, text in parts) + (
        f"\n{'=' * 78}\nThe Swift standard library, Foundation and Dispatch\n{'=' * 78}\n\n"
        "Copyright Apple Inc. and the Swift project authors. Licensed under the Apache License, version 2.0, as in LICENSE, with\n"
        "the Runtime Library Exception: https://swift.org/LICENSE.txt\n")
