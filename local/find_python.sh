#!/bin/sh
# Print the path of the newest Python 3.13, 3.12 or 3.11 that really runs and can make a
# virtual environment. A version manager's shim on PATH may exist and still answer with an
# error, so every candidate is started once, and the manager's own folder is searched too.
set -u

runs() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, int(sys.argv[1])))' \
        "$2" >/dev/null 2>&1
}

for minor in 13 12 11; do
    for candidate in \
        "$(command -v "python3.$minor" 2>/dev/null)" \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"3.$minor".*/bin/python \
        "$HOME"/.local/share/uv/python/cpython-3."$minor".*/bin/python3 \
        "$(command -v python3 2>/dev/null)"; do
        if [ -n "$candidate" ] && [ -x "$candidate" ] && runs "$candidate" "$minor"; then
            echo "$candidate"
            exit 0
        fi
    done
done
echo "No working Python 3.13, 3.12 or 3.11 was found on PATH or in pyenv." >&2
echo "Install one (python.org, your package manager, or 'pyenv install 3.13') and try again." >&2
exit 1
