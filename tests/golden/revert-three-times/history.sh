# shellcheck shell=bash
begin
commit '2026-03-03 10:00 +0800' 'Study-Task: 1.2 done 2h' two.txt 2
at '2026-03-04 10:00 +0800' git revert --no-edit HEAD
at '2026-03-05 10:00 +0800' git revert --no-edit HEAD
at '2026-03-06 10:00 +0800' git revert --no-edit HEAD
