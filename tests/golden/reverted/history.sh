# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'Study-Task: 1.2 start' one.txt 1
commit '2026-03-03 10:00 +0800' 'Study-Task: 1.2 done 2h: too early' two.txt 2
edit '| 1.2 Slices | 2-3h | | | ⬜ Not started | |' '| 1.2 Slices | 2-3h | 2026-03-02 | 2026-03-03 | ✅ Done | too early |'
edit 'actual ______ hours' 'actual 2 hours'
edit 'Total actual time: ______' 'Total actual time: 2'
commit '2026-03-03 11:00 +0800' 'Reconcile'
at '2026-03-04 10:00 +0800' git revert --no-edit HEAD~1
