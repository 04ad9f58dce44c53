# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'Study-Task: 1.2 done: views'
edit '| 1.2 Slices | 2-3h | | | ⬜ Not started | |' '| 1.2 Slices and arrays | 4h | | | ⬜ Not started | my own words |'
