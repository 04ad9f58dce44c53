# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'A note' notes/week-1/1.2.md $'---\ntime: 3h\n---\n'
adopt
commit '2026-03-03 10:00 +0800' 'Study-Time: 1.2 1h'
