beats = int(input())
for i in range(beats):
    print("dum")
    print("TSS!")  #! line-inside-loop
