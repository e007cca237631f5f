"""A software bill of materials of charter itself: CycloneDX 1.5, what it is built from with exact versions, licences, hashes."""
import hashlib
import json
import re
import subprocess
import time
import uuid
from pathlib import Path

import licences

ROOT = Path(__file__).parents[1]


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def sha256(data):
    return [{"alg": "SHA-256", "content": hashlib.sha256(data).hexdigest()}]


def tree_hash(folder):
    """The SHA-256 of a folder's files: of their paths and their own hashes, one a line, sorted."""
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
             for path in sorted(folder.rglob("*")) if path.is_file() and ".git" not in path.relative_to(folder).parts]
    return sha256("".join(lines).encode())


def library(name, version, licence, purl, hashes, address=None, commit=None):
    entry = {"type": "library", "bom-ref": purl, "name": name, "version": version, "hashes": hashes,
             "licenses": [{"expression": licence}], "purl": purl}
    if address:
        entry["externalReferences"] = [{"type": "vcs", "url": address}]
    if commit:
        entry["pedigree"] = {"commits": [{"uid": commit}]}
    return entry


def swift_packages():
    for pin in licences.pins():
        state, place = pin["state"], re.sub(r"^https://|\.git$", "", pin["location"])
        yield library(pin["identity"], state["version"], licences.PACKAGES[pin["identity"]],
                      f"pkg:swift/{place}@{state['version']}", tree_hash(licences.checkout(pin) / "Sources"),
                      pin["location"], state["revision"])
    folder = ROOT / "Vendor/swift-mustache"
    commit = re.search(r"commit ([0-9a-f]{40})", (folder / "README.md").read_text())[1]
    yield library("swift-mustache", "2.1.1", "Apache-2.0", "pkg:swift/github.com/hummingbird-project/swift-mustache@2.1.1",
                  tree_hash(folder / "Sources"), "https://github.com/hummingbird-project/swift-mustache", commit)


def system_libraries():
    for package, archive, licence in licences.system():
        version = output("dpkg-query", "-W", "-f", "${Version}", package)
        path = Path(output("gcc", f"-print-file-name={archive}").strip())
        yield library(package.removesuffix("-dev"), version, licence, f"pkg:deb/debian/{package}@{version}",
                      sha256(path.read_bytes()))


def swift_runtime():
    version = re.search(r"Swift version (\S+)", output("swift", "--version"))[1]
    compiler = Path(output("which", "swift").strip()).resolve()
    archives = sorted((compiler.parents[1] / "lib/swift_static/linux").glob("*.a"))
    for name in ("libswiftCore.a", "libFoundationEssentials.a", "libdispatch.a"):
        path = next(path for path in archives if path.name == name)
        yield library(name.removesuffix(".a"), version, licences.SWIFT_LICENCE,
                      f"pkg:generic/{name.removesuffix('.a')}@{version}", sha256(path.read_bytes()),
                      "https://github.com/swiftlang/swift")


def bill(version, program, moment):
    """The document's bytes. Its number follows from the program's, so that it is the same for the same bytes."""
    components = [*swift_packages(), *system_libraries(), *swift_runtime()]
    main = {"type": "application", "bom-ref": f"pkg:generic/charter@{version}", "name": "charter", "version": version,
            "hashes": sha256(program), "licenses": [{"expression": "Apache-2.0"}], "purl": f"pkg:generic/charter@{version}"}
    return (json.dumps({
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, hashlib.sha256(program).hexdigest())}",
        "metadata": {"timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment)), "component": main},
        "components": components,
        "dependencies": [{"ref": main["bom-ref"], "dependsOn": [one["bom-ref"] for one in components]}],
    }, indent=2, ensure_ascii=False) + "\n").encode()
