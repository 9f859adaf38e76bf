"""The measurements as tables of text, and as a document for programs."""

from density.contenders import contenders
from density.goals import RATIOS, goals
from density.phases import ADD, CREATE, DESTROY, PHASES, REAPPLY
from rig.machine import machine, sentence
from rig.table import aligned
from rig.versions import versions

ELSEWHERE = [contender.name for contender in contenders if contender.works_elsewhere]
EXPLANATION = '''\
Medians of the wall time of the whole process in milliseconds, and in brackets the ratio to the limit, a C program that
does the least that the kernel asks for: the median of the ratios of runs next to each other. "diff", "export" and
"re-apply" are compared with one look of that program at all links.'''
SHORT = {'calls': 'system calls', 'messages': 'messages sent', 'sends': 'send calls', 'receipts': 'receive calls'}


def milliseconds(value):
    """`1.2`, `123`: three digits tell enough."""
    return f'{value:,.1f}' if value < 100 else f'{value:,.0f}'


def factor(value):
    """`1.23`, `12.3`, `123`"""
    return f'{value:.2f}' if value < 10 else f'{value:.1f}' if value < 100 else f'{value:,.0f}'


def cell(results, name, size, phase):
    """`12.3 (1.50)`"""
    took, ratio = results.milliseconds(name, size, phase), results.ratio(name, size, phase)
    if took is None:
        return '–'
    return milliseconds(took) + (f' ({factor(ratio)})' if ratio is not None else '')


def phase_table(results, phase):
    """The table of one phase."""
    sizes = [size for size in results.sizes if size or phase == ADD]
    rows = [
        [name, *(cell(results, name, size, phase) for size in sizes)] for name in results.names
        if any(results.milliseconds(name, size, phase) is not None for size in sizes)]
    wanted = RATIOS.get(phase, {})
    if any(size in wanted for size in sizes):
        rows.append(['goal of vnetctl', *(f'({wanted[size]:.2f})' if size in wanted else '' for size in sizes)])
    return aligned([[phase, *(f'{size:,} TAPs' for size in sizes)], *rows], (0,))


def usage_table(results, phase):
    """Memory and processor time."""
    sizes = [size for size in results.sizes if size]
    rows = []
    for name in results.names:
        if name in ELSEWHERE:
            continue
        cells = []
        for size in sizes:
            memory = results.median(name, size, phase, 'memory_kb')
            if memory is None:
                cells.append('–')
            else:
                user, system = (results.median(name, size, phase, key) / 1000 for key in ('user_us', 'system_us'))
                cells.append(f'{memory / 1024:.1f} MB, {user:,.0f} + {system:,.0f}')
        rows.append([name, *cells])
    return aligned([[f'{phase}: memory, user + system ms', *(f'{size:,} TAPs' for size in sizes)], *rows], (0,))


def start_table(single):
    """How long programs take to start."""
    rows = [[name, milliseconds(single.start_ms(name))] for name in single.starts]
    lines = aligned([['start and end', 'ms'], *rows], (0,))
    if single.plan_ms is not None:
        lines += ['', f'10,000 links that are not there, planned by "vnetctl diff": {milliseconds(single.plan_ms)} ms']
    return lines


def trace_table(counts, size, phase):
    """System calls and messages for each link."""
    rows = [
        [name, *(f'{phases[phase][key] / size:,.1f}' for key in SHORT)] for name, phases in counts.items()
        if phase in phases]
    return aligned([[f'{phase}, for each of {size} TAPs', *SHORT.values()], *rows], (0,))


def goal_table(all_goals):
    """What was wanted, and whether it is reached."""
    rows = [('vnetctl', 'measured', 'goal', '')]
    for goal in all_goals:
        sign = '≥' if goal.at_least else '≤'
        unit = f' {goal.unit}' if goal.unit else ''
        rows.append((
            goal.what, factor(goal.measured) + unit, f'{sign} {goal.wanted:g}{unit}', 'met' if goal.met else 'NOT MET'))
    return aligned(rows, (0, 3))


def remarks(results):
    """What is missing in the tables, and why."""
    for name, size, reason in results.failures():
        yield f'{name} failed with {size:,} TAPs: {reason}'
    for name, sizes in results.left_out.items():
        for size, phases in sizes.items():
            yield f'{name} with {size:,} TAPs would take too long: {", ".join(phases)}'
    counts = {
        name: {size: len(turns) for size, turns in sizes.items() if size} for name, sizes in results.turns.items()}
    words = [
        f'{name} {", ".join(f"{count} ({size:,})" for size, count in sizes.items())}' for name, sizes in counts.items()]
    yield f'Turns (TAPs): {"; ".join(words)}'


def text(results, single, counts, traced, absent):
    """All tables for one kind of workload."""
    title = 'TAPs with access VLANs' if results.vlans else 'TAPs'
    blocks = [[f'{title} on bridges of 500, MTU 1450, every second one promiscuous; {sentence()}', '', EXPLANATION]]
    blocks += [phase_table(results, phase) for phase in PHASES]
    blocks.append(usage_table(results, CREATE))
    if single:
        blocks.append(start_table(single))
    if counts:
        blocks += [trace_table(counts, traced, phase) for phase in (CREATE, REAPPLY, DESTROY)]
    all_goals = goals(results, single)
    if all_goals:
        blocks.append(goal_table(all_goals))
    blocks.append([*remarks(results), *(f'{name} left out: {reason}' for name, reason in absent.items())])
    return '\n\n'.join('\n'.join(block) for block in blocks)


def document(measured, absent):
    """All measurements; `measured` has results, single commands and counts of each kind of workload."""
    workloads = []
    for results, single, counts, traced in measured:
        workloads.append(results.document() | {
            'single': single and single.document(), 'traced': {'links': traced, 'counts': counts},
            'goals': [
                {'what': goal.what, 'measured': goal.measured, 'goal': goal.wanted, 'at_least': goal.at_least,
                 'unit': goal.unit, 'met': goal.met} for goal in goals(results, single)]})
    return {
        'version': 1, 'machine': machine(), 'versions': versions(), 'workloads': workloads, 'left_out': absent}
