names = []
name = input()
while name != "stop":
    names = [name]  #! accumulator-overwritten
    name = input()
print(len(names))
for name in names:
    print(name)
