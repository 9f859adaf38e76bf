"""What the host looks like: read with `ip`, never while something is measured."""

import json
import subprocess
import time

from handover.addresses import BRIDGE, FAMILIES, HOST, NEIGHBOUR, NIC, PREFIX
from rig.failure import Failure


def ip_json(*arguments):
    """What `ip -j` prints."""
    output = subprocess.run(['ip', '-j', *arguments], capture_output=True, text=True, check=True).stdout
    return json.loads(output or '[]')


def links():
    """The links by name, with their addresses."""
    return {link['ifname']: link for link in ip_json('address')}


def default_routes(family):
    """Over which links the default routes lead that go by the neighbour."""
    routes = ip_json(f'-{family}', 'route', 'show', 'default')
    return [route['dev'] for route in routes if route.get('gateway') == NEIGHBOUR[family]]


def global_addresses(link):
    """Those that one would miss."""
    return {
        (address['local'], address['prefixlen']) for address in link['addr_info'] if address['scope'] == 'global'}


def settle():
    """Waits until the host's addresses can be used: duplicate address detection takes a second or two."""
    end = time.monotonic() + 10
    while any(
            'tentative' in address or 'optimistic' in address
            for link in links().values() for address in link['addr_info']):
        if time.monotonic() > end:
            raise Failure('addresses stay tentative')
        time.sleep(0.1)


def whole_move(which):
    """What is missing for the move to be whole; None when nothing is."""
    now = links()
    bearer, other = (BRIDGE, NIC) if which == 'attach' else (NIC, BRIDGE)
    wanted = {(HOST[family], PREFIX[family]) for family in FAMILIES}
    if which == 'attach' and now[NIC].get('master') != BRIDGE:
        return f'{NIC} is not a port of {BRIDGE}'
    if which == 'release' and BRIDGE in now:
        return f'{BRIDGE} is still there'
    if global_addresses(now[bearer]) != wanted:
        return f'{bearer} has not the addresses, but {sorted(global_addresses(now[bearer]))}'
    if other in now and global_addresses(now[other]):
        return f'{other} still has {sorted(global_addresses(now[other]))}'
    for family in FAMILIES:
        if default_routes(family) != [bearer]:
            return f'the default route of IPv{family} is over {default_routes(family) or "nothing"}'
    return None


def configuration():
    """What the release has to bring back: the NIC, its addresses in their order with their flags, and all routes."""
    link = dict(links()[NIC])
    # These tell of the queueing discipline and the moment.
    for key in ('qdisc', 'operstate'):
        link.pop(key, None)
    return {'nic': link, 'routes': {family: ip_json(f'-{family}', 'route') for family in FAMILIES}}
