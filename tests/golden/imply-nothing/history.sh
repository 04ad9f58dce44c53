# shellcheck shell=bash
begin
commit '2026-02-28 11:00 +0800' 'An old note' phase1/1.3.md $'Maps\n'
adopt
commit '2026-03-02 10:00 +0800' 'A note' phase1/1.2.md $'Slices\n'
