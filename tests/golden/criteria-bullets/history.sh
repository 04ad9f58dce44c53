# shellcheck shell=bash
begin
commit '2026-03-03 10:00 +0800' 'Study-Task: 2.1 done' one.txt 1
commit '2026-03-03 11:00 +0800' 'Study-Criterion: 2 能够解释select和channel的区别' two.txt 2
commit '2026-03-03 12:00 +0800' 'Study-Criterion：阶段二 能够看懂' three.txt 3
