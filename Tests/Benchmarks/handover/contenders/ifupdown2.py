"""ifupdown2."""

import subprocess

from handover.addresses import BRIDGE, FAMILIES, HOST, NEIGHBOUR, NIC, with_prefix
from handover.contenders.contender import Contender
from rig import ifupdown2

SETTINGS = ''.join(
    [f'    address {with_prefix(HOST, family)}\n' for family in FAMILIES]
    + [f'    gateway {NEIGHBOUR[family]}\n' for family in FAMILIES])
INTERFACES = {
    'attach': f'auto {NIC}\niface {NIC}\n\nauto {BRIDGE}\niface {BRIDGE}\n    bridge-ports {NIC}\n{SETTINGS}',
    'release': f'auto {NIC}\niface {NIC}\n{SETTINGS}',
}


class IfUpDown2(Contender):
    """Changes /etc/network/interfaces and has it read again."""

    name = 'ifupdown2'

    def unavailable(self):
        return ifupdown2.unavailable()

    def prepare(self):
        ifupdown2.prepare()
        self.stage('release')
        subprocess.run(ifupdown2.command('ifup', '-a'), check=True, capture_output=True)

    def stage(self, move):
        ifupdown2.write(INTERFACES[move])

    def command(self, move):
        return ifupdown2.command('ifreload', '-a')
