"""The neighbour's side: floods the host with datagrams, talks to it, and says how that went.

Runs in the neighbour's namespace. It is told what to do by lines on its standard input, and answers each with a line:
    configure  take the addresses
    start      begin, and answer once the host does
    measure    count from now on
    settle     answer with what was lost since, once nothing more gets lost
The answers are JSON. It ends when its input does. All happens in one thread, so that none waits for another.
"""

import json
import select
import subprocess
import sys
import time

from handover.addresses import FAMILIES, NEIGHBOUR, NIC, with_prefix
from handover.conversation import Conversation
from handover.flood import INTERVAL, UNDER_WAY, Flood

# So long nothing may get lost before a move counts as done, and at least so long one is watched: duplicate address
# detection, and the kernel's notice that a link runs, come up to two seconds after their cause.
QUIET = 0.5
WATCHED = 3
# When it is not done by then, it is cut off. TCP doubles its patience with each try, to 6.4 s and then 12.8 s.
LIMIT = 30

# Without duplicate address detection.
AT_ONCE = {4: '', 6: 'nodad'}


def configure():
    """Gives the neighbour its addresses, usable at once."""
    commands = ['link set lo up', f'link set {NIC} up']
    commands += [f'address add {with_prefix(NEIGHBOUR, family)} dev {NIC} {AT_ONCE[family]}' for family in FAMILIES]
    subprocess.run(['ip', '-batch', '-'], input='\n'.join(commands), text=True, check=True)


class Neighbour:
    """The floods and conversations of both families."""

    def __init__(self):
        self.floods = {family: Flood(family) for family in FAMILIES}
        self.conversations = {}
        self.sockets = {flood.socket: flood for flood in self.floods.values()}
        self.next = time.monotonic()
        self.measured_from = None
        self.mark = None

    def converse(self):
        """Opens the connections."""
        self.conversations = {family: Conversation(family) for family in FAMILIES}
        self.sockets |= {conversation.socket: conversation for conversation in self.conversations.values()}
        # What became due meanwhile is not made up for.
        self.next = time.monotonic()

    def step(self, others=()):
        """Does what is due and waits for the next thing; returns those of the others that can be read."""
        now = time.monotonic()
        while self.next <= now:
            for flood in self.floods.values():
                flood.send()
            for conversation in self.conversations.values():
                conversation.ask(now)
            self.next += INTERVAL
        open_sockets = [each for each, user in self.sockets.items() if not getattr(user, 'failure', None)]
        readable, _, _ = select.select([*open_sockets, *others], [], [], max(0, self.next - time.monotonic()))
        now = time.monotonic()
        for each in readable:
            if each in self.sockets:
                self.sockets[each].receive(now)
        return [each for each in readable if each in others]

    def is_quiet(self):
        """Whether nothing has got lost for a while."""
        count = int(QUIET / INTERVAL)
        return all(
            flood.sent > count + UNDER_WAY and flood.is_whole(flood.sent - count - UNDER_WAY, flood.sent - UNDER_WAY)
            for flood in self.floods.values())

    def wait(self, condition, limit=LIMIT):
        """Goes on until something is so; says whether it came to be."""
        end = time.monotonic() + limit
        while not condition():
            if time.monotonic() > end:
                return False
            # The condition is not cheap.
            for _ in range(100):
                self.step()
        return True

    def start(self):
        """Begins."""
        if not self.wait(self.is_quiet):
            answered = {family: sum(map(bool, flood.answered_at)) for family, flood in self.floods.items()}
            return {'failure': f'the host does not answer all: {answered} of {self.floods[4].sent} datagrams'}
        self.converse()
        return {}

    def measure(self):
        """Counts from now on."""
        # These are surely answered.
        self.mark = {family: flood.sent - UNDER_WAY for family, flood in self.floods.items()}
        self.measured_from = time.monotonic()
        return {}

    def settle(self):
        """Waits until nothing more gets lost, and tells what was."""
        began = time.monotonic()

        def is_done():
            # Since a while ago, not since the move: a message that was answered before it says nothing.
            then = time.monotonic() - QUIET
            return (
                time.monotonic() - began > WATCHED - QUIET and self.is_quiet()
                and all(each.failure or each.has_talked_since(then) for each in self.conversations.values()))

        is_settled = self.wait(is_done)
        now = time.monotonic()
        return {
            'settled': is_settled,
            'udp': {str(family): flood.since(self.mark[family], now) for family, flood in self.floods.items()},
            'tcp': {
                str(family): each.since(self.measured_from, now) for family, each in self.conversations.items()},
        }


def main():
    print('ready', flush=True)
    sys.stdin.readline()
    configure()
    print('{}', flush=True)
    sys.stdin.readline()
    neighbour = Neighbour()
    print(json.dumps(neighbour.start()), flush=True)
    while True:
        if neighbour.step([sys.stdin]):
            # Each line waits for the answer to the one before, so there is never a second one in the buffer.
            word = sys.stdin.readline().strip()
            if not word:
                return
            print(json.dumps({'measure': neighbour.measure, 'settle': neighbour.settle}[word]()), flush=True)


if __name__ == '__main__':
    main()
