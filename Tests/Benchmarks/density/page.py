"""The measurements as a page of the repository, in Markdown."""

from density import report
from density.phases import ADD, CHANGE, CREATE, DESTROY, REAPPLY, ROLLBACK
from rig.machine import sentence
from rig.versions import versions

PHASES = (CREATE, REAPPLY, CHANGE, ADD, DESTROY, ROLLBACK)
SUMMARY = 1000

INTRODUCTION = '''\
# Benchmarks

`make bench` runs two programs of this folder, in namespaces that are thrown away; it takes half an hour, and leaves
what it measured in `.build/bench`. Their `--help` says what is measured, and how.

- `outage`: how many datagrams a host loses while its NIC is attached to a bridge and released. The project's README has
  the numbers.
- `throughput`: what it costs to plumb a host with many TAPs. The numbers are below: this page and its picture are what
  it writes to `.build/bench/throughput.md` and `.build/bench/throughput.svg`; those with access VLANs are on
  [a page of their own](vlans.md).
'''

VLANS = '''\
# Benchmarks with access VLANs

The second part of [the benchmark of many TAPs](README.md), with a bridge that filters VLANs and an access VLAN for each TAP;
`make bench` writes this page, too, and measures on a kernel of Debian's in a machine that QEMU emulates. All takes many
times as long there, and what a program does by itself takes more of it than on a real machine: how the tools compare with
each other is what tells.
'''

BOUNDS = '''\
## What bounds vnetctl

Where vnetctl's own processor time goes, by `perf record` (20,000 samples a second, the release with its symbols, Linux
6.18, the TAPs on bridges of 500), in per cent:

| | re-apply, 10 TAPs | re-apply, 4,000 | change one, 4,000 |
|---|---:|---:|---:|
| in the kernel, dumping links, addresses and routes | 3 | 33 | 30 |
| decoding the dumps | 8 | 17 | 15 |
| planning, and planning again to verify | 6 | 18 | 18 |
| reading and checking the document | 10 | 10 | 9 |
| reading and writing the record | 2 | 2 | 3 |
| the history of documents | 3 | 1 | 5 |
| reading the arguments (swift-argument-parser) | 35 | 2 | 2 |
| starting and ending the process and its threads | 22 | 6 | 6 |
| all else, most of it allocations | 11 | 11 | 12 |

- **Few TAPs**: the arguments cost more than anything else. The library finds out what the options are while the program
  runs: for each it has the Swift runtime make generic types and look for conformances among the thousands that a statically
  linked program has. What is left is the start of the process; `/bin/true` shows how much of that is the machine's. All of
  that is memory which the tools in between have taken out of the processor's caches: in a loop of its own, with nothing in
  between, `apply` with 10 TAPs and nothing to do takes half of what it takes here.
- **Many TAPs, nothing or little to do**: the limit spends nearly all of its time in the kernel, on the one dump that
  vnetctl takes, too. On top of it vnetctl reads the document and the record, decodes every setting of every link (so that
  whatever has to be changed can be restored), and compares them; a second thread receives what the kernel lists meanwhile,
  so that with 4,000 TAPs the dump is hidden behind the decoding, and what is added is the document and the plan. No part
  of it stands out any more: the plan is made of a dozen looks at each link, of which the longest takes 4 per cent. A
  document of its own for each guest avoids nearly all of that, as "add one" shows: it costs hardly more than on an empty
  host.
- **Creation and removal** are the kernel's: the registration of a TAP, the link-state work that follows it, and the grace
  periods of a removal, which vary more from turn to turn than vnetctl adds.
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
    """The page; `measured` as the report has it, and the name of the picture beside the page, if there is one."""
    known = ', '.join(f'{name} {version}' for name, version in versions().items() if version)
    results = measured[0][0]
    sizes = [size for size in results.sizes if size]
    parts = [VLANS if results.vlans else INTRODUCTION, f'On {sentence()}, with {known}.']
    if picture:
        parts.append(f'![Times of all contenders by the number of TAPs]({picture})')
    if sizes:
        parts += [
            summary(results, SUMMARY if SUMMARY in sizes else sizes[-1]),
            'Empty cells: the tool does not do that, or it would take too long.']
    if not results.vlans:
        parts.append(BOUNDS)
    for each in measured:
        title = 'All numbers' if each is measured[0] else 'With access VLANs'
        parts += [f'## {title}', f'```\n{report.text(*each, absent)}\n```']
    return '\n\n'.join(part.strip('\n') for part in parts) + '\n'
