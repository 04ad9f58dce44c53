# shellcheck shell=bash
begin
put .mailmap $'Ann <ann@example.org> <ann@laptop.local>\n'
adopt
commit '2026-03-02 10:00 +0800' 'Study-Task: 1.2 done'
AUTHOR='ann <ann@laptop.local>'
commit '2026-03-03 10:00 +0800' 'Study-Task: 1.3 done'
AUTHOR='Bob <bob@example.org>'
commit '2026-03-04 10:00 +0800' 'Study-Task: 2.1 done'
commit '2026-03-04 11:00 +0800' 'Study-Task: 9.9 done'
