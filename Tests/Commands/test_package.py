"""The program that scripts/build makes, and what scripts/package makes of it. Both use one release build."""
import hashlib
import json
import os
import re
import subprocess
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHARTER = Path(os.environ["CHARTER"]).resolve()
# What every Linux with glibc has.
LIBRARIES = {"linux-vdso.so.1", "libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2", "ld-linux-x86-64.so.2",
             "ld-linux-aarch64.so.1"}

release = pytest.mark.skipif("/release/" not in str(CHARTER), reason="the program is a debug build, which is not packed")


def output(*command, **environment):
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, env={**os.environ, **environment}).stdout


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("packages") / "packages"
    output("python3", "Packaging/packages.py", str(CHARTER), str(folder), SOURCE_DATE_EPOCH="1750000000")
    return folder


@release
def test_the_program_needs_nothing_but_the_c_library():
    names = {Path(line.split()[0]).name for line in output("ldd", str(CHARTER)).splitlines()}
    assert names <= LIBRARIES, names
    versions = {tuple(map(int, found)) for found in re.findall(r"GLIBC_(\d+)\.(\d+)", output("objdump", "-T", str(CHARTER)))}
    # Ubuntu 22.04 has 2.35, Debian 12 has 2.36.
    assert max(versions) <= (2, 35), sorted(versions)[-3:]


@release
def test_the_program_is_small_and_names_no_path_of_this_machine(packages):
    with tarfile.open(next(packages.glob("*.tar.gz"))) as archive:
        member = next(one for one in archive.getmembers() if one.name.endswith("bin/charter"))
        program = archive.extractfile(member).read()
    # 29.7 MB, rounded; what it is made of: docs/installing.md.
    assert len(program) < 29_750_000, len(program)
    for path in (str(ROOT), str(Path.home()) + "/"):
        assert path.encode() not in program, path


def test_the_version_names_the_commit_or_says_that_it_is_unknown():
    assert re.fullmatch(r"\d+\.\d+\.\d+ \((commit [0-9a-f]{12}|unknown commit)\)\n", output(str(CHARTER), "--version"))


@release
def test_the_archive_holds_program_manual_and_completions(packages):
    with tarfile.open(next(packages.glob("*.tar.gz"))) as archive:
        members = archive.getmembers()
        top = members[0].name.split("/")[0]
        names = [member.name.removeprefix(top + "/") for member in members if member.isfile()]
    assert re.fullmatch(r"charter-\d+\.\d+\.\d+-linux-(x86_64|aarch64)", top)
    assert names == sorted(names) and {member.uid for member in members} == {0}
    assert {member.mtime for member in members} == {1750000000}
    for name in ("bin/charter", "share/man/man1/charter.1.gz", "share/man/man1/charter-build.1.gz",
                 "share/bash-completion/completions/charter", "share/zsh/vendor-completions/_charter",
                 "share/fish/vendor_completions.d/charter.fish", "share/doc/charter/LICENSE",
                 "share/doc/charter/THIRD-PARTY-LICENCES", "share/doc/charter/sbom.cdx.json", "share/doc/charter/servers/nginx.conf"):
        assert name in names, name


@release
def test_every_command_has_a_page_of_the_manual_that_groff_reads(packages, tmp_path):
    subprocess.run(["tar", "-xzf", next(packages.glob("*.tar.gz")), "-C", tmp_path, "--strip-components", "1"], check=True)
    pages = {path.name for path in (tmp_path / "share/man/man1").iterdir()}
    commands = re.findall(r"^  ([a-z]+)  ", output(str(CHARTER), "--help").split("SUBCOMMANDS:")[1], flags=re.M)
    assert len(commands) > 10 and {f"charter-{name}.1.gz" for name in commands} <= pages
    for path in (tmp_path / "share/man/man1").iterdir():
        text = subprocess.run(["zcat", path], check=True, capture_output=True).stdout
        assert text.startswith(b".TH") and b".SH NAME" in text
    bash = tmp_path / "share/bash-completion/completions/charter"
    subprocess.run(["bash", "-n", bash], check=True)


