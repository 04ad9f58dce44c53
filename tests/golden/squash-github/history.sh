# shellcheck shell=bash
begin
commit '2026-03-05 10:00 +0800' $'Slices and maps (#12)\n\n* Begin\n\nStudy-Task: 1.2 start\n\n* Study-Task: 1.2 done 2h: grow by doubling\n\n* Maps\n\nStudy-Task: 1.3 skip: next week\n\n---------\n\nCo-authored-by: Bob <bob@example.org>'
