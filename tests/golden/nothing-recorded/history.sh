# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'Read about slices; see Study-Task for how to record it'
