"""ifupdown2. What it has no words for, TAPs and promiscuous links, it has `ip` do. Also the MTU: of TAPs that `ip` makes
it overlooks a few among a hundred, and leaves them at 1500.
"""

from density.contenders.contender import Contender
from density.phases import ADD, CHANGE, CREATE, DESTROY, DIFF, REAPPLY
from density.workload import EXTRA, MTU, address
from rig import ifupdown2

COMMANDS = {
    CREATE: ('ifup', '-a'), REAPPLY: ('ifreload', '-a'), DIFF: ('ifquery', '--check', '-a'), CHANGE: ('ifreload', '-a'),
    ADD: ('ifreload', '-a'), DESTROY: ('ifdown', '-a'),
}


def interfaces(phase, workload):
    """/etc/network/interfaces of a phase."""
    after = (CHANGE, ADD, DESTROY)
    extra = [EXTRA] if phase in (ADD, DESTROY) else []
    for name in workload.taps + extra:
        yield f'auto {name}\niface {name}\n'
        yield '    pre-up ip link show dev $IFACE >/dev/null 2>&1 || ip tuntap add dev $IFACE mode tap\n'
        promiscuous = ' promisc on' if workload.promiscuous(name, phase in after) else ''
        yield f'    up ip link set dev $IFACE mtu {MTU}{promiscuous}\n'
        if workload.vlans:
            yield f'    bridge-access {workload.vlan(name)}\n'
        yield '    post-down ip link del dev $IFACE\n'
    for bridge in workload.bridges:
        ports = ' '.join(name for name in workload.taps + extra if workload.bridge(name) == bridge) or 'none'
        yield f'auto {bridge}\niface {bridge}\n    hwaddress {address(bridge)}\n    mtu {MTU}\n'
        yield f'    bridge-ports {ports}\n'
        if workload.vlans:
            yield '    bridge-vlan-aware yes\n'


class IfUpDown2(Contender):
    """Changes /etc/network/interfaces and has it read again."""

    name = 'ifupdown2'

    def unavailable(self):
        return ifupdown2.unavailable()

    def version(self):
        # It can tell its version only where it is installed.
        return ifupdown2.command('ifup', '--help')

    def phases(self, workload):
        return tuple(COMMANDS)

    def prepare(self):
        ifupdown2.prepare()

    def stage(self, phase, workload):
        ifupdown2.write(''.join(interfaces(phase, workload)))

    def command(self, phase, workload):
        return ifupdown2.command(*COMMANDS[phase])
