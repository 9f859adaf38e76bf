"""Tables of text."""


def aligned(rows, words):
    """The lines of a table: the columns whose numbers are in `words` to the left, the others, which hold numbers, to
    the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        padded = [
            cell.ljust(width) if column in words else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths))]
        lines.append('  '.join(padded).rstrip())
    return lines
