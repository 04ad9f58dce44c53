# shellcheck shell=bash
begin
commit '2026-02-28 12:00 +0800' 'Study-Task: 1.2 done 9h: not counted'
adopt
commit '2026-03-03 10:00 +0800' $'Maps\n\nStudy-Task: 1.3 done 1h'
