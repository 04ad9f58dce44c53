# shellcheck shell=bash
begin
commit '2026-03-03 10:00 +0800' 'Study-Task: 1.1 reopen'
commit '2026-03-04 10:00 +0800' 'Study-Task: 1.1 done'
edit '| 2026-02-01 | 2026-02-02 | ✅ Done |' '| | | ⬜ Not started |'
commit '2026-03-05 10:00 +0800' 'By hand'
