# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0800' 'Study-Task：1.2 开始'
commit '2026-03-04 10:00 +0800' $'切片\n\nStudy-Task: 1.2 完成 2小时30分钟：扩容会搬家'
commit '2026-03-05 10:00 +0800' 'Study-Task: 1.3 跳过：下周再学'
commit '2026-03-06 10:00 +0800' 'Study-Time: 阶段1 30m'
