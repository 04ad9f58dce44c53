# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' $'x\n\nStudy-Task: 1.1 done: another thought\nStudy-Task: 1.2 done: first'
commit '2026-03-03 10:00 +0800' 'Study-Note: 1.2 second'
commit '2026-03-04 10:00 +0800' 'Study-Task: 1.3 start: third'
commit '2026-03-05 10:00 +0800' 'Study-Task: 1.3 skip: bored'
