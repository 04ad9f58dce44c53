# shellcheck shell=bash
begin
adopt
commit '2026-03-03 10:00 +0800' $'Test myself\n\nStudy-Task: Saws / Quiz done 1h'
commit '2026-03-04 10:00 +0800' $'Sharpen\n\nStudy-Task: sharpening done'
edit '] Rip' '] 1.1 Rip'
edit '] Frame' '] 1.3 Frame'
edit '] Sharp' '] 2.2 Sharp'
edit '] Quiz' '] 1.2 Quiz'
edit '] Quiz' '] 2.1 Quiz'
commit '2026-03-05 10:00 +0800' 'Number the tasks'
commit '2026-03-06 10:00 +0800' $'Saw on\n\nStudy-Time: 1.1 1h 2026-02-01\nStudy-Task: frame saw done'
commit '2026-03-07 10:00 +0800' $'Saw again\n\nStudy-Task: 1.3 reopen: crooked'
