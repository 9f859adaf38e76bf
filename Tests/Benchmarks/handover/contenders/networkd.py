"""systemd-networkd."""

import time

from handover.addresses import BRIDGE, FAMILIES, HOST, MAC, NEIGHBOUR, NIC, with_prefix
from handover.contenders.contender import Contender
from handover.host import default_routes
from rig import networkd
from rig.failure import Failure

SETTINGS = '[Network]\n' + ''.join(
    [f'Address={with_prefix(HOST, family)}\n' for family in FAMILIES]
    + [f'Gateway={NEIGHBOUR[family]}\n' for family in FAMILIES])
# Without the NIC's MAC the bridge would have one of its own, as it would by ifstate, and the neighbour would believe in
# it for up to 45 s after the release (base_reachable_time_ms): the host has no reason to tell it otherwise.
FILES = {
    'attach': {
        f'{BRIDGE}.netdev': f'[NetDev]\nName={BRIDGE}\nKind=bridge\nMACAddress={MAC}\n',
        f'{BRIDGE}.network': f'[Match]\nName={BRIDGE}\n{SETTINGS}',
        f'{NIC}.network': f'[Match]\nName={NIC}\n[Network]\nBridge={BRIDGE}\n',
    },
    'release': {f'{NIC}.network': f'[Match]\nName={NIC}\n{SETTINGS}'},
}
# It goes on with its work after the command has ended. It never removes a link by itself.
COMMANDS = {'attach': 'networkctl reload', 'release': f'networkctl reload && networkctl delete {BRIDGE}'}


class Networkd(Contender):
    """Changes the files in /run/systemd/network and has them read again."""

    name = 'systemd-networkd'

    def unavailable(self):
        return networkd.unavailable()

    def prepare(self):
        self.stage('release')
        networkd.start()
        end = time.monotonic() + 10
        while not all(default_routes(family) for family in FAMILIES):
            if time.monotonic() > end:
                with open(networkd.LOG, encoding='utf-8') as file:
                    raise Failure(f'{networkd.PROGRAM} does not configure the link: {file.read()}')
            time.sleep(0.1)

    def stage(self, move):
        networkd.write(FILES[move])

    def command(self, move):
        return ['sh', '-c', COMMANDS[move]]
