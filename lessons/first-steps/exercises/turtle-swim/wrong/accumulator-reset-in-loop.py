days = int(input())
for day in range(days):
    total = 0  #! accumulator-reset-in-loop
    km = int(input())
    total = total + km
print("Total:", total)
