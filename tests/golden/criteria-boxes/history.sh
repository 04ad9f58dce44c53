# shellcheck shell=bash
begin
commit '2026-03-03 10:00 +0800' 'Study-Task: 1.1 done' one.txt 1
commit '2026-03-03 11:00 +0800' 'Study-Criterion: 1 Can explain' two.txt 2
commit '2026-03-03 12:00 +0800' 'Study-Criterion: 1 can write a test' three.txt 3
at '2026-03-03 13:00 +0800' git revert --no-edit HEAD
commit '2026-03-03 14:00 +0800' 'Study-Criterion: 1 can run a program' four.txt 4
at '2026-03-03 15:00 +0800' git revert --no-edit HEAD
commit '2026-03-03 16:00 +0800' 'Study-Criterion: phase 2: can find a race' five.txt 5
commit '2026-03-03 17:00 +0800' 'Study-Criterion: 2 can' six.txt 6
