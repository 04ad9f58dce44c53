# shellcheck shell=bash
mkdir plans
cp "$CASE/before.md" plan.md
commit '2026-02-28 10:00 +0800' Begin
adopt
git mv plan.md tracker.md
commit '2026-03-02 10:00 +0800' 'A better name'
commit '2026-03-03 10:00 +0800' 'Study-Task: 1.2 done'
