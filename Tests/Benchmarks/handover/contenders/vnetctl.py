"""vnetctl."""

from handover.addresses import BRIDGE, NIC
from handover.contenders.contender import Contender
from rig import vnetctl

DOCUMENT = '/run/outage.json'


class Vnetctl(Contender):
    """Applies a document, and destroys what came of it."""

    name = 'vnetctl'

    def unavailable(self):
        return vnetctl.unavailable()

    def stage(self, move):
        with open(DOCUMENT, 'w', encoding='utf-8') as file:
            file.write(f'''{{"version": 1, "name": "outage", "links": {{
                "{BRIDGE}": {{"kind": "bridge"}}, "{NIC}": {{"kind": "nic", "bridge": "{BRIDGE}"}}}}}}''')

    def command(self, move):
        if move == 'attach':
            return [vnetctl.program(), 'apply', '--yes', DOCUMENT]
        return [vnetctl.program(), 'destroy', '--yes', 'outage']
