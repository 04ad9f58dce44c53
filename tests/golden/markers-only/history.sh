# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'Study-Task: 1.2 start'
commit '2026-03-02 11:00 +0800' 'Study-Task: 1.3 done'
commit '2026-03-02 12:00 +0800' 'Study-Task: 1.4 skip: dull'
