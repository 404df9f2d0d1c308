names = []
name = input()
while name != "stop":
    name = input()  #! update-before-use
    names.append(name)
print(len(names))
for name in names:
    print(name)
