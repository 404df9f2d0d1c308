goal = int(input())
thickness = 1
folds = 0
while thickness <= goal:  #! less-for-less-or-equal
    thickness = thickness * 2
    folds = folds + 1
print(folds)
