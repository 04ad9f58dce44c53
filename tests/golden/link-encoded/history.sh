# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'A note' 'phase1/1.2 slices (and) arrays|x.md' x
