def treats(dogs, cats):
    return dogs + cats


print(treats(2, 1))
