name = input()
km = int(input())
price = 5 + 2 * km
print(f"Ticket {name}: {price}")
