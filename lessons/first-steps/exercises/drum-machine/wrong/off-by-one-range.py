beats = int(input())
for i in range(1, beats):  #! off-by-one-range
    print("dum")
print("TSS!")
