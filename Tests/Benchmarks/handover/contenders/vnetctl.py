"""vnetctl, the program at $VNETCTL."""

import os

from handover.addresses import BRIDGE, NIC
from handover.contenders.contender import Contender

DOCUMENT = '/run/outage.json'


def program():
    """Its absolute path."""
    return os.path.abspath(os.environ.get('VNETCTL') or '.build/release/vnetctl')


class Vnetctl(Contender):
    """Applies a document, and destroys what came of it."""

    name = 'vnetctl'

    def unavailable(self):
        return None if os.access(program(), os.X_OK) else f'{program()}: not there; run `make`, or set $VNETCTL'

    def stage(self, move):
        with open(DOCUMENT, 'w', encoding='utf-8') as file:
            file.write(f'''{{"version": 1, "name": "outage", "links": {{
                "{BRIDGE}": {{"kind": "bridge"}}, "{NIC}": {{"kind": "nic", "bridge": "{BRIDGE}"}}}}}}''')

    def command(self, move):
        if move == 'attach':
            return [program(), 'apply', '--yes', DOCUMENT]
        return [program(), 'destroy', '--yes', 'outage']
