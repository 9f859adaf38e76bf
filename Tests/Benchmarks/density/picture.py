"""The measurements as one picture: a line for each contender, a panel for each phase, both axes logarithmic."""

import math
from html import escape

from density.contenders.limit import Limit
from density.contenders.vnetctl import Vnetctl
from density.phases import ADD, CHANGE, CREATE, DESTROY, REAPPLY, ROLLBACK
from rig.machine import sentence

PANELS = (CREATE, DESTROY, REAPPLY, CHANGE, ADD, ROLLBACK)
COLUMNS = 3
WIDTH, HEIGHT = 340, 260
# Around the plot within its panel.
LEFT, RIGHT, TOP, BOTTOM = 62, 22, 34, 40
HEADER, LEGEND_LINE = 44, 22
# Legible on white and on black: of Okabe and Ito's palette for the colour-blind, and like it.
COLOURS = ('#e69f00', '#a0703c', '#009e73', '#3b9fd8', '#5470c6', '#cc79a7', '#9467bd', '#8c8c8c')
STYLE = '''
    .ground { fill: #ffffff }
    text { font: 12px system-ui, sans-serif; fill: #1f2328 }
    .title { font-size: 15px; font-weight: 600 } .phase { font-size: 13px; font-weight: 600 } .small { font-size: 11px }
    .frame { fill: none; stroke: #8c959f; stroke-width: 1 }
    .grid { stroke: #8c959f; stroke-opacity: .25; stroke-width: 1 }
    .line { fill: none; stroke-width: 1.5; stroke-linejoin: round }
    .limit { stroke: #1f2328; stroke-dasharray: 4 3 } .limit-dot { fill: #1f2328 }
    .vnetctl { stroke: #d1242f; stroke-width: 3 } .vnetctl-dot { fill: #d1242f }
    @media (prefers-color-scheme: dark) {
      .ground { fill: #0d1117 } text { fill: #e6edf3 } .limit { stroke: #e6edf3 } .limit-dot { fill: #e6edf3 }
      .vnetctl { stroke: #ff6b6b } .vnetctl-dot { fill: #ff6b6b }
    }
'''


def appearance(names):
    """By contender: the attributes of its line and of its dots."""
    colours = iter(COLOURS * len(names))
    result = {}
    for name in names:
        if name in (Limit.name, Vnetctl.name):
            result[name] = (f'class="line {name}"', f'class="{name}-dot"')
        else:
            colour = next(colours)
            result[name] = (f'class="line" stroke="{colour}"', f'fill="{colour}"')
    return result


def label(milliseconds):
    """`1 ms`, `10 s`"""
    return f'{milliseconds // 1000:g} s' if milliseconds >= 1000 else f'{milliseconds:g} ms'


class Panel:
    """The plot of one phase."""

    def __init__(self, results, phase, sizes):
        self.phase = phase
        self.sizes = sizes
        self.points = {
            name: [(size, took) for size in sizes if (took := results.milliseconds(name, size, phase)) is not None]
            for name in results.names}
        times = [took for points in self.points.values() for _, took in points] or [1, 10]
        self.low = math.floor(math.log10(min(times)))
        self.high = max(self.low + 1, math.ceil(math.log10(max(times))))

    def x(self, size):
        """Where a size is."""
        low, high = math.log10(self.sizes[0]), math.log10(self.sizes[-1])
        share = (math.log10(size) - low) / (high - low) if high > low else 0.5
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, milliseconds):
        """Where a time is."""
        share = (math.log10(milliseconds) - self.low) / (self.high - self.low)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    def axes(self):
        """The frame and its labels."""
        yield f'<text class="phase" x="{LEFT}" y="{TOP - 10}">{escape(self.phase)}</text>'
        for power in range(self.low, self.high + 1):
            y = self.y(10 ** power)
            yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>'
            yield f'<text class="small" text-anchor="end" x="{LEFT - 6}" y="{y + 4}">{label(10 ** power)}</text>'
        for size in self.sizes:
            x = self.x(size)
            yield f'<line class="grid" x1="{x}" x2="{x}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>'
            yield f'<text class="small" text-anchor="middle" x="{x}" y="{HEIGHT - BOTTOM + 16}">{size:,}</text>'
        yield (f'<rect class="frame" x="{LEFT}" y="{TOP}" width="{WIDTH - LEFT - RIGHT}" '
               f'height="{HEIGHT - TOP - BOTTOM}"/>')

    def lines(self, looks):
        """The contenders; the one that all is about on top."""
        for name in sorted(self.points, key=lambda each: each == Vnetctl.name):
            line, dot = looks[name]
            places = [(self.x(size), self.y(took)) for size, took in self.points[name]]
            if len(places) > 1:
                yield f'<polyline {line} points="{" ".join(f"{x},{y}" for x, y in places)}"/>'
            for x, y in places:
                yield f'<circle {dot} cx="{x}" cy="{y}" r="{4 if name == Vnetctl.name else 2.5}"/>'


def legend(names, looks, width):
    """Who is who."""
    step = width / 5
    for number, name in enumerate(names):
        line, dot = looks[name]
        x, y = 20 + number % 5 * step, number // 5 * LEGEND_LINE
        yield f'<line {line} x1="{x:g}" x2="{x + 26:g}" y1="{y}" y2="{y}"/>'
        yield f'<circle {dot} cx="{x + 13:g}" cy="{y}" r="3"/>'
        yield f'<text x="{x + 34:g}" y="{y + 4}">{escape(name)}</text>'


def svg(results):
    """The picture."""
    sizes = [size for size in results.sizes if size] or [1]
    looks = appearance(results.names)
    width, rows = COLUMNS * WIDTH, -(-len(PANELS) // COLUMNS)
    plots = HEADER + rows * HEIGHT
    height = plots + -(-len(results.names) // 5) * LEGEND_LINE + 14
    what = 'TAPs with access VLANs' if results.vlans else 'TAPs'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="img" aria-labelledby="title">',
        f'  <title id="title">How long vnetctl and others take for so many {what}</title>',
        f'  <style>{STYLE}  </style>', f'  <rect class="ground" width="{width}" height="{height}"/>',
        f'  <text class="title" x="20" y="22">Time for so many {what}</text>',
        f'  <text class="small" x="20" y="39">Medians, whole process; {escape(sentence())}. Below is better.</text>']
    for number, phase in enumerate(PANELS):
        panel = Panel(results, phase, sizes)
        lines.append(f'  <g transform="translate({number % COLUMNS * WIDTH},{HEADER + number // COLUMNS * HEIGHT})">')
        lines += [f'    {part}' for part in (*panel.axes(), *panel.lines(looks))]
        lines.append('  </g>')
    lines.append(f'  <g transform="translate(0,{plots + 10})">')
    lines += [f'    {part}' for part in legend(results.names, looks, width)]
    return '\n'.join([*lines, '  </g>', '</svg>', ''])
