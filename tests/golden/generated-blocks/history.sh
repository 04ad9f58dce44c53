# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'Study-Task: 1.2 start'
commit '2026-03-04 10:00 +0800' 'Study-Task: 1.2 done 2h: append may copy'
commit '2026-03-05 10:00 +0800' 'Study-Task: 1.3 start'
