name = input()
while name != "stop":
    names = []  #! accumulator-reset-in-loop
    names.append(name)
    name = input()
print(len(names))
for name in names:
    print(name)
