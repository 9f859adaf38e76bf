"""One repetition: a contender goes through its phases once, in namespaces of its own."""

import subprocess
import sys
import time

from density.contenders import contenders
from density.contenders.limit import command as limit
from density.phases import ADD, CHANGE, CREATE, DESTROY, ROLLBACK
from density.workload import Workload
from rig import namespaces, stopwatch
from rig.failure import Failure

# A phase that takes longer than that many seconds has failed.
LIMIT = 150


def run(name, workload, phases):
    """Runs one; returns what it measured, by phase, and how many seconds that took in all."""
    began = time.monotonic()
    measured = namespaces.run(
        __name__, name, str(workload.count), 'vlans' if workload.vlans else '', *phases,
        limit=(len(phases) + 1) * LIMIT)
    return measured, time.monotonic() - began


def look(workload, word):
    """Whether the host is as it should be, by the same eyes for all; a failure if not."""
    done = subprocess.run(limit(word, workload), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failure(done.stderr.strip())


def nothing_left():
    """Whether there are no links; a failure if there are."""
    links = subprocess.run(['ip', '-br', 'link'], capture_output=True, text=True, check=True).stdout.split('\n')
    left = [line.split()[0] for line in links if line and not line.startswith('lo ')]
    if left:
        raise Failure(f'{len(left)} links are left, such as {left[0]}')


def settle(workload):
    """Has the kernel do what it puts off: it looks at the states of links up to a second after they changed, in a
    thread of its own that holds the lock that all others need. Asking for a link has it look at once."""
    subprocess.run(limit('settle', workload), check=True)
    time.sleep(0.05)


def sweep(workload):
    """Removes all links."""
    subprocess.run(limit('sweep', workload), check=True)


def measure(contender, workload, phase):
    """One phase."""
    contender.stage(phase, workload)
    settle(workload)
    try:
        measured = stopwatch.measure(
            contender.command(phase, workload), [contender.statuses.get(phase, 0)], LIMIT)
        if phase in (DESTROY, ROLLBACK):
            nothing_left()
        elif phase == ADD:
            look(workload, 'added')
        else:
            look(workload, 'changed' if phase == CHANGE else 'check')
    except Failure as failure:
        return {'failure': f'{phase}: {failure}'}
    return measured


def repeat(contender, workload, phases):
    """The repetition itself, inside the namespaces."""
    namespaces.private_files()
    subprocess.run(['ip', 'link', 'set', 'lo', 'up'], check=True)
    contender.prepare()
    # Nobody pays for reading a program from a disk.
    subprocess.run(contender.version(), capture_output=True, check=True)
    result = {}
    for phase in phases:
        if phase == ROLLBACK:
            sweep(workload)
        result[phase] = measure(contender, workload, phase)
        if phase == CREATE and 'failure' in result[phase]:
            break
        if phase == ADD and DESTROY in phases and contender.restore(workload):
            subprocess.run(contender.restore(workload), capture_output=True, check=True)
    # Otherwise the kernel would be at it while the next one is measured.
    sweep(workload)
    return result


def main():
    name, count, vlans, *phases = sys.argv[1:]
    contender = next(each for each in contenders if each.name == name)
    namespaces.report(lambda: repeat(contender, Workload(int(count), bool(vlans)), phases))


if __name__ == '__main__':
    main()
