# shellcheck shell=bash
begin
git checkout --quiet -b study
commit '2026-03-02 10:00 +0800' $'Slices\n\nStudy-Time: 1.2 2h' one.txt 1
git checkout --quiet main
commit '2026-03-02 12:00 +0800' 'Other' other.txt 1
at '2026-03-03 10:00 +0800' git cherry-pick -x study >/dev/null
at '2026-03-04 10:00 +0800' git merge --quiet --no-ff --no-edit study
