height = input()
