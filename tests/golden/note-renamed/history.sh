# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'A note' phase1/1.2.md $'---\nsummary: short\n---\nSlices are views of arrays.\n'
git mv phase1/1.2.md phase1/1.2-slices.md
commit '2026-03-04 10:00 +0800' 'A better name'
