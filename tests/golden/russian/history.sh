# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0300' 'Study-Task: 2 начато'
commit '2026-03-04 10:00 +0300' $'Оппозиция\n\nStudy-Task: 2 выполнено 2 часа 30 минут: дальняя тоже бывает'
commit '2026-03-05 10:00 +0300' 'Study-Task: 3 пропущено: нет доски'
commit '2026-03-06 10:00 +0300' 'Study-Time: раздел 1 30 мин'
