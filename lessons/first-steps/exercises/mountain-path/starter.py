def climbs(heights):
    count = 0
    for i in range(len(heights)):
        if heights[i] < heights[i + 1]:
            count = count + 1
    return count


print(climbs([100, 140, 130, 190]))
