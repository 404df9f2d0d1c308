beats = int(input())
for i in range(beats):
print("dum")  #! body-not-indented
print("TSS!")
