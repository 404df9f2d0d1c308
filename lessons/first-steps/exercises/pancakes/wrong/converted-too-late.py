guests = input()
pancakes = int(guests * 3) + 1  #! converted-too-late
print(pancakes)
