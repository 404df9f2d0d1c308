steps = int(input())
for step in range(steps):  #! range-from-zero
    print("#" * step)
