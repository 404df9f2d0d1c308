goal = int(input())
thickness = 0  #! product-starts-at-zero
folds = 0
while thickness < goal:
    thickness = thickness * 2
    folds = folds + 1
print(folds)
