# What scripts/demo and scripts/test share: Python, virtual environments and system packages. Sourced, POSIX sh.
# Messages go to standard error; run from the root of the repository.

say() {
    printf '%s\n' "$*" >&2
}

fail() {
    say "scripts/${0##*/}: $*"
    exit 1
}

# as_root COMMAND...: directly, or through sudo, which may ask for a password only where somebody can type it.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif ! command -v sudo >/dev/null 2>&1; then
        return 1
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

# install_packages "DEBIAN NAMES" "HOMEBREW NAMES"
install_packages() {
    if command -v apt-get >/dev/null 2>&1; then
        advice="apt-get update && apt-get install $1 (as root)"
        say "installing with apt-get: $1"
        # A list that cannot be fetched is no reason to stop: the others may hold all that is needed.
        as_root apt-get update -q >&2 || true
        # shellcheck disable=SC2086  # the names are words
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
            -o DPkg::Lock::Timeout=120 $1 >&2 </dev/null && return
    elif command -v brew >/dev/null 2>&1; then
        advice="brew install $2"
        say "installing with Homebrew: $2"
        # shellcheck disable=SC2086
        brew install $2 >&2 </dev/null && return
    else
        advice="$1 (Debian's names; use the package manager of this system)"
    fi
    fail "system packages are missing; install them, then run this again: $advice"
}

# find_python: the first Python that is new enough. PYTHON in the environment decides alone.
find_python() {
    if [ -n "${PYTHON:-}" ]; then
        set -- "$PYTHON"
    else
        set -- python3 python3.14 python3.13 python3.12 python3.11 python3.10 python
    fi
    for candidate in "$@"; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    fail "needs Python 3.10 or newer, and none of these is: $*; install one, then run this again"
}

# make_venv FOLDER: a virtual environment; one that works is kept.
make_venv() {
    if "$1/bin/python" -c 'import pip' >/dev/null 2>&1; then
        return
    fi
    python=$(find_python) || exit 1
    # Debian and Ubuntu keep the parts that make environments in a package of their own.
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        install_packages "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" python
    fi
    "$python" -m venv --clear "$1" >&2 || fail "$python could not make a virtual environment in $1"
}

# install_once FOLDER PIP-ARGUMENTS...: pip install, skipped while nothing that decides about it has changed.
install_once() {
    venv=$1
    shift
    wanted=$(printf '%s\n' "$PWD" "$*" && cksum pyproject.toml constraints.txt)
    if [ "$(cat "$venv/installed" 2>/dev/null)" = "$wanted" ]; then
        return
    fi
    say "installing into $venv (the first time takes a while)"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@" >&2 ||
        fail "pip could not install; its reason stands above"
    printf '%s\n' "$wanted" >"$venv/installed"
}
