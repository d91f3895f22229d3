"""Types a statement at the prompt of `playlist-lake query` in a terminal, and draws the screen as SVG."""

import sys
from html import escape

import pexpect
import pyte

COLUMNS, LINES = 100, 22
CHARACTER, LINE = 8.4, 18
COLOURS = {"red": "#f85149", "green": "#3fb950", "blue": "#58a6ff", "cyan": "#39c5cf", "brown": "#d29922"}
STATEMENT = "SELECT reason, count(*) AS entries FROM rejects_typed GROUP BY reason ORDER BY entries DESC;"


def screen_after(command: str, statement: str) -> pyte.Screen:
    """Returns the screen after the statement's result was printed."""
    screen = pyte.Screen(COLUMNS, LINES)
    stream = pyte.Stream(screen)
    program = pexpect.spawn(command, dimensions=(LINES, COLUMNS), encoding="utf-8", timeout=120)

    def read_until(text: str) -> None:
        program.expect_exact(text)
        stream.feed(program.before + program.after)

    read_until("> ")
    program.send(statement + "\r")
    read_until("rows)")
    read_until("> ")
    program.terminate(force=True)
    return screen


def svg(screen: pyte.Screen) -> str:
    """Draws the characters of a screen; empty lines at the end are left out."""
    last = max(line for line in range(LINES) if screen.display[line].strip())
    width, height = COLUMNS * CHARACTER + 32, (last + 1) * LINE + 32
    rows = []
    for line in range(last + 1):
        spans, column = [], 0
        cells = max((i + 1 for i in range(COLUMNS) if screen.buffer[line][i].data.strip()), default=0)
        while column < cells:
            cell = screen.buffer[line][column]
            end = column
            while end < cells and screen.buffer[line][end].fg == cell.fg and screen.buffer[line][end].bold == cell.bold:
                end += 1
            text = "".join(screen.buffer[line][i].data for i in range(column, end))
            if text.strip():
                fill = COLOURS.get(cell.fg, "#e6edf3")
                weight = ' font-weight="bold"' if cell.bold else ""
                length = f'textLength="{(end - column) * CHARACTER:.1f}" lengthAdjust="spacingAndGlyphs"'
                x = 16 + column * CHARACTER
                spans.append(f'<tspan x="{x:.1f}" fill="{fill}"{weight} {length}>{escape(text)}</tspan>')
            column = end
        rows.append(f'<text y="{28 + line * LINE}" xml:space="preserve">{"".join(spans)}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        'font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14">\n'
        "<title>The prompt of playlist-lake query</title>\n"
        f'<rect width="100%" height="100%" rx="8" fill="#0d1117"/>\n' + "\n".join(rows) + "\n</svg>\n"
    )


if __name__ == "__main__":
    command, target = sys.argv[1:]
    shown = screen_after(command, STATEMENT)
    with open(target, "w", encoding="utf-8") as file:
        file.write(svg(shown))
