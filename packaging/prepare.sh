#!/usr/bin/env bash
# Makes the environment the program runs in: a Python virtual environment with the locked packages, and the system
# libraries that Qt needs. Run by make; safe to run again. `prepare.sh run` leaves out what only tests need.
set -eu
cd "$(dirname "$0")/.."
purpose=${1:-test}
venv=.venv

say() { printf '%s\n' "$*" >&2; }

find_python() {
    for candidate in python3 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            command -v "$candidate"
            return 0
        fi
    done
    say "Python 3.11, 3.12 or 3.13 is needed and was not found. On Debian: apt-get install python3 python3-venv"
    return 1
}

# Debian packages: what an offscreen Qt needs, what a real window adds, what the tests and pictures use.
offscreen="libegl1 libgl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon0"
window="libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xkb1"
judges="poppler-utils qpdf strace"
wanted="$offscreen $window"
[ "$purpose" = run ] || wanted="$wanted $judges"

missing=""
if command -v dpkg-query >/dev/null 2>&1; then
    for package in $wanted; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
            dpkg-query -W -f='${Status}' "${package}t64" 2>/dev/null | grep -q 'install ok installed' ||
            missing="$missing $package"
    done
fi
python=$(find_python)
if command -v dpkg-query >/dev/null 2>&1 && ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    missing="$missing python3-venv"
fi
if [ -n "$missing" ]; then
    root=""
    if [ "$(id -u)" != 0 ]; then
        if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then root="sudo"; else
            say "These system packages are missing. Please have an administrator run:"
            say "    apt-get install$missing"
            exit 1
        fi
    fi
    say "Installing system packages:$missing"
    $root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

extra=packaging/requirements-dev.lock
[ "$purpose" = run ] && extra=packaging/requirements.lock
stamp="$venv/.prepared-$(cksum <"$extra" | cut -d' ' -f1)"
if [ ! -e "$stamp" ]; then
    [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
    say "Installing Python packages into $venv (once)"
    "$venv/bin/python" -m pip install -q --disable-pip-version-check -r "$extra"
    touch "$stamp"
fi
