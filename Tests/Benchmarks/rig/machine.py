"""The machine, as far as numbers depend on it."""

import os
import platform


def processor():
    """What the processor calls itself."""
    with open('/proc/cpuinfo', encoding='utf-8') as file:
        names = [line.split(':', 1)[1].strip() for line in file if line.startswith('model name')]
    return names[0] if names else platform.machine()


def machine():
    """For a document."""
    return {'processor': processor(), 'processors': os.cpu_count(), 'kernel': platform.release()}


def sentence():
    """For people."""
    return f'{os.cpu_count()} processors ({processor()}), Linux {platform.release()}'
