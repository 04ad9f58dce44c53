# shellcheck shell=bash
begin
commit '2026-03-02 10:00 -0300' 'Study-Task: 1.2 começada'
commit '2026-03-04 10:00 -0300' $'Formões\n\nStudy-Task: 1.2 concluída 2h: afiar antes de usar'
commit '2026-03-05 10:00 -0300' 'Study-Task: 1.3 pulada: sem bancada'
commit '2026-03-06 10:00 -0300' 'Study-Time: módulo 1 30 min'
