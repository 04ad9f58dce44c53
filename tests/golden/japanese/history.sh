# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0900' 'Study-Task：1-2 開始'
commit '2026-03-04 10:00 +0900' $'双眼鏡\n\nStudy-Task: 1-2 完了 2時間30分：倍率より口径'
commit '2026-03-05 10:00 +0900' 'Study-Task: 1-3 スキップ：雲が多い'
commit '2026-03-06 10:00 +0900' 'Study-Time: フェーズ1 30m'
