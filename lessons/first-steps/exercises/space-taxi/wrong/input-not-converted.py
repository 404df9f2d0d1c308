name = input()
km = input()  #! input-not-converted
price = 5 + 2 * km
print(f"Ticket {name}: {price}")
