days = int(input())
total = 0
for day in range(days):
    km = int(input())
    total = km  #! accumulator-overwritten
print("Total:", total)
