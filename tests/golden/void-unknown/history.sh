# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'Study-Void: 0123456789'
commit '2026-03-02 11:00 +0800' 'Study-Void: 12345'
