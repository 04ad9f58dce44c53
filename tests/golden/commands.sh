# What the histories are written with: `begin`, `adopt`, `commit`, `at`, and git itself.
# shellcheck shell=bash
set -euo pipefail

AUTHOR='Ann <ann@example.org>'

# begin: the tracker, as before.md has it.
begin() {
	cp "$CASE/before.md" tracker.md
	commit '2026-02-28 10:00 +0800' Begin
}

# adopt: the config, with the current commit for SINCE.
adopt() {
	local text
	text=$(<"$CASE/studytrack.toml")
	printf '%s\n' "${text//SINCE/$(git rev-parse HEAD)}" >studytrack.toml
	commit '2026-03-01 10:00 +0800' Adopt
}

# put PATH CONTENT: a file of the work tree.
put() {
	case $1 in */*) mkdir -p "${1%/*}" ;; esac
	printf '%s' "$2" >"$1"
}

# edit OLD NEW: one place of the tracker by hand.
edit() {
	local text
	text=$(<tracker.md)
	case $text in *"$1"*) ;; *) echo "not in the tracker: $1" >&2; return 1 ;; esac
	printf '%s\n' "${text/"$1"/"$2"}" >tracker.md
}

# at DATE COMMAND...: a command that commits.
at() {
	local date=$1 name=${AUTHOR% <*} email=${AUTHOR##*<}
	shift
	GIT_AUTHOR_NAME=$name GIT_AUTHOR_EMAIL=${email%>} GIT_AUTHOR_DATE=$date \
		GIT_COMMITTER_NAME=$name GIT_COMMITTER_EMAIL=${email%>} GIT_COMMITTER_DATE=$date "$@"
}

# commit DATE MESSAGE [PATH CONTENT]...: everything in the work tree, and these files.
commit() {
	local date=$1 message=$2
	shift 2
	while (($#)); do
		put "$1" "$2"
		shift 2
	done
	git add --all
	at "$date" git commit --quiet --allow-empty --cleanup=verbatim --message "$message"
}
