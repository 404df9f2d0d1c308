name = input()
km = int(input())
price = (5 + 2) * km  #! precedence
print(f"Ticket {name}: {price}")
