# shellcheck shell=bash
begin
git checkout --quiet -b study
commit '2026-03-02 10:00 +0800' 'Study-Task: 1.2 done 2h' one.txt 1
git checkout --quiet main
at '2026-03-04 10:00 +0800' git merge --quiet --no-ff study -m $'Merge pull request #3 from ann/study\n\nStudy-Task: 1.2 done 2h'
