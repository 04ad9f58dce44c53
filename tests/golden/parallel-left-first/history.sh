# shellcheck shell=bash
begin
git checkout --quiet -b left
commit '2026-03-02 10:00 +0800' 'Study-Task: 1.2 done' one.txt 1
commit '2026-03-04 10:00 +0800' 'Study-Task: 2.1 done' two.txt 2
git checkout --quiet -b right main
commit '2026-03-03 10:00 +0800' 'Study-Task: 1.3 done' three.txt 3
commit '2026-03-05 10:00 +0800' 'Study-Task: 2.1 reopen' four.txt 4
git checkout --quiet left
at '2026-03-06 10:00 +0800' git merge --quiet --no-ff --no-edit right
