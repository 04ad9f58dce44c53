# shellcheck shell=bash
begin
adopt
commit '2026-03-02 23:30 -0800' 'Study-Task: 1.2 start'
commit '2026-03-04 00:30 +0900' 'Study-Task: 1.2 done'
