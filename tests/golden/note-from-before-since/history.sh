# shellcheck shell=bash
begin
commit '2026-02-28 11:00 +0800' 'An old note' phase1/1.2.md $'---\nstatus: done\ntime: 2h\n---\n'
adopt
