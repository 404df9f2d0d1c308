goal = int(input())
thickness = 1
folds = 0
while thickness < goal:
    thickness * 2  #! expression-discarded
    folds = folds + 1
print(folds)
