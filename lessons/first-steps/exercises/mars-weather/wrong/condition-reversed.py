def warmest(temps):
    best = temps[0]
    for temp in temps:
        if temp < best:  #! condition-reversed
            best = temp
    return best
