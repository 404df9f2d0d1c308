names = []
name = input()
while name != "stop":
    names = names.append(name)  #! none-from-method
    name = input()
print(len(names))
for name in names:
    print(name)
