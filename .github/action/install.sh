#!/usr/bin/env bash
# Sets up what the Action needs in a folder of its own under RUNNER_TEMP, and writes the path of
# an interpreter there to GITHUB_OUTPUT. The caller's Python and PATH are left alone.
set -euo pipefail

source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder="${RUNNER_TEMP:?}/studytrack"
stamp="$folder/installed-from"

# Python and uv look into the folder they start in, and the workspace holds anybody's files.
cd "$RUNNER_TEMP"

# A Python of 3.11 or later: the caller's, the system's, or one of the runner's tool cache.
find_python() {
	local candidate
	for candidate in python3 python python3.{14,13,12,11} \
		"${RUNNER_TOOL_CACHE:-/nowhere}"/Python/3.*/*/{bin/python3,python.exe}; do
		if "$candidate" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
			printf '%s\n' "$candidate"
			return
		fi
	done
	echo "::error title=studytrack::this runner has no Python 3.11 or later;" \
		"add actions/setup-python before this step" >&2
	return 1
}

# uv installs in a fraction of pip's time. It is fetched with pip where the runner lacks it.
install() {
	if ! command -v uv >/dev/null 2>&1; then
		"$python" -m pip install --quiet --disable-pip-version-check --no-compile \
			--target "$folder/uv" uv >&2 || return
		uv() { PYTHONPATH="$folder/uv" "$python" -m uv "$@"; }
	fi
	uv venv --quiet --no-config --no-project --python "$python" "$folder/venv" &&
		uv pip install --quiet --no-config --python "$folder/venv" --requirement "$folder/requirements.txt"
}

install_with_pip() {
	rm -rf "$folder/venv"
	"$python" -m venv "$folder/venv" &&
		"$(interpreter)" -m pip install --quiet --disable-pip-version-check \
			--requirement "$folder/requirements.txt"
}

interpreter() {
	local path
	for path in "$folder"/venv/bin/python "$folder"/venv/Scripts/python.exe; do
		if [ -x "$path" ]; then printf '%s\n' "$path"; fi
	done
}

if [ "$(cat "$stamp" 2>/dev/null)" != "$source" ]; then
	python=$(find_python)
	rm -rf "$folder"
	mkdir -p "$folder"
	"$python" -I - "$source/pyproject.toml" >"$folder/requirements.txt" <<'PYTHON'
import sys, tomllib
with open(sys.argv[1], "rb") as file:
    print(*tomllib.load(file)["project"]["dependencies"], sep="\n")
PYTHON
	install || install_with_pip
	printf '%s\n' "$source" >"$stamp"
fi
printf 'python=%s\nsource=%s\n' "$(interpreter)" "$source" >>"${GITHUB_OUTPUT:?}"
