energy = 5
if energy > 3:
    print("zoom")
    energy = energy - 3
if energy > 3:
    print("boom")
else:
    print("zzz")
print(energy)
