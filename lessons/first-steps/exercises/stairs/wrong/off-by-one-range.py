steps = int(input())
for step in range(1, steps):  #! off-by-one-range
    print("#" * step)
