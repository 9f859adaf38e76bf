"""The host's side: answers every datagram and every message of a connection.

The answer to a datagram is the datagram and the number of those that have come so far, so that the asker can tell what
got lost on the way there from what got lost on the way back. Runs in the host's namespace, until it is killed.
"""

import errno
import selectors
import socket
import struct
import sys

from handover.addresses import FAMILIES, HOST, PORT

# Of <netinet/in.h>: an address can be bound to that is not there yet, or not usable yet.
FREEBIND = {4: (socket.IPPROTO_IP, 15), 6: (socket.IPPROTO_IPV6, 78)}
SOCKET_FAMILY = {4: socket.AF_INET, 6: socket.AF_INET6}


def opened(family, kind):
    """A socket bound to the host's address: its answers never come from another."""
    result = socket.socket(SOCKET_FAMILY[family], kind | socket.SOCK_NONBLOCK)
    result.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    result.setsockopt(*FREEBIND[family], 1)
    result.bind((HOST[family], PORT))
    return result


def main():
    selector = selectors.DefaultSelector()
    counts = dict.fromkeys(FAMILIES, 0)

    def answer_datagrams(flood, family):
        while True:
            try:
                datagram, sender = flood.recvfrom(64)
            except BlockingIOError:
                return
            except OSError:
                # What an earlier answer met with, such as "no route to host".
                continue
            counts[family] += 1
            try:
                flood.sendto(datagram + struct.pack('!Q', counts[family]), sender)
            except OSError:
                # While the address moves there may be no way back: that is what is being measured.
                pass

    def answer_message(connection, _):
        try:
            message = connection.recv(4096)
            if message:
                connection.sendall(message)
                return
        except BlockingIOError:
            return
        except OSError as error:
            print(f'connection: {errno.errorcode[error.errno]}', file=sys.stderr)
        selector.unregister(connection)
        connection.close()

    def accept(listener, family):
        connection, _ = listener.accept()
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(connection, selectors.EVENT_READ, (answer_message, family))

    for family in FAMILIES:
        flood = opened(family, socket.SOCK_DGRAM)
        # A receiver that has to wait for a processor loses nothing.
        flood.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        selector.register(flood, selectors.EVENT_READ, (answer_datagrams, family))
        listener = opened(family, socket.SOCK_STREAM)
        listener.listen()
        selector.register(listener, selectors.EVENT_READ, (accept, family))
    print('ready', flush=True)
    while True:
        for key, _ in selector.select():
            respond, family = key.data
            respond(key.fileobj, family)


if __name__ == '__main__':
    main()
