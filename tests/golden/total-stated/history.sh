# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'Study-Time: 2.1 90m'
