# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'A note' phase1/1.2.md $'---\ntime: 2h\n---\n'
edit '| 1.2 Slices | 2-3h | | | ⬜ Not started | |' '| 1.2 Slices | 2-3h | 2026-03-02 | | 🟡 In progress | notes: [1.2](./phase1/1.2.md) |'
edit 'actual ______ hours' 'actual 2 hours'
edit 'Total actual time: ______' 'Total actual time: 2'
commit '2026-03-03 11:00 +0800' 'Reconcile'
commit '2026-03-04 10:00 +0800' 'Study-Time: 1.3 1h'
