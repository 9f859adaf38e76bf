"""`ip`, one process a line or one for all."""

from handover.addresses import BRIDGE, HOST, MAC, NEIGHBOUR, NIC, with_prefix
from handover.contenders.contender import Contender

HOST4, HOST6 = with_prefix(HOST, 4), with_prefix(HOST, 6)

# What is found in countless scripts. The default route of IPv4 goes with the address, that of IPv6 does not.
USUAL = {
    'attach': f'''\
link add {BRIDGE} type bridge
link set {BRIDGE} up
link set {NIC} master {BRIDGE}
addr flush dev {NIC}
addr add {HOST4} dev {BRIDGE}
addr add {HOST6} dev {BRIDGE}
route add default via {NEIGHBOUR[4]} dev {BRIDGE}
route replace default via {NEIGHBOUR[6]} dev {BRIDGE}
''',
    # The bridge has to go first: its default route stands in the way of the NIC's.
    'release': f'''\
link set {NIC} nomaster
addr add {HOST4} dev {NIC}
addr add {HOST6} dev {NIC}
link del {BRIDGE}
route add default via {NEIGHBOUR[4]} dev {NIC}
route add default via {NEIGHBOUR[6]} dev {NIC}
''',
}

# The best that is known to be possible with `ip`, for this one host: new before old, and no duplicate address
# detection.
CAREFUL = {
    'attach': f'''\
link add {BRIDGE} address {MAC} type bridge
link set {BRIDGE} up
link set {NIC} master {BRIDGE}
addr add {HOST4} dev {BRIDGE}
addr add {HOST6} dev {BRIDGE} nodad
route replace default via {NEIGHBOUR[4]} dev {BRIDGE}
route replace default via {NEIGHBOUR[6]} dev {BRIDGE}
addr del {HOST6} dev {NIC}
addr del {HOST4} dev {NIC}
''',
    'release': f'''\
addr add {HOST4} dev {NIC}
addr add {HOST6} dev {NIC} nodad
route replace default via {NEIGHBOUR[4]} dev {NIC}
route replace default via {NEIGHBOUR[6]} dev {NIC}
addr del {HOST6} dev {BRIDGE}
addr del {HOST4} dev {BRIDGE}
link set {NIC} nomaster
link del {BRIDGE}
''',
}


class IPBatch(Contender):
    """All lines in one process of `ip -batch`."""

    def __init__(self, name, lines):
        self.name = name
        self.lines = lines

    def stage(self, move):
        with open(f'/run/{move}', 'w', encoding='utf-8') as file:
            file.write(self.lines[move])

    def command(self, move):
        return ['ip', '-batch', f'/run/{move}']


class IPScript(IPBatch):
    """A shell script that starts `ip` for each line."""

    def stage(self, move):
        with open(f'/run/{move}', 'w', encoding='utf-8') as file:
            file.writelines(f'ip {line}\n' for line in self.lines[move].splitlines())

    def command(self, move):
        return ['sh', '-e', f'/run/{move}']
