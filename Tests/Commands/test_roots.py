"""The packages in root file systems of Debian and Ubuntu: no Swift, no network, a user without a name."""
import os
import re
import subprocess
from pathlib import Path

import pytest
from roots import NAMES, SYSTEMS, Root

ROOT = Path(__file__).parents[2]
CHARTER = Path(os.environ["CHARTER"]).resolve()
WHO = "--organisation Clinic --url https://ai.example --contact 'AI office' --email ai@example.org"

pytestmark = pytest.mark.skipif("/release/" not in str(CHARTER), reason="the program is a debug build, which is not packed")


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("packages") / "packages"
    subprocess.run(["python3", "Packaging/packages.py", CHARTER, folder], check=True, cwd=ROOT,
                   env={**os.environ, "SOURCE_DATE_EPOCH": "1750000000"})
    return folder


@pytest.fixture(scope="module", params=NAMES)
def root(request, packages, tmp_path_factory):
    """A root with the program, installed as docs/installing.md says."""
    root = Root(request.param, tmp_path_factory.mktemp(request.param))
    package = next(packages.glob("*.deb" if SYSTEMS[request.param][2] else "*.tar.gz"))
    (root.folder / "srv" / package.name).write_bytes(package.read_bytes())
    line = {
        ".deb": f"cd /srv && apt-get install -y --no-install-recommends ./{package.name}",
        ".gz": f"tar -xzf /srv/{package.name} -C /usr/local --strip-components 1",
    }[package.suffix]
    result = root.run(line, user="0:0")
    if "unshare:" in result.stderr or "mount:" in result.stderr:
        pytest.skip("no root of its own can be entered here")
    assert result.returncode == 0, result.stdout + result.stderr
    return root


def test_the_installed_program_starts_and_is_alone(root):
    result = root.run("charter --version && ls /opt && ! command -v swift && ! command -v python3 && ! command -v curl")
    assert result.returncode == 0 and re.match(r"\d+\.\d+\.\d+ \(", result.stdout), result.stdout + result.stderr


def test_the_example_portal_is_built(root):
    result = root.run(f"charter init example --example {WHO} && cd example && charter build")
    assert result.returncode == 0, result.stdout + result.stderr
    site = root.folder / "home/user/example/site"
    assert len(list(site.rglob("*.html"))) > 100 and (site / "manifest.json").exists()
    assert root.run("cd example && charter verify").returncode == 0


def test_a_portal_of_ones_own_is_built_and_published(root):
    result = root.run(f"charter init mine {WHO} && cd mine && charter build --strict && charter publish --to ../public")
    assert result.returncode == 0, result.stdout + result.stderr
    assert (root.folder / "home/user/public/current").is_symlink()
