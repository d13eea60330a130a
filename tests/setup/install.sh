#!/usr/bin/env bash
# Installs what is missing and says so; what is there already is left alone, so a second run takes a moment.
#   install.sh page    what building the page needs: wasm target, trunk, wasm-bindgen, npm packages
#   install.sh test    what the tests need besides: Chromium, database servers, Java, Neovim, HeliosDB Nano, readers
#                      of the export formats
# Cargo's tools go to .tools/bin and npm's to node_modules, both inside the project; only Debian's packages are
# installed for the whole machine, with sudo where the user is not root.
set -euo pipefail
cd "$(dirname "$0")/../.."
export PATH="$PWD/.tools/bin:$PWD/node_modules/.bin:$PATH"

readonly TRUNK_VERSION=0.21.14
readonly HELIOSDB_VERSION=4.31.1
readonly SQLALCHEMY_VERSION=2.0.58
readonly DJANGO_VERSION=5.2.19

say() { printf '\033[1m==> %s\033[0m\n' "$*"; }
has() { command -v "$1" >/dev/null 2>&1; }

need() {
  has "$1" && return
  echo "$1 is missing. $2" >&2
  exit 2
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# The version of a locked dependency, so that a tool always matches the library that it serves.
locked_version() {
  awk -v name="\"$1\"" '$1 == "name" && $3 == name { found = 1 } found && $1 == "version" { gsub(/"/, "", $3); print $3; exit }' Cargo.lock
}

wasm_target() {
  local target=wasm32-unknown-unknown
  [ -d "$(rustc --print sysroot)/lib/rustlib/$target" ] && return
  say "Adding the Rust target $target"
  rustup target add "$target"
}

# cargo_tool PACKAGE VERSION PROGRAM: installs a program unless that version is on the PATH. It is compiled with little
# optimization: these tools run for seconds, and compiling them is the longest part of a first build.
cargo_tool() {
  local package=$1 version=$2 program=$3
  if has "$program" && "$program" --version | grep -qwF "$version"; then return; fi
  say "Compiling $package $version into .tools (some minutes, once)"
  export CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=0
  local install=(cargo install "$package" --version "$version" --root .tools --target-dir .tools/build)
  "${install[@]}" --locked || "${install[@]}"
}

npm_packages() {
  [ node_modules/.package-lock.json -nt package-lock.json ] && return
  say "Installing the npm packages of package-lock.json"
  npm ci --loglevel=error
  touch node_modules/.package-lock.json
}

debian_packages() {
  local missing=()
  has python3 && python3 -c 'import venv, ensurepip' 2>/dev/null || missing+=(python3 python3-venv)
  [ -x /usr/bin/chromium ] || missing+=(chromium)
  [ -x /usr/bin/chromedriver ] || missing+=(chromium-driver)
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
  [ -x /usr/sbin/mariadbd ] || missing+=(mariadb-server)
  has java || missing+=(default-jre-headless)
  [ -e /usr/share/java/h2.jar ] || missing+=(libh2-java)
  [ -e /usr/share/java/hsqldb.jar ] || missing+=(libhsqldb-java)
  has nvim || missing+=(neovim)
  [ ${#missing[@]} = 0 ] && return
  say "Installing Debian's ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

python_packages() {
  local python=.tools/python/bin/python
  [ -x $python ] && $python -c 'import heliosdb_nano, sqlalchemy, django' 2>/dev/null && return
  say "Installing HeliosDB Nano $HELIOSDB_VERSION, SQLAlchemy and Django into .tools/python"
  python3 -m venv .tools/python
  $python -m pip install --quiet --disable-pip-version-check \
    "heliosdb-nano-embedded==$HELIOSDB_VERSION" "sqlalchemy==$SQLALCHEMY_VERSION" "django==$DJANGO_VERSION"
}

# The tools that read what is exported for them.
format_tools() {
  [ tests/formats/node_modules/.package-lock.json -nt tests/formats/package-lock.json ] && return
  say "Installing the npm packages of tests/formats"
  npm ci --prefix tests/formats --loglevel=error
  touch tests/formats/node_modules/.package-lock.json
}

page() {
  need rustup "Install it as https://rustup.rs says."
  need node "Version 20 or later is needed: https://nodejs.org."
  need npm "It comes with Node."
  wasm_target
  cargo_tool trunk "$TRUNK_VERSION" trunk
  cargo_tool wasm-bindgen-cli "$(locked_version wasm-bindgen)" wasm-bindgen
  npm_packages
  rm -rf .tools/build
}

case "${1:-}" in
  page) page ;;
  test) page; debian_packages; python_packages; format_tools ;;
  *) echo "usage: install.sh page|test" >&2; exit 2 ;;
esac
