def treats(dogs, cats):
    print(3 * dogs + 2 * cats)  #! print-instead-of-return


treats(2, 1)
