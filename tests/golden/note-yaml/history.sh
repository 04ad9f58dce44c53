# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'A note' phase1/1.2-slices.md $'---\nstatus: done\nstarted: 2026-02-20\ntime: 3h\nsummary: "capacity: twice"\n---\n# Slices\n'
commit '2026-03-05 10:00 +0800' 'Mend it' phase1/1.2-slices.md $'---\nstatus: done\nstarted: 2026-02-20\ntime: 2h\nsummary: "capacity: twice"\n---\n# Slices, mended\n'
