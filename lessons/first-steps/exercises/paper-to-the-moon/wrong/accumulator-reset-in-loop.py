goal = int(input())
thickness = 1
while thickness < goal:
    folds = 0  #! accumulator-reset-in-loop
    thickness = thickness * 2
    folds = folds + 1
print(folds)
