"""The measurements as a table, and as a document for programs."""

import os
import platform
import statistics

from handover.addresses import FAMILIES
from rig.table import aligned

MOVES = ('attach', 'release')
HEADING = ('', 'move', 'took ms', '', 'lost', 'unanswered', 'gap ms', 'TCP ms', 'notes')
# The columns of words; the others hold numbers.
WORDS = (0, 1, 3, 8)


def values(measurements, move, *path):
    """One number of every repetition."""
    found = []
    for measured in measurements:
        value = measured[move]
        for key in path:
            value = value[key]
        found.append(value)
    return found


def middle_and_most(numbers):
    """`3 (12)`"""
    return f'{statistics.median(numbers):.0f} ({max(numbers):.0f})'


def rows_of(name, move, measurements):
    """The lines of the table for one move: one for each family."""
    notes = []
    unsettled = values(measurements, move, 'settled').count(False)
    if unsettled:
        notes.append(f'{unsettled} times not over after 30 s')
    if move == 'release' and not all(measured['restored'] for measured in measurements):
        notes.append('NIC or routes not as they were')
    rows = []
    for family in map(str, FAMILIES):
        broken = values(measurements, move, 'tcp', family, 'survived').count(False)
        if broken:
            notes.append(f'TCP broke {broken} times')
        numbers = [
            values(measurements, move, 'udp', family, key) for key in ('lost', 'unanswered', 'gap_ms')
        ] + [values(measurements, move, 'tcp', family, 'stall_ms')]
        took = middle_and_most(values(measurements, move, 'took_ms'))
        first = (name, move, took) if not rows else ('', '', '')
        rows.append([*first, f'IPv{family}', *map(middle_and_most, numbers), '; '.join(notes)])
        notes = []
    return rows


def text(results, absent):
    """The table."""
    rows = [HEADING]
    remarks = []
    at_rest = []
    for name, measurements in results.items():
        whole = [measured for measured in measurements if 'failure' not in measured]
        reasons = {measured['failure'] for measured in measurements if 'failure' in measured}
        remarks += [f'{name} failed: {reason}' for reason in sorted(reasons)]
        if whole:
            for move in MOVES:
                rows += rows_of(name, move, whole)
            at_rest += [flood['gap_ms'] for measured in whole for flood in measured['at_rest']['udp'].values()]
    remarks += [f'{name} left out: {reason}' for name, reason in absent.items()]
    lines = aligned(rows, WORDS)
    count = max((len(measurements) for measurements in results.values()), default=0)
    rest = f' (up to {max(at_rest):.0f} at rest)' if at_rest else ''
    explanation = f'''\
Medians (and maxima) of {count}. The neighbour sends 1,000 datagrams a second.
lost: did not arrive; unanswered: these, and those whose answer got lost; gap: the longest time without an answer{rest};
TCP: the longest time that a message took to go there and back over an open connection.'''
    return '\n'.join([*lines, '', explanation, *remarks])


def document(results, absent):
    """All measurements."""
    return {
        'version': 1, 'kernel': platform.release(), 'processors': os.cpu_count(), 'results': results,
        'left_out': absent,
    }
