def warmest(temps):
    best = 0  #! max-seeded-with-zero
    for temp in temps:
        if temp > best:
            best = temp
    return best
