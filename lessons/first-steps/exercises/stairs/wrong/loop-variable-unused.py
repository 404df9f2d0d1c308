steps = int(input())
for step in range(1, steps + 1):
    print("#" * steps)  #! loop-variable-unused
