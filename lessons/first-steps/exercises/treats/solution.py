def treats(dogs, cats):
    return 3 * dogs + 2 * cats


print(treats(2, 1))
