# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'Study-Time: 1.2 1h30m'
commit '2026-03-03 10:00 +0800' 'Study-Time: 1.3 20m'
