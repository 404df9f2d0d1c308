last = int(input())
for number in range(1, last + 1):
    if number % 3:  #! condition-reversed
        print("ZAP")
    else:
        print(number)
