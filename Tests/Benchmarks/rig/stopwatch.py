"""How long a command takes, and what it uses."""

import json
import subprocess

from rig import compiled
from rig.failure import Failure

MEASURED = '/run/stopwatch.json'
OUTPUT = '/run/output'


def measure(command, statuses=(0,), limit=None):
    """Runs a command by the program `stopwatch` and returns what that wrote. A failure if the exit status is none of
    `statuses`, or if it is not done after `limit` seconds."""
    with open(OUTPUT, 'w+', encoding='utf-8', errors='replace') as output:
        try:
            subprocess.run(
                [compiled.path('stopwatch'), MEASURED, *command], stdin=subprocess.DEVNULL, stdout=output,
                stderr=output, timeout=limit, check=True)
        except subprocess.TimeoutExpired as expired:
            raise Failure(f'not done after {limit} s') from expired
        with open(MEASURED, encoding='utf-8') as file:
            measured = json.load(file)
        if measured['status'] not in statuses:
            output.seek(0)
            raise Failure(f'exit status {measured["status"]}: {output.read().strip()[-1000:]}')
    return measured
