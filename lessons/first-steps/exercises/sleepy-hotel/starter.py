animal = input()
