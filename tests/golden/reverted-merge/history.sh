# shellcheck shell=bash
begin
git checkout --quiet -b study
commit '2026-03-02 10:00 +0800' 'Study-Task: 1.2 done 1h' one.txt 1
commit '2026-03-03 10:00 +0800' 'Study-Task: 1.3 done 1h' two.txt 2
git checkout --quiet main
commit '2026-03-03 12:00 +0800' 'Study-Task: 2.1 done 4h' three.txt 3
at '2026-03-04 10:00 +0800' git merge --quiet --no-ff --no-edit study
at '2026-03-05 10:00 +0800' git revert --no-edit --mainline 1 HEAD
