"""Goes through a phase by IPRoute of pyroute2: a request for each thing, and the answer awaited."""

import sys

from density.phases import ADD, CHANGE, CREATE
from density.workload import EXTRA, MTU, Workload, address
from pyroute2 import IPRoute

IFF_UP = 0x1
IFF_PROMISC = 0x100
PVID_UNTAGGED = 0x6


def index(ipr, name):
    """The number of a link."""
    return ipr.link_lookup(ifname=name)[0]


def create_tap(ipr, workload, name, bridge):
    """Makes a TAP on the bridge of that number."""
    ipr.link('add', ifname=name, kind='tuntap', mode='tap')
    flags = IFF_UP | (IFF_PROMISC if workload.promiscuous(name) else 0)
    number = index(ipr, name)
    ipr.link('set', index=number, mtu=MTU, master=bridge, flags=flags, change=flags)
    if workload.vlans:
        ipr.vlan_filter('add', index=number, vlan_info={'vid': workload.vlan(name), 'flags': PVID_UNTAGGED})


def create_bridge(ipr, workload, name):
    """Makes a bridge."""
    filtering = {'br_vlan_filtering': 1, 'br_vlan_default_pvid': 0} if workload.vlans else {}
    ipr.link('add', ifname=name, kind='bridge', address=address(name), mtu=MTU, **filtering)
    ipr.link('set', index=index(ipr, name), state='up')


def run(ipr, phase, workload):
    """Goes through a phase."""
    if phase == CREATE:
        for bridge in workload.bridges:
            create_bridge(ipr, workload, bridge)
        numbers = {bridge: index(ipr, bridge) for bridge in workload.bridges}
        for name in workload.taps:
            create_tap(ipr, workload, name, numbers[workload.bridge(name)])
    elif phase == ADD:
        create_tap(ipr, workload, EXTRA, index(ipr, workload.bridge(EXTRA)))
    elif phase == CHANGE:
        ipr.link('set', index=index(ipr, workload.changed), flags=IFF_PROMISC, change=IFF_PROMISC)
    else:
        for name in workload.taps + workload.bridges:
            ipr.link('del', index=index(ipr, name))


def main():
    phase, count, vlans = sys.argv[1:]
    with IPRoute() as ipr:
        run(ipr, phase, Workload(int(count), bool(vlans)))


if __name__ == '__main__':
    main()
