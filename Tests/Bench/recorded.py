"""The ratios that README.md records, and how a run compares with them."""

from pathlib import Path

README = Path(__file__).with_name("README.md")
COLUMNS = ("work", "curl", "posthaste", "ratio", "aim")


def markdown(rows):
    """The rows as the table that README.md holds."""
    lines = ["| " + " | ".join(COLUMNS) + " |", "|---|---|---|---|---|"]
    for label, left, right, ratio, aim, met in rows:
        aim += "" if met else ", missed"
        lines.append(f"| {label} | {left} | {right} | {ratio:.2f} | {aim} |")
    return "\n".join(lines)


def recorded_ratios():
    """Label → ratio, for each row of the table in README.md."""
    ratios = {}
    for line in README.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == len(COLUMNS) and cells[3].replace(".", "", 1).isdigit():
            ratios[cells[0]] = float(cells[3])
    return ratios


def worse_rows(rows, tolerance):
    """The rows whose ratio is above the recorded one by more than the tolerance, as lines.

    A difference that was recorded as nothing may be anything within its aim.
    """
    recorded = recorded_ratios()
    for label, _, _, ratio, _, _ in rows:
        known = recorded.get(label)
        if known == 0:
            known = 1
        if known is None:
            yield f"{label}: {ratio:.2f}, not recorded in {README.name}"
        elif ratio > known * (1 + tolerance):
            yield f"{label}: {ratio:.2f}, recorded {known:.2f}"
