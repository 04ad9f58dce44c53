# shellcheck shell=bash
begin
git checkout --quiet -b study
commit '2026-03-02 10:00 +0800' 'Study-Task: 1.2 done: first thoughts' one.txt 1
commit '2026-03-03 10:00 +0800' 'Study-Task: 1.2 reopen' two.txt 2
commit '2026-03-04 10:00 +0800' $'Maps\n\nStudy-Task: 1.3 done 1h' three.txt 3
git checkout --quiet main
git merge --squash --quiet study
at '2026-03-05 10:00 +0800' git commit --quiet --file .git/SQUASH_MSG
