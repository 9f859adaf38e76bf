"""Numbered datagrams to the host, at 1,000 a second."""

import array
import socket
import struct

from handover.addresses import HOST, NEIGHBOUR, PORT
from handover.echo import SOCKET_FAMILY

INTERVAL = 0.001
# So many of the last may be unanswered though nothing is wrong: one of the two may have to wait for a processor.
UNDER_WAY = 100


class Flood:
    """The datagrams of one family, and what became of each."""

    def __init__(self, family):
        self.socket = socket.socket(SOCKET_FAMILY[family], socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        self.socket.bind((NEIGHBOUR[family], 0))
        self.socket.connect((HOST[family], PORT))
        # By number: when the answer came, 0 while there is none, and the host's count in it.
        self.answered_at = array.array('d')
        self.counts = array.array('Q')

    @property
    def sent(self):
        """How many have been sent; the number of the next one."""
        return len(self.answered_at)

    def send(self):
        """Sends the next one. One that the own kernel refuses to send counts as lost like any other."""
        number = self.sent
        self.answered_at.append(0)
        self.counts.append(0)
        try:
            self.socket.send(struct.pack('!Q', number))
        except OSError:
            pass

    def receive(self, now):
        """Takes the answers that have come."""
        while True:
            try:
                number, count = struct.unpack('!QQ', self.socket.recv(64))
            except BlockingIOError:
                return
            except OSError:
                # An ICMP error about an earlier datagram.
                continue
            self.answered_at[number] = now
            self.counts[number] = count

    def is_whole(self, start, stop):
        """Whether all of these numbers were answered."""
        return all(self.answered_at[number] for number in range(start, stop))

    def since(self, start, now):
        """What was lost from number `start` on."""
        answered = [number for number in range(start, self.sent) if self.answered_at[number]]
        if not answered:
            # The move before has already cut the host off.
            sent = self.sent - start
            return {'sent': sent, 'lost': sent, 'unanswered': sent, 'gap_ms': round(sent * INTERVAL * 1000, 1)}
        first, last = answered[0], answered[-1]
        # Those after the last answer are still under way, unless it was long ago.
        pending = self.sent - 1 - last
        if pending <= UNDER_WAY:
            pending = 0
        times = sorted(self.answered_at[number] for number in answered) + [now]
        gaps = [later - earlier for earlier, later in zip(times, times[1:])]
        return {
            'sent': self.sent - start,
            'lost': (last - first) - (self.counts[last] - self.counts[first]) + pending,
            'unanswered': (last - first + 1 - len(answered)) + pending,
            'gap_ms': round(max(gaps, default=0) * 1000, 1),
        }
