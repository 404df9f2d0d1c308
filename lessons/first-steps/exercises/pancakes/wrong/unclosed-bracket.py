guests = int(input()  #! unclosed-bracket
print(guests * 3 + 1)
