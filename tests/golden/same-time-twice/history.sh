# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' $'x\n\nStudy-Time: 1.2 1h\nStudy-Time: 1.2 1h'
commit '2026-03-03 10:00 +0800' $'x\n\nStudy-Time: 1.2 1h'
