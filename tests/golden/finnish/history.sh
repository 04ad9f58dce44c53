# shellcheck shell=bash
begin
commit '2026-03-02 10:00 +0200' 'Study-Task: 1.2 aloitettu'
commit '2026-03-04 10:00 +0200' $'Rouskut\n\nStudy-Task: 1.2 tehty 2 t 30 min: maitiaisneste'
commit '2026-03-05 10:00 +0200' 'Study-Task: 1.3 ohitettu: metsä on jäässä'
commit '2026-03-06 10:00 +0200' 'Study-Time: viikko 1 30 min'
