def treats(dogs, cats):
    total = 3 * dogs + 2 * cats  #! missing-return


print(treats(2, 1))
