"""Packs charter: packages.py BINARY FOLDER. Called by scripts/package, which builds it and sets SOURCE_DATE_EPOCH.

Everything is written in a fixed order, with the moment of the commit and root as owner, so that the same commit gives the same
bytes."""
import gzip
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import licences
import manual
import sbom

ROOT = Path(__file__).parents[1]
MOMENT = int(os.environ["SOURCE_DATE_EPOCH"])
DEBIAN_MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def compressed(text):
    return gzip.compress(text.encode(), 9, mtime=0)


def stripped(binary, folder):
    """The program without what only a debugger reads, and without hashes of what that was: the folder of the build is in them."""
    target = folder / "charter"
    left_out = [f"--remove-section={name}" for name in (".comment", ".swift_modhash", ".note.gnu.build-id")]
    subprocess.run(["strip", "--strip-all", *left_out, "-o", target, binary], check=True)
    return target.read_bytes()


def newest_glibc(binary):
    """The version of the C library that the program needs."""
    versions = re.findall(r"GLIBC_(\d+)\.(\d+)", output("objdump", "-T", str(binary)))
    return ".".join(map(str, max((int(major), int(minor)) for major, minor in versions)))


def shared_files(charter):
    """Manual pages and completions, by their path below share/, made from the program's own description of its commands."""
    files = {f"man/man1/{name}.1.gz": compressed(page) for name, page in manual.pages(
        json.loads(output(charter, "--experimental-dump-help")), MOMENT)}
    for shell, path in (("bash", "bash-completion/completions/charter"), ("zsh", "zsh/vendor-completions/_charter"),
                        ("fish", "fish/vendor_completions.d/charter.fish")):
        files[path] = output(charter, "--generate-completion-script", shell).encode()
    return files


def servers():
    """The snippets for web servers, by their path below share/doc."""
    return {f"share/doc/charter/servers/{path.name}": (path.read_bytes(), 0o644) for path in sorted((ROOT / "docs/servers").iterdir())}


def tar(files, top):
    """The bytes of a .tar.gz of files, by path: their bytes and mode."""
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=9, mtime=0) as packed:
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
            folders = {str(parent) for path in files for parent in Path(path).parents if str(parent) != "."}
            for path in sorted(folders | set(files)):
                entry = tarfile.TarInfo(f"{top}/{path}")
                entry.mtime, entry.uname, entry.gname = MOMENT, "root", "root"
                if path in folders:
                    entry.type, entry.mode = tarfile.DIRTYPE, 0o755
                    archive.addfile(entry)
                else:
                    data, entry.mode = files[path]
                    entry.size = len(data)
                    archive.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


def deb(files, control, target, work):
    """Writes a Debian package; files by path below /usr."""
    tree = work / "deb"
    for path, (data, mode) in files.items():
        place = tree / "usr" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        place.chmod(mode)
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN/control").write_text(control)
    sums = [f"{hashlib.md5(data).hexdigest()}  usr/{path}\n" for path, (data, _) in sorted(files.items())]
    (tree / "DEBIAN/md5sums").write_text("".join(sums))
    for place in [tree, *tree.rglob("*")]:
        if place.is_dir():
            place.chmod(0o755)
        os.utime(place, (MOMENT, MOMENT))
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", tree, target], check=True, stdout=subprocess.DEVNULL)


def main(binary, folder):
    machine = os.uname().machine
    shutil.rmtree(folder, ignore_errors=True)
    work = folder / "work"
    work.mkdir(parents=True)
    version = output(binary, "--version").split()[0]
    program = stripped(binary, work)
    bill = sbom.bill(version, program, MOMENT)
    notices = licences.notices().encode()
    share = {f"share/{path}": (data, 0o644) for path, data in shared_files(binary).items()}
    common = {"bin/charter": (program, 0o755), **share, **servers()}

    name = f"charter-{version}-linux-{machine}"
    (folder / f"{name}.tar.gz").write_bytes(tar({
        **common, "share/doc/charter/LICENSE": ((ROOT / "LICENSE").read_bytes(), 0o644),
        "share/doc/charter/THIRD-PARTY-LICENCES": (notices, 0o644),
        "share/doc/charter/sbom.cdx.json": (bill, 0o644)}, name))

    architecture = DEBIAN_MACHINES[machine]
    size = sum(len(data) for data, _ in common.values()) // 1024
    control = (ROOT / "Packaging/control").read_text().format(
        version=version, architecture=architecture, size=size, glibc=newest_glibc(binary))
    deb({**common, "share/doc/charter/copyright": ((ROOT / "LICENSE").read_bytes() + b"\n" + notices, 0o644),
         "share/doc/charter/sbom.cdx.json": (bill, 0o644)}, control, folder / f"charter_{version}_{architecture}.deb", work)

    (folder / f"charter-{version}.cdx.json").write_bytes(bill)
    shutil.copyfile(ROOT / "Packaging/Containerfile", folder / "Containerfile")
    shutil.rmtree(work)
    files = sorted(path for path in folder.iterdir() if path.is_file())
    (folder / "SHA256SUMS").write_text(
        "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
