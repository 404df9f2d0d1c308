days = int(input())
total = 0
for day in range(days):
    km = int(input())
total = total + km  #! line-outside-loop
print("Total:", total)
