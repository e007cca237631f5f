"""Root file systems of the systems that Charter is for, with nothing but what these come with."""
import os
import shutil
import subprocess
from pathlib import Path

import pytest

# Kept from run to run, beside what was compiled.
FOLDER = Path(__file__).parents[2] / ".build/roots"
# By the code name of a release: its words, its mirror, and whether its packages are set up. Debian's are, with their signatures
# checked. This machine has no keys of Ubuntu's, so nothing of those packages is run while the root is made: they are unpacked.
SYSTEMS = {
    "bookworm": ("Debian 12", "http://deb.debian.org/debian", True),
    "trixie": ("Debian 13", "http://deb.debian.org/debian", True),
    "jammy": ("Ubuntu 22.04", "http://archive.ubuntu.com/ubuntu", False),
    "noble": ("Ubuntu 24.04", "http://archive.ubuntu.com/ubuntu", False),
}
# A root takes a minute or two to make, so that CI has one. CHARTER_ROOTS=all, or names of them, is for a release.
asked = os.environ.get("CHARTER_ROOTS", "bookworm")
NAMES = list(SYSTEMS) if asked == "all" else asked.split()


def made(name):
    """The folder of a root; skips the test where none can be made."""
    words, mirror, is_set_up = SYSTEMS[name]
    root, stamp = FOLDER / name, FOLDER / f"{name}.made"
    if stamp.exists():
        return root
    tool = shutil.which("debootstrap", path=os.environ["PATH"] + ":/usr/sbin")
    if not tool or os.geteuid() != 0:
        pytest.skip(f"a root of {words}: debootstrap is not here, or not run as root")
    shutil.rmtree(root, ignore_errors=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    scripts = Path("/usr/share/debootstrap/scripts")
    # All of Ubuntu's have the same one.
    script = [scripts / ("gutsy" if "ubuntu" in mirror else "sid")] if not (scripts / name).exists() else []
    way = [] if is_set_up else ["--foreign", "--no-check-gpg"]
    result = subprocess.run([tool, "--variant=minbase", *way, name, root, mirror, *script], capture_output=True, text=True)
    if result.returncode != 0:
        pytest.skip(f"a root of {words}: it cannot be made here: {(result.stdout + result.stderr).strip().splitlines()[-1]}")
    shutil.rmtree(root / "var/cache/apt/archives", ignore_errors=True)
    shutil.rmtree(root / "debootstrap", ignore_errors=True)
    # In a container debootstrap leads it to the machine's own.
    if (root / "proc").is_symlink():
        (root / "proc").unlink()
    # What the script of base-files makes, where no script was run.
    for below in ("home", "opt", "proc", "srv", "usr/local"):
        (root / below).mkdir(exist_ok=True)
    stamp.touch()
    return root


class Root:
    """A copy of a root, to be changed: commands run in it without a network."""

    def __init__(self, name, folder):
        self.folder = folder / "root"
        subprocess.run(["cp", "-a", "--reflink=auto", made(name), self.folder], check=True)
        # Folders of pytest are for its user alone.
        folder.chmod(0o755)

    def run(self, command, user="65532:65532", **options):
        """A line of the shell in a folder that is the user's own, who has no name."""
        inside = f"export HOME=/home/user PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin LC_ALL=C.UTF-8; cd /home/user && {command}"
        home = self.folder / "home/user"
        if not home.exists():
            home.mkdir(parents=True)
            os.chown(home, 65532, 65532)
        script = 'mount -t proc proc "$0/proc" && ip link set lo up 2>/dev/null; exec chroot --userspec="$1" "$0" /bin/sh -c "$2"'
        return subprocess.run(["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "sh", "-c", script, self.folder, user, inside],
                              capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300, **options)
