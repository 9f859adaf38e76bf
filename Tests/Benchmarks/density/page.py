"""The measurements as a page of the repository, in Markdown."""

from density import report
from density.phases import ADD, CHANGE, CREATE, DESTROY, REAPPLY, ROLLBACK
from rig.machine import sentence
from rig.versions import versions

PHASES = (CREATE, REAPPLY, CHANGE, ADD, DESTROY, ROLLBACK)
SUMMARY = 1000

INTRODUCTION = '''\
# Benchmarks

`make bench` runs two programs of this folder, in namespaces that are thrown away; it takes about 20 minutes, and leaves
what it measured in `.build/bench`. Their `--help` says what is measured, and how.

- `outage`: how many datagrams a host loses while its NIC is attached to a bridge and released. The project's README has
  the numbers.
- `throughput`: what it costs to plumb a host with many TAPs. The numbers are below: this page and its picture are what
  it writes to `.build/bench/throughput.md` and `.build/bench/throughput.svg`.
'''


def table(heading, rows):
    """A table: names on the left, numbers on the right."""
    rule = f'|---|{"---:|" * (len(heading) - 1)}'
    return '\n'.join([f'| {" | ".join(heading)} |', rule, *(f'| {" | ".join(row)} |' for row in rows)])


def summary(results, size):
    """Milliseconds of the phases that matter most."""
    rows = []
    for name in results.names:
        times = [results.milliseconds(name, size, phase) for phase in PHASES]
        cells = ['' if took is None else report.milliseconds(took) for took in times]
        if any(cells):
            rows.append([f'**{name}**' if name == 'vnetctl' else name, *cells])
    return table([f'{size:,} TAPs, ms', *PHASES], rows)


def markdown(measured, absent, picture):
    """The page; `measured` as the report has it, and the name of the picture beside the page."""
    known = ', '.join(f'{name} {version}' for name, version in versions().items() if version)
    results = measured[0][0]
    sizes = [size for size in results.sizes if size]
    parts = [
        INTRODUCTION, f'On {sentence()}, with {known}.',
        f'![Times of all contenders by the number of TAPs]({picture})']
    if sizes:
        parts += [
            summary(results, SUMMARY if SUMMARY in sizes else sizes[-1]),
            'Empty cells: the tool does not do that, or it would take too long.']
    for each in measured:
        title = 'With access VLANs' if each[0].vlans else 'All numbers'
        parts += [f'## {title}', f'```\n{report.text(*each, absent)}\n```']
    return '\n\n'.join(part.strip('\n') for part in parts) + '\n'
