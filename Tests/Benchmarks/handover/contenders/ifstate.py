"""ifstate."""

import subprocess

from handover.addresses import BRIDGE, FAMILIES, HOST, MAC, NEIGHBOUR, NIC, with_prefix
from handover.contenders.contender import Contender
from rig import ifstate

ANYWHERE = {4: '0.0.0.0/0', 6: '::/0'}


def document(move):
    """The whole of the host, as ifstate wants it.

    A veth without a peer is one that somebody else made. It gives veths and bridges MACs of its own when it is told
    none, but not physical NICs.
    """
    nic = {'kind': 'veth', 'peer': None, 'address': MAC, 'state': 'up'}
    addresses = [with_prefix(HOST, family) for family in FAMILIES]
    if move == 'attach':
        bearer = BRIDGE
        interfaces = {
            NIC: {'addresses': [], 'link': nic | {'master': BRIDGE}},
            BRIDGE: {'addresses': addresses, 'link': {'kind': 'bridge', 'address': MAC, 'state': 'up'}},
        }
    else:
        bearer = NIC
        interfaces = {NIC: {'addresses': addresses, 'link': nic}}
    routes = [{'to': ANYWHERE[family], 'via': NEIGHBOUR[family], 'dev': bearer} for family in FAMILIES]
    return {'interfaces': interfaces, 'routing': {'routes': routes}}


class IfState(Contender):
    """Applies one document or the other."""

    name = 'ifstate'

    def unavailable(self):
        return ifstate.unavailable()

    def prepare(self):
        self.stage('release')
        subprocess.run(self.command('release'), check=True, capture_output=True)

    def stage(self, move):
        ifstate.write(document(move))

    def command(self, move):
        return ifstate.command('apply')
