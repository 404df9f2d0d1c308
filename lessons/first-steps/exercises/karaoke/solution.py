names = []
name = input()
while name != "stop":
    names.append(name)
    name = input()
print(len(names))
for name in names:
    print(name)
