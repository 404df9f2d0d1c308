def check(input, output):
    """With wrong answers only, the last line is 0/n, and n is at least 3."""
    lines = output.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    last = lines[-1].strip() if lines else ""
    score, slash, asked = last.partition("/")
    if score.strip() == "0" and asked.strip().isdecimal() and int(asked) >= 3:
        return True
    return f"'{last[:40]}' ≠ '0/3'"
