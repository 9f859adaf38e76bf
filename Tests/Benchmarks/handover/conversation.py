"""An open TCP connection over which a small message goes to the host and back, again and again."""

import socket

from handover.addresses import HOST, NEIGHBOUR, PORT

MESSAGE = b'are you still there?'


class Conversation:
    """The connection of one family."""

    def __init__(self, family):
        self.socket = socket.create_connection((HOST[family], PORT), 5, (NEIGHBOUR[family], 0))
        self.socket.setblocking(False)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.asked_at = None
        self.received = 0
        # When each exchange began and how long it took.
        self.exchanges = []
        self.failure = None

    def ask(self, now):
        """Sends a message, if the answer to the last one is there."""
        if self.asked_at is not None or self.failure:
            return
        self.asked_at = now
        try:
            self.socket.send(MESSAGE)
        except OSError as error:
            self.failure = str(error)

    def receive(self, now):
        """Takes what has come of the answer."""
        try:
            answer = self.socket.recv(64)
        except BlockingIOError:
            return
        except OSError as error:
            self.failure = str(error)
            return
        if not answer:
            self.failure = 'closed by the host'
            return
        self.received += len(answer)
        if self.received == len(MESSAGE):
            self.received = 0
            self.exchanges.append((self.asked_at, now - self.asked_at))
            self.asked_at = None

    def has_talked_since(self, then):
        """Whether a message sent after that time was answered."""
        return bool(self.exchanges) and self.exchanges[-1][0] > then

    def since(self, then, now):
        """How it fared from that time on: those exchanges count that ended after it."""
        lengths = [length for start, length in self.exchanges if start + length > then]
        if self.asked_at is not None:
            lengths.append(now - self.asked_at)
        return {
            'survived': self.failure is None and self.has_talked_since(then),
            'failure': self.failure,
            'stall_ms': round(max(lengths, default=0) * 1000, 1),
        }
