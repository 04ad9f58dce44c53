# shellcheck shell=bash
begin
commit '2026-03-03 10:00 +0800' 'Study-Time: 2 3h'
edit 'estimated 8 hours, actual ______' 'estimated 8 hours, actual 5'
commit '2026-03-04 10:00 +0800' 'By hand'
