"""What a host has: TAPs on bridges of 500. `limit.c` knows the same."""

from dataclasses import dataclass

PORTS = 500
MTU = 1450
VLANS = 100
FIRST_VLAN = 10
# One more TAP, on the first bridge.
EXTRA = 'xm0'


@dataclass(frozen=True)
class Workload:
    """So many TAPs, with access VLANs or without."""

    count: int
    vlans: bool = False

    @property
    def bridges(self):
        """The names of the bridges."""
        return [f'br{number}' for number in range(max(1, -(-self.count // PORTS)))]

    @property
    def taps(self):
        """The names of the TAPs."""
        return [f'vm{number}' for number in range(self.count)]

    @property
    def changed(self):
        """The TAP that becomes promiscuous."""
        return f'vm{self.count // 4 * 2}'

    def bridge(self, tap):
        """The bridge that a TAP is on."""
        return 'br0' if tap == EXTRA else f'br{int(tap[2:]) // PORTS}'

    def promiscuous(self, tap, changed=False):
        """Whether it is: every second one."""
        return tap != EXTRA and (int(tap[2:]) % 2 == 1 or (changed and tap == self.changed))

    def vlan(self, tap):
        """Its access VLAN, None without VLANs."""
        return FIRST_VLAN + int(tap[2:]) % VLANS if self.vlans else None


def address(bridge):
    """The bridge's MAC address."""
    return f'02:00:00:00:01:{int(bridge[2:]):02x}'
