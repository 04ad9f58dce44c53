# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'Study-Task: 1.2 done 1h'
commit '2026-03-02 11:00 +0800' 'Study-Task: 1.9 done'
typo=$(git rev-parse HEAD)
commit '2026-03-03 10:00 +0800' "Study-Void: ${typo:0:9}"
commit '2026-03-03 11:00 +0800' "Study-Void: $(git rev-parse HEAD~2)"
