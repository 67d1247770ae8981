#!/bin/sh
# Make .venv from requirements.txt, and install the system libraries that building needs where that is allowed.
# Does nothing if .venv is already made from just these requirements. Exit 2: something must be installed by hand.
set -eu
cd "$(dirname "$0")/.."

python=${PYTHON:-python3}
stamp=.venv/made-from
debian="gcc pkg-config libcairo2-dev libpango1.0-dev python3-dev python3-venv"

say() { printf 'set-up: %s\n' "$*" >&2; }

# What .venv is made from: this place (its scripts name it), the interpreter, the pinned packages.
ingredients() {
  pwd
  "$python" -c 'import sys; print(sys.version)'
  cat requirements.txt
}

ready() {
  [ -f "$stamp" ] && [ -x .venv/bin/python ] && ingredients 2>/dev/null | cmp -s - "$stamp"
}

# Everything that pycairo and ManimPango need to be built, and a Python that can make environments.
complete() {
  command -v "$python" >/dev/null && command -v pkg-config >/dev/null && command -v cc >/dev/null \
    && pkg-config --exists cairo pangocairo \
    && "$python" - <<'END' 2>/dev/null
import ensurepip, os, sys, sysconfig, venv
sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))
END
}

# Run a command as root, if that is possible without hanging on a question that nobody can answer.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then sudo "$@"
  else return 1; fi
}

install_libraries() {
  command -v apt-get >/dev/null || return 1
  say "installing $debian"
  as_root apt-get update -qq || return 1
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $debian >/dev/null
}

ask_for_libraries() {
  say "install these first, then run make again:" \
    "apt install $debian |" \
    "dnf install gcc pkgconf-pkg-config cairo-devel pango-devel python3-devel |" \
    "pacman -S --needed base-devel cairo pango python |" \
    "brew install pkg-config cairo pango python"
  exit 2
}

ready && exit 0

mkdir -p build
if command -v flock >/dev/null; then
  # A second make that starts meanwhile waits here and then finds everything made.
  exec 9>build/.setup-lock
  flock 9
  ready && exit 0
fi

complete || { install_libraries && complete; } || ask_for_libraries
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  say "$("$python" --version) is too old: name one from 3.11 on, as in: make setup PYTHON=python3.12"
  exit 2
}

say "making .venv (about a minute)"
rm -f "$stamp"
"$python" -m venv --clear .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
  --require-hashes --use-pep517 --requirement requirements.txt || {
  say "the packages could not be installed; what pip said stands above. Run make again to retry."
  exit 1
}
# The stamp comes last and whole: an interrupted set-up is begun anew.
ingredients >"$stamp.part"
mv "$stamp.part" "$stamp"
say "done"
