# shellcheck shell=bash
begin
put phase1/1.2.md $'---\ntime: 2h\n---\n'
