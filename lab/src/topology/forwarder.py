"""Joins two TUN devices and hands each packet over after a delay.

    forwarder.py NAME_A NAME_B DELAY_MS [KBIT_PER_S]

Stands in for `tc netem` where the kernel has none. With a rate, packets queue behind each other
as in a home router and are dropped once 250 ms of them wait. Prints "ready" when both devices
exist; the caller may then move them to other namespaces, since an open device keeps working. A
line "DELAY_MS KBIT_PER_S" on its standard input changes both for what comes from then on, and is
answered with "ready".
"""

import collections
import fcntl
import os
import select
import struct
import sys
import time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
LONGEST_QUEUE_S = 0.25


def open_tun(name):
    fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(fd, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
    return fd


def main(name_a, name_b, delay_ms, kbit_per_s=0.0):
    def measures(delay_ms, kbit_per_s):
        return float(delay_ms) / 1000, float(kbit_per_s) * 125

    delay, bytes_per_s = measures(delay_ms, kbit_per_s)
    a, b = open_tun(name_a), open_tun(name_b)
    other = {a: b, b: a}
    waiting = {a: collections.deque(), b: collections.deque()}
    free_at = {a: 0.0, b: 0.0}
    control = [sys.stdin.fileno()]
    print("ready", flush=True)
    while True:
        due = [queue[0][0] for queue in waiting.values() if queue]
        patience = max(0.0, min(due) - time.monotonic()) if due else None
        readable, _, _ = select.select([a, b, *control], [], [], patience)
        now = time.monotonic()
        for fd in readable:
            if fd in control:
                line = os.read(fd, 100)
                if line:
                    delay, bytes_per_s = measures(*line.split())
                    print("ready", flush=True)
                else:
                    control = []
                continue
            while True:
                try:
                    packet = os.read(fd, 65535)
                except BlockingIOError:
                    break
                except OSError:  # the device is down while it moves to its namespace
                    time.sleep(0.01)
                    break
                sent_at = now
                if bytes_per_s:
                    sent_at = max(now, free_at[fd]) + len(packet) / bytes_per_s
                    if sent_at - now > LONGEST_QUEUE_S:
                        continue
                    free_at[fd] = sent_at
                waiting[fd].append((sent_at + delay, packet))
        now = time.monotonic()
        for fd, queue in waiting.items():
            while queue and queue[0][0] <= now:
                try:
                    os.write(other[fd], queue.popleft()[1])
                except OSError:
                    pass  # the far side is down or full: a lost packet


if __name__ == "__main__":
    main(*sys.argv[1:])
