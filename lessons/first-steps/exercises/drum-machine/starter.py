beats = int(input())
print("dum")
