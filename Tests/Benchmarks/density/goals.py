"""What vnetctl shall reach, process start and the reading of the document included."""

import os
from dataclasses import dataclass

from density.contenders.vnetctl import Vnetctl
from density.phases import ADD, CHANGE, CREATE, DESTROY, REAPPLY
from density.workload import Workload

# Times compared with the limit.
RATIOS = {
    CREATE: {10: 2.0, 100: 1.4, 1000: 1.25, 4000: 1.15},
    REAPPLY: {100: 3, 1000: 2, 4000: 2},
    CHANGE: {100: 3, 1000: 2, 4000: 2},
    DESTROY: {10: 1.3, 100: 1.2, 1000: 1.15, 4000: 1.15},
}
# Milliseconds in all.
TIMES = {(REAPPLY, 10): 6, (CHANGE, 10): 6, (ADD, 4000): 10}
# What adding one costs beside so many, compared with what it costs on a host without TAPs.
ADD_BESIDE, ADD_FACTOR = 4000, 1.5
# How many times faster than others, at least, with so many links.
FASTER = {
    (DESTROY, 'ip -batch'): (1000, 25), (CREATE, 'systemd-networkd'): (1000, 8), (CREATE, 'ifupdown2'): (1000, 15),
    (CREATE, 'ip script'): (1000, 15),
}
NEVER_SLOWER = ('ip -batch', 'ip -batch, careful')
PLAN_MS, START_MS = 100, 4
MEMORY_AT, MEMORY_MB = 4000, 50


@dataclass(frozen=True)
class Goal:
    """A number that was measured, and one that it has to keep to: at most, unless at least."""

    what: str
    measured: float
    wanted: float
    unit: str
    at_least: bool = False

    @property
    def met(self):
        """Whether it is reached."""
        return self.measured >= self.wanted if self.at_least else self.measured <= self.wanted


def links(size):
    """`1,000 TAPs`"""
    return f'{size:,} TAPs'


def of_ratios(results):
    """Those that compare with the limit."""
    for phase, wanted in RATIOS.items():
        for size, most in wanted.items():
            ratio = results.ratio(Vnetctl.name, size, phase)
            if ratio is not None:
                yield Goal(f'{phase}, {links(size)}, compared with the limit', ratio, most, '')


def of_times(results):
    """Those in milliseconds, and those that compare vnetctl with itself and with others."""
    for (phase, size), most in TIMES.items():
        took = results.milliseconds(Vnetctl.name, size, phase)
        if took is not None:
            yield Goal(f'{phase}, {links(size)}', took, most, 'ms')
    beside, alone = (results.milliseconds(Vnetctl.name, size, ADD) for size in (ADD_BESIDE, 0))
    if beside is not None and alone is not None:
        yield Goal(f'{ADD}, {links(ADD_BESIDE)}, compared with none', beside / alone, ADD_FACTOR, '')
    for (phase, other), (size, least) in FASTER.items():
        # Where that many would have taken the other too long, fewer say it as well.
        sizes = sorted((each for each in results.sizes if 0 < each <= size), reverse=True)
        for smaller in sizes if size in sizes else ():
            ratio = results.ratio(other, smaller, phase, Vnetctl.name)
            if ratio is not None:
                yield Goal(f'{phase}, {links(smaller)}, times faster than {other}', ratio, least, '', True)
                break
    for other in NEVER_SLOWER:
        for size in results.sizes:
            ratio = results.ratio(Vnetctl.name, size, CREATE, other) if size else None
            if ratio is not None:
                yield Goal(f'{CREATE}, {links(size)}, compared with {other}', ratio, 1, '')
    memory = results.values(Vnetctl.name, MEMORY_AT, CREATE, 'memory_kb')
    if memory:
        most = max(
            value for phase in Vnetctl().phases(Workload(MEMORY_AT))
            for value in results.values(Vnetctl.name, MEMORY_AT, phase, 'memory_kb').values())
        yield Goal(f'memory at most, {links(MEMORY_AT)}', most / 1024, MEMORY_MB, 'MB')


def of_single(single):
    """Those for commands by themselves."""
    if single.plan_ms is not None:
        yield Goal('10,000 links planned', single.plan_ms, PLAN_MS, 'ms')
    start = single.start_ms(Vnetctl.name)
    if start is not None:
        yield Goal('vnetctl --version', start, START_MS, 'ms')


def goals(results, single):
    """All that can be told. An emulated machine tells nothing of times."""
    if os.environ.get('VNETCTL_LAB'):
        return list(of_ratios(results))
    return [*of_ratios(results), *of_times(results), *(of_single(single) if single else [])]
