"""Runs one command and says what it took; started as ``python -I -S launcher.py COMMAND …``.

It prints wall seconds, processor seconds, the peak resident size in kilobytes, and the exit
status, as wait4(2) tells them: of the command and all that it waited for, the greatest size of
any one of them.

A process inherits as its own peak what its parent occupied when it was started. So this is a
small program by itself, and not a function of the benchmarks, which hold whole histories.
"""

import os
import sys
import time

output = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
started = time.perf_counter()
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=output)
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - started
print(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