@release
def test_the_debian_package_says_what_it_needs(packages):
    deb = str(next(packages.glob("*.deb")))
    fields = dict(line.split(": ", 1) for line in output("dpkg-deb", "--field", deb).splitlines() if re.match(r"[A-Z]", line))
    assert fields["Package"] == "charter" and re.fullmatch(r"libc6 \(>= 2\.\d+\)", fields["Depends"])
    # What it can do without is not fetched with it: apt would bring two dozen packages.
    assert "Recommends" not in fields and {"curl", "git", "pandoc", "unzip"} <= set(fields["Suggests"].split(", "))
    listing = output("dpkg-deb", "--contents", deb)
    assert "./usr/bin/charter" in listing and "./usr/share/man/man1/charter-serve.1.gz" in listing
    assert {line.split()[1] for line in listing.splitlines()} == {"root/root"}


@release
def test_the_same_program_is_packed_into_the_same_bytes(packages, tmp_path):
    again = tmp_path / "packages"
    output("python3", "Packaging/packages.py", str(CHARTER), str(again), SOURCE_DATE_EPOCH="1750000000")
    assert (again / "SHA256SUMS").read_text() == (packages / "SHA256SUMS").read_text()
    for line in (packages / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((packages / name).read_bytes()).hexdigest() == digest


@release
def test_the_bill_of_materials_lists_what_is_linked_in(packages):
    bill = json.loads(next(packages.glob("*.cdx.json")).read_text())
    components = {one["name"]: one for one in bill["components"]}
    for name in ("swift-argument-parser", "swift-mustache", "libcmark", "libexpat1", "libssl", "libstemmer",
                 "libyaml", "libswiftCore", "libFoundationEssentials"):
        one = components[name]
        assert one["version"] and one["licenses"][0]["expression"] and len(one["hashes"][0]["content"]) == 64, name
    # What Package.swift asks for, by its exact version.
    manifest = (ROOT / "Package.swift").read_text()
    assert "from: \"" not in manifest.split("dependencies: [")[1].split("targets:")[0]
    for name, version in re.findall(r'/([a-z0-9-]+?)(?:\.git)?", exact: "([0-9.]+)"', manifest):
        assert components[name]["version"] == version


@release
def test_the_program_builds_a_portal_in_a_root_that_holds_nothing_else(packages, tmp_path):
    """The libraries of glibc and nothing besides: no Swift, no network, as a user that has no name."""
    # Folders of pytest are for its user alone, and this one is the root of another.
    tmp_path.chmod(0o755)
    for path in re.findall(r"(?:=> )?(/\S+) \(0x", output("ldd", str(CHARTER))):
        target = tmp_path / path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(Path(path).resolve().read_bytes())
        target.chmod(0o755)
    subprocess.run(["tar", "-xzf", next(packages.glob("*.tar.gz")), "-C", tmp_path, "--strip-components", "1"], check=True)
    for folder in ("proc", "tmp", "portal"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder).chmod(0o777)
    def inside(command):
        script = (f"mount -t proc proc '{tmp_path}/proc' && exec chroot --userspec=65532:65532 '{tmp_path}' /bin/charter {command}")
        return subprocess.run(["unshare", "--mount", "--net", "sh", "-c", script], capture_output=True, text=True, timeout=300,
                              env={"HOME": "/tmp", "PATH": "/bin:/usr/sbin:/usr/bin:/sbin"})
    first = inside("init /portal/p --example --organisation Clinic --url https://ai.example --email ai@example.org")
    if "unshare:" in first.stderr or "mount:" in first.stderr:
        pytest.skip("no root of its own can be made here")
    assert first.returncode == 0, first.stderr
    built = inside("build --content /portal/p/content --config /portal/p/charter.yaml --output /portal/p/site")
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "portal/p/site/index.html").exists()


def test_what_is_written_in_c_compiles_for_arm64(tmp_path):
    headers = Path("/usr/aarch64-linux-gnu/include")
    if not headers.exists():
        pytest.skip("the headers of another processor are not here")
    for source in sorted(ROOT.glob("Sources/C*/*.c")):
        result = subprocess.run(
            ["clang", "-target", "aarch64-linux-gnu", "-O2", "-Werror", "-c", "-isystem", headers, "-I", source.parent / "include",
             "-I", source.parent, source, "-o", tmp_path / "object.o"], capture_output=True, text=True)
        assert result.returncode == 0, f"{source.name}: {result.stderr}"
