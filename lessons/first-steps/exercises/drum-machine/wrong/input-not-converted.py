beats = input()  #! input-not-converted
for i in range(beats):
    print("dum")
print("TSS!")
