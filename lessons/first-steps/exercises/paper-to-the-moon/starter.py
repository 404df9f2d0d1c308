goal = int(input())
thickness = 1
