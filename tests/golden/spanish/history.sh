# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0100' 'Study-Task: 1.2 empezado'
commit '2026-03-04 10:00 +0100' $'Panal\n\nStudy-Task: 1.2 terminada 2h30m: celdas hexagonales'
commit '2026-03-05 10:00 +0100' 'Study-Task: 1.3 omitido: hace frío'
commit '2026-03-06 10:00 +0100' 'Study-Time: módulo 1 30 minutos'
