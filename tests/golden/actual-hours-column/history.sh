# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'Study-Time: 1.2 90m'
commit '2026-03-03 10:00 +0800' 'Study-Time: 1.1 1h'
