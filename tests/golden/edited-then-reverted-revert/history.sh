# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'Study-Task: 1.2 done' two.txt 2
edit '| 1.2 Slices | 2-3h | | | ⬜ Not started | |' '| 1.2 Slices | 2-3h | 2026-03-02 | 2026-03-02 | ⚫ Skipped | no time |'
commit '2026-03-03 10:00 +0800' 'By hand'
at '2026-03-04 10:00 +0800' git revert --no-edit HEAD~1
at '2026-03-05 10:00 +0800' git revert --no-edit HEAD
