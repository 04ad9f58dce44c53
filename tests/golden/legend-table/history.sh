# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'Study-Task: 1.2 done'
commit '2026-03-02 11:00 +0800' 'Study-Task: 1.3 start'
