# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'Study-Task: 1.2 start'
commit '2026-03-03 10:00 +0800' $'Slices\n\nStudy-Task: 1.2 done 2h30m: append may move them'
