# shellcheck shell=bash
begin
put phase1/1.2.md $'---\nstatus: done\n---\n'
put phase1/1.3.md $'Maps\n'
