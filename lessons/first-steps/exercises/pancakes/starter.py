guests = input()
