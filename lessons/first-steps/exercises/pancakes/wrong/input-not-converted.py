guests = input()  #! input-not-converted
print(guests * 3 + 1)
