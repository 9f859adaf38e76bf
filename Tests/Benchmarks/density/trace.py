"""How many system calls and netlink messages the phases cost: numbers that do not depend on the machine's mood."""

import glob
import os
import re
import subprocess
import sys

from density.contenders import contenders
from density.phases import CREATE, DESTROY, REAPPLY
from density.repetition import settle, sweep
from density.workload import Workload
from rig import namespaces
from rig.failure import Failure

LIMIT = 300
TRACED = (CREATE, REAPPLY, DESTROY)
OUTPUT = '/run/trace'
CALL = re.compile(r'^(\w+)\(')
MESSAGE = 'nlmsg_len='


def run(name, workload):
    """Counts for one contender, by phase."""
    return namespaces.run(__name__, name, str(workload.count), 'vlans' if workload.vlans else '', limit=LIMIT)


def counted(path):
    """The counts of one process: all calls; netlink messages that were sent; calls that sent and that received any."""
    counts = {'calls': 0, 'messages': 0, 'sends': 0, 'receipts': 0}
    with open(path, encoding='utf-8', errors='replace') as file:
        for line in file:
            call = CALL.match(line)
            if not call:
                continue
            counts['calls'] += 1
            if MESSAGE in line:
                if call[1].startswith('send'):
                    counts['messages'] += line.count(MESSAGE)
                    counts['sends'] += 1
                elif call[1].startswith('recv'):
                    counts['receipts'] += 1
    return counts


def trace(command, status):
    """Runs a command under strace and sums the counts of all its processes. Each has a file of its own, since what two
    do at the same time would be torn apart in one."""
    done = subprocess.run(
        ['strace', '-ff', '-qq', '-v', '-s', '1000000', '-o', OUTPUT, *command], capture_output=True, text=True,
        stdin=subprocess.DEVNULL, check=False)
    if done.returncode != status:
        raise Failure(f'exit status {done.returncode}: {done.stderr[-1000:]}')
    total = {}
    for path in glob.glob(f'{OUTPUT}.*'):
        for key, number in counted(path).items():
            total[key] = total.get(key, 0) + number
        os.remove(path)
    return total


def measure(contender, workload):
    """All of it, inside the namespaces."""
    namespaces.private_files()
    subprocess.run(['ip', 'link', 'set', 'lo', 'up'], check=True)
    contender.prepare()
    result = {}
    for phase in contender.phases(workload):
        if phase in TRACED:
            contender.stage(phase, workload)
            settle(workload)
            result[phase] = trace(contender.command(phase, workload), contender.statuses.get(phase, 0))
    sweep(workload)
    return result


def main():
    name, count, vlans = sys.argv[1:]
    contender = next(each for each in contenders if each.name == name)
    namespaces.report(lambda: measure(contender, Workload(int(count), bool(vlans))))


if __name__ == '__main__':
    main()
