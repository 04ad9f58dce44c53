# shellcheck shell=bash
begin
edit '| ⬜ Not started | |' '| ✅ Done | |'
commit '2026-03-02 10:00 +0800' 'By hand'
commit '2026-03-03 10:00 +0800' 'Study-Task: 1.2 start'
