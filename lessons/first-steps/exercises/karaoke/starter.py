names = []
name = input()
