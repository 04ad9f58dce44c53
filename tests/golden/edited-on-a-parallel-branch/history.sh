# shellcheck shell=bash
begin
git checkout --quiet -b hand
edit '| 1.2 Slices | 2-3h | | | ⬜ Not started | |' '| 1.2 Slices | 2-3h | | | ⚫ Skipped | no time |'
commit '2026-03-04 10:00 +0800' 'By hand'
git checkout --quiet main
commit '2026-03-03 10:00 +0800' 'Study-Task: 1.2 start' other.txt 1
at '2026-03-05 10:00 +0800' git merge --quiet --no-ff --no-edit hand
