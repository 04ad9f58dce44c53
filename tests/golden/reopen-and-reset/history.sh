# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'Study-Task: 1.1 reopen: forgot untyped constants'
commit '2026-03-02 11:00 +0800' $'x\n\nStudy-Task: 1.2 done\nStudy-Task: 1.3 done'
commit '2026-03-03 11:00 +0800' 'Study-Task: 1.2 reset: the wrong book'
commit '2026-03-04 11:00 +0800' 'Study-Task: 1.3 reopen'
