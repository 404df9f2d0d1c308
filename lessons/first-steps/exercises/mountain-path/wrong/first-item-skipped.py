def climbs(heights):
    count = 0
    for i in range(1, len(heights) - 1):  #! first-item-skipped
        if heights[i] < heights[i + 1]:
            count = count + 1
    return count


print(climbs([100, 140, 130, 190]))
