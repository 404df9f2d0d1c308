km = int(input())  #! inputs-in-wrong-order
name = input()
price = 5 + 2 * km
print(f"Ticket {name}: {price}")
