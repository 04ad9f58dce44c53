# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'A note' phase1/slices.md $'+++\ntask = "1.2"\nfinished = 2026-02-25\n+++\n' phase1/1.3.md $'+++\nstatus = "skipped"\nsummary = "later"\n+++\n'
