guests = int(input())
print(guests * 3 + 1)
