# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'Study-Task: 3.4 done'
commit '2026-03-02 11:00 +0800' 'Study-Task: 1.2 skip'
commit '2026-03-02 12:00 +0800' 'Study-Task: 1.2, 1.3 done 2h'
commit '2026-03-02 13:00 +0800' 'Study-Tsk: 1.2 done'
commit '2026-03-02 14:00 +0800' $'Suspect\n\nI did\nStudy-Task: 1.2 done\nand went home.\nThen slept.'
