"""Commands by themselves, on a host without links: how long programs take to start, and to plan a large topology."""

import statistics
import subprocess
import sys

from density.contenders import contenders
from density.contenders.vnetctl import Vnetctl, document, write
from density.phases import DIFF
from density.workload import Workload
from rig import namespaces, stopwatch, vnetctl

LIMIT = 600
TRUE = '/bin/true'
# So many starts of what starts in less than that many seconds, so many of others.
QUICK, OFTEN, SELDOM = 0.1, 41, 5
# With their bridges they are 10,000 links, as many as a topology may have.
PLANNED = 9980
PLAN = '/run/plan.json'
PATIENCE = 10
# There is something to do.
DIFFERENT = 1


class Single:
    """What was measured."""

    def __init__(self, measured):
        self.measured = measured

    @property
    def starts(self):
        """The starts, by program."""
        return self.measured.get('starts', {})

    def start_ms(self, name):
        """How long a program takes to start and end; None if it was not measured."""
        starts = self.starts.get(name)
        return starts and statistics.median(each['wall_us'] for each in starts) / 1000

    @property
    def plan_ms(self):
        """How long vnetctl plans 10,000 links; None if it was not measured."""
        plans = self.measured.get('plans')
        return plans and statistics.median(each['wall_us'] for each in plans) / 1000

    @property
    def failure(self):
        """What went wrong; None if nothing did."""
        return self.measured.get('failure')

    def document(self):
        """All of it, for programs."""
        return self.measured


def run(names):
    """Measures the contenders of these names."""
    return Single(namespaces.run(__name__, *names, limit=LIMIT))


def starts(names):
    """The starts of `true` and of the contenders."""
    commands = {TRUE: [TRUE]}
    for contender in contenders:
        command = contender.version()
        if contender.name in names and command not in commands.values():
            commands[contender.name] = command
    result = {name: [] for name in commands}
    for number in range(OFTEN):
        for name, command in commands.items():
            if number < SELDOM or result[name][0]['wall_us'] < QUICK * 1e6:
                result[name].append(stopwatch.measure(command))
    return result


def plans():
    """What it takes to say what would be done for 10,000 links."""
    write(PLAN, document(DIFF, Workload(PLANNED)))
    result = []
    while len(result) < SELDOM and sum(each['wall_us'] for each in result) < PATIENCE * 1e6:
        result.append(stopwatch.measure([vnetctl.program(), 'diff', PLAN], [DIFFERENT]))
    return result


def measure(names):
    """All of it, inside the namespaces."""
    namespaces.private_files()
    subprocess.run(['ip', 'link', 'set', 'lo', 'up'], check=True)
    for contender in contenders:
        if contender.name in names:
            contender.prepare()
    result = {'starts': starts(names)}
    if Vnetctl.name in names:
        result['plans'] = plans()
    return result


if __name__ == '__main__':
    namespaces.report(lambda: measure(sys.argv[1:]))
