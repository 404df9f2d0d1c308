def check(input, output):
    """A story has at least three lines with something in them."""
    lines = [line for line in output.splitlines() if line.strip()]
    return len(lines) >= 3 or f"{len(lines)} / 3"
