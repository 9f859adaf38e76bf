"""What a contender has to be able to do."""

import subprocess

from handover.addresses import FAMILIES, HOST, NEIGHBOUR, NIC, with_prefix


class Contender:
    """A way to attach a NIC to a bridge and to release it."""

    name = ''

    def unavailable(self):
        """Why it cannot run here; None when it can."""
        return None

    def prepare(self):
        """Gives the NIC, which is up, its addresses and default routes. Tools that keep account of what they did have
        to do it themselves."""
        commands = [f'address add {with_prefix(HOST, family)} dev {NIC}' for family in FAMILIES]
        commands += [f'route add default via {NEIGHBOUR[family]} dev {NIC}' for family in FAMILIES]
        subprocess.run(['ip', '-batch', '-'], input='\n'.join(commands), text=True, check=True)

    def stage(self, move):
        """Does what has not to be measured before "attach" or "release", such as writing files."""

    def command(self, move):
        """The command that attaches or releases."""
        raise NotImplementedError
