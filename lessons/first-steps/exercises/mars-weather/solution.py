def warmest(temps):
    best = temps[0]
    for temp in temps:
        if temp > best:
            best = temp
    return best


print(warmest([-60, -12, -35]))
