#!/usr/bin/env bash
# Gradescope runs this once, when it builds the image: Python, the sandbox, the packages.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
export DEBIAN_FRONTEND=noninteractive
if command -v apt-get >/dev/null; then
    apt-get update -qq
    apt-get install -y -qq python3.11 python3.11-venv bubblewrap ||
        apt-get install -y -qq python3 python3-venv bubblewrap
fi
for name in "${PYTHON:-}" python3.11 python3.12 python3.13 python3; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python="$name"
        break
    fi
done
"${python:?Python 3.11 or newer is needed}" -m venv "$here/venv"
"$here/venv/bin/pip" install --quiet --require-hashes -r "$here/course/requirements.txt"
chmod -R a+rX "$here/venv" "$here/course"
chmod 600 "$here/course/.course_secret"
