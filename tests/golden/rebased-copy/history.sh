# shellcheck shell=bash
begin
git checkout --quiet -b study
commit '2026-03-02 10:00 +0800' 'Study-Time: 1.2 2h' one.txt 1
git branch old
git checkout --quiet main
commit '2026-03-02 12:00 +0800' 'Other' other.txt 1
at '2026-03-03 10:00 +0800' git rebase --quiet main study
git checkout --quiet main
at '2026-03-04 10:00 +0800' git merge --quiet --no-ff --no-edit study
at '2026-03-05 10:00 +0800' git merge --quiet --no-ff --no-edit old
