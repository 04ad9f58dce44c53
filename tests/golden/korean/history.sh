# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0900' 'Study-Task: step02 시작'
commit '2026-03-04 10:00 +0900' $'오르가눔\n\nStudy-Task: step02 완료 2시간 30분: 5도 병행'
commit '2026-03-05 10:00 +0900' 'Study-Task: step03 건너뜀: 악보가 없음'
commit '2026-03-06 10:00 +0900' 'Study-Time: 제 1 고지 30분'
