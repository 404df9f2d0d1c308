def warmest(temps):
    for temp in temps:
        print(temp)


print(warmest([-60, -12, -35]))
