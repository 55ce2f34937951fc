#!/usr/bin/env bash
# Makes the environment the program runs in: a Python virtual environment with the locked packages, and the system
# libraries that Qt needs. Run by make; safe to run again, also after an interruption. `prepare.sh run` leaves out what
# only the tests need; `package` and `package-check` add what makes the packages and tries them.
set -eu
cd "$(dirname "$0")/.."
purpose=${1:-test} # run, test, package or package-check
venv=.venv
unset PYTHONPATH PYTHONHOME

say() { printf '%s\n' "$*" >&2; }

is_supported() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }

find_python() {
    local candidate found
    for candidate in python3 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 && is_supported "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    found=$(python3 --version 2>/dev/null || echo "没有 none")
    say "需要 Python 3.11、3.12 或 3.13；这台机器上的是：$found。"
    say "Python 3.11, 3.12 or 3.13 is needed; this machine has: $found. On Debian 12 or later: apt-get install python3"
    return 1
}

# Debian packages: what any Qt needs, what a window with printing adds, what the tests judge the results with.
always="libatomic1 libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libxkbcommon0"
window="libcups2 libwayland-cursor0 libwayland-egl1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1
    libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
judges="7zip age exfat-fuse exfatprogs fuse3 openssl poppler-utils qpdf strace"

# What a package is made with (its libraries of X come from here), and what it is tried with.
makers="$window binutils"
triers="debootstrap desktop-file-utils imagemagick nsis openbox unzip xdotool xvfb"

# Since Debian 13 some libraries carry t64 at the end of their names; apt-get still knows them without it.
is_installed() {
    local name
    for name in "$1" "${1}t64"; do
        case "$(dpkg-query -W -f='${Status}' "$name" 2>/dev/null)" in *"ok installed") return 0 ;; esac
    done
    return 1
}

# PyInstaller takes Python as a library: Debian keeps that in a package of its own.
shared_python() {
    "$python" -c 'import sys; print("libpython%d.%d" % sys.version_info[:2] if sys.base_prefix == "/usr" else "")'
}

install_missing_packages() {
    local wanted=$always missing="" package root=""
    [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || wanted="$wanted $window"
    case "$purpose" in
    test) wanted="$wanted $judges" ;;
    package) wanted="$wanted $makers $(shared_python)" ;;
    package-check) wanted="$wanted $makers $triers" ;;
    esac
    for package in $wanted; do
        is_installed "$package" || missing="$missing $package"
    done
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        missing="$missing $("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" != 0 ]; then
        if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then root=sudo; else
            say "缺少系统软件包，请管理员运行下面这条命令，再重来一次。"
            say "System packages are missing. Please have an administrator run this, then try again:"
            say "    apt-get install$missing"
            exit 1
        fi
    fi
    say "正在安装系统软件包 (installing system packages):$missing"
    if ! $root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 ||
        ! $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null; then
        say "系统软件包没有装上，原因见上面。手动安装：apt-get install$missing"
        say "They could not be installed, for the reason above. By hand: apt-get install$missing"
        exit 1
    fi
}

# The stamps hold what was installed last; both go before anything is changed, and `.unfinished` stays behind when the
# making is interrupted: then nothing in the folder is trusted and it is made anew.
install_python_packages() {
    local lock=packaging/requirements-dev.lock
    [ "$purpose" = run ] && lock=packaging/requirements.lock
    if [ -e "$venv/.unfinished" ] || ! is_supported "$venv/bin/python" || ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then
        rm -rf "$venv"
        mkdir "$venv"
        touch "$venv/.unfinished"
        "$python" -m venv "$venv"
    fi
    say "正在安装 Python 软件包到 $venv，只在第一次或版本有变时 (installing Python packages, once)"
    rm -f "$venv"/.prepared-*
    touch "$venv/.unfinished"
    if ! "$venv/bin/python" -m pip install -q --disable-pip-version-check -r "$lock"; then
        say "Python 软件包没有装全，原因见上面；网络好了以后再运行一次即可。"
        say "Not all Python packages could be installed, for the reason above; run the same command again later."
        exit 1
    fi
    rm "$venv/.unfinished"
    key run >"$venv/.prepared-run"
    [ "$purpose" = run ] || key test >"$venv/.prepared-test"
}

# What an environment for that purpose depends on: the interpreter and the locks. The tests' lock includes the program's.
key() {
    {
        "$venv/bin/python" --version
        cat packaging/requirements.lock
        [ "$1" = run ] || cat packaging/requirements-dev.lock
    } 2>/dev/null | cksum
}

python=$(find_python)
# One at a time: a `make test` beside a `make run` waits until the other has finished.
if command -v flock >/dev/null 2>&1; then
    exec 9<packaging/prepare.sh
    flock 9
fi
if command -v dpkg-query >/dev/null 2>&1; then install_missing_packages; fi
packages=test
[ "$purpose" = run ] && packages=run
if [ -e "$venv/.unfinished" ] || [ "$(cat "$venv/.prepared-$packages" 2>/dev/null)" != "$(key "$packages")" ]; then
    install_python_packages
fi
