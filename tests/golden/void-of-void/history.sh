# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'Study-Task: 1.2 done 1h'
commit '2026-03-03 10:00 +0800' "Study-Void: $(git rev-parse --short=7 HEAD)"
commit '2026-03-04 10:00 +0800' "Study-Void: $(git rev-parse --short=12 HEAD)"
