"""Who is who on the wire: addresses for documentation, of RFC 5737 and RFC 3849."""

NIC = 'eth0'
BRIDGE = 'br0'
MAC = '52:54:00:aa:00:01'

# By the family as `ip` numbers it: the host's address, its length of prefix, and the neighbour, the host's router.
HOST = {4: '192.0.2.7', 6: '2001:db8::7'}
PREFIX = {4: 24, 6: 64}
NEIGHBOUR = {4: '192.0.2.1', 6: '2001:db8::1'}
FAMILIES = (4, 6)

# One for datagrams, one for connections; their numbers mean nothing.
PORT = 7007


def with_prefix(addresses, family):
    """`192.0.2.7/24`"""
    return f'{addresses[family]}/{PREFIX[family]}'
