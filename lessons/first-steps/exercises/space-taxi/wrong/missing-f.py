name = input()
km = int(input())
price = 5 + 2 * km
print("Ticket {name}: {price}")  #! missing-f
