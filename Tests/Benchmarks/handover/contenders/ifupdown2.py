"""ifupdown2 of Debian, unpacked: installed, it would take the place of the machine's own ifupdown."""

import os
import shutil
import subprocess

from handover.addresses import BRIDGE, FAMILIES, HOST, NEIGHBOUR, NIC, with_prefix
from handover.contenders.contender import Contender
from handover.contenders.folder import INSTALLED, missing

FOLDER = os.path.join(INSTALLED, 'ifupdown2')
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
        return missing('ifupdown2')

    def prepare(self):
        # It looks for its parts in this place alone.
        subprocess.run(
            ['mount', '-t', 'overlay', '-o', f'lowerdir={FOLDER}/usr/share:/usr/share', 'overlay', '/usr/share'],
            check=True)
        os.makedirs('/run/network')
        os.makedirs('/etc/network', exist_ok=True)
        shutil.copytree(f'{FOLDER}/etc/network/ifupdown2', '/etc/network/ifupdown2')
        self.stage('release')
        subprocess.run(['/usr/bin/python3', f'{FOLDER}/sbin/ifup', '-a'], check=True, capture_output=True)

    def stage(self, move):
        with open('/etc/network/interfaces', 'w', encoding='utf-8') as file:
            file.write(INTERFACES[move])

    def command(self, move):
        return ['/usr/bin/python3', f'{FOLDER}/sbin/ifreload', '-a']
