# shellcheck shell=bash
begin
commit '2026-03-03 10:00 +0800' 'Study-Task: 1.2 start'
edit '| 1.2 Slices | 2-3h | | | ⬜ Not started | |' '| 1.2 Slices | 2-3h | 2026-03-03 | | ⚫ Skipped | no time |'
commit '2026-03-04 10:00 +0800' 'By hand'
commit '2026-03-05 10:00 +0800' 'Study-Task: 1.2 done'
