def treats(dogs, cats):
    dogs = 2  #! parameter-overwritten
    cats = 1
    return 3 * dogs + 2 * cats


print(treats(2, 1))
