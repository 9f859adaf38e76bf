"""`ip`, one process a line or one for all."""

from density.contenders.contender import Contender
from density.phases import ADD, CHANGE, CREATE, DESTROY
from density.workload import EXTRA, MTU, address

LINES = '/run/lines'
VERSION = ['ip', '-V']


def bridge_lines(workload):
    """Those that make the bridges."""
    kind = 'bridge vlan_filtering 1 vlan_default_pvid 0' if workload.vlans else 'bridge'
    for bridge in workload.bridges:
        yield f'link add {bridge} address {address(bridge)} mtu {MTU} type {kind}'
        yield f'link set {bridge} up'


class Usual:
    """What is found in countless scripts: a line for each thing."""

    @staticmethod
    def tap(workload, name):
        """The lines that make a TAP."""
        yield f'tuntap add dev {name} mode tap'
        yield f'link set {name} mtu {MTU}'
        yield f'link set {name} master {workload.bridge(name)}'
        if workload.promiscuous(name):
            yield f'link set {name} promisc on'
        yield f'link set {name} up'

    @staticmethod
    def destroy(workload):
        """The lines that remove everything."""
        for name in workload.taps + workload.bridges:
            yield f'link del {name}'


class Careful:
    """The best that is known to be possible with `ip`."""

    @staticmethod
    def tap(workload, name):
        """The lines that make a TAP."""
        promiscuous = ' promisc on' if workload.promiscuous(name) else ''
        yield f'tuntap add dev {name} mode tap'
        yield f'link set {name} mtu {MTU} master {workload.bridge(name)}{promiscuous} up'

    @staticmethod
    def destroy(workload):
        """The lines that remove everything."""
        for name in workload.taps + workload.bridges:
            yield f'link set {name} group 118'
        yield 'link del group 118'


USUAL, CAREFUL = Usual(), Careful()


def lines(manner, phase, workload):
    """The lines of a phase, without the word `ip`."""
    if phase == CREATE:
        yield from bridge_lines(workload)
        for name in workload.taps:
            yield from manner.tap(workload, name)
    elif phase == ADD:
        yield from manner.tap(workload, EXTRA)
    elif phase == CHANGE:
        yield f'link set {workload.changed} promisc on'
    else:
        yield from manner.destroy(workload)


def vlan_lines(phase, workload):
    """The lines for the VLANs, without the word `bridge`: that is another program."""
    names = {CREATE: workload.taps, ADD: [EXTRA]}.get(phase, []) if workload.vlans else []
    for name in names:
        yield f'vlan add dev {name} vid {workload.vlan(name)} pvid untagged'


def write(path, all_lines):
    """Writes the lines of a file."""
    with open(path, 'w', encoding='utf-8') as file:
        file.writelines(f'{line}\n' for line in all_lines)


class IPBatch(Contender):
    """All lines in one process of `ip -batch`, and those for VLANs in one of `bridge -batch`."""

    def __init__(self, name, manner):
        self.name = name
        self.manner = manner

    def version(self):
        return VERSION

    def phases(self, workload):
        return (CREATE, CHANGE, ADD, DESTROY)

    def stage(self, phase, workload):
        write(LINES, lines(self.manner, phase, workload))
        write(f'{LINES}.bridge', vlan_lines(phase, workload))

    def command(self, phase, workload):
        if workload.vlans and phase in (CREATE, ADD):
            return ['sh', '-ec', f'ip -batch {LINES}; bridge -batch {LINES}.bridge']
        return ['ip', '-batch', LINES]

    def restore(self, workload):
        return ['ip', 'link', 'del', EXTRA]


class IPScript(IPBatch):
    """A shell script that starts `ip` for each line."""

    def stage(self, phase, workload):
        write(LINES, [f'ip {line}' for line in lines(self.manner, phase, workload)]
              + [f'bridge {line}' for line in vlan_lines(phase, workload)])

    def command(self, phase, workload):
        return ['sh', '-e', LINES]
