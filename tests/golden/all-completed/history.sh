# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' $'x\n\nStudy-Task: 1.2-1.3 done\nStudy-Time: phase 1 7h'
commit '2026-03-04 10:00 +0800' $'x\n\nStudy-Task: 2.1, 2.2 done\nStudy-Time: 2.1 90m\nStudy-Time: 2.2 1.5h'
