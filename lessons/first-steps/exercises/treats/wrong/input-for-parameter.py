def treats():
    dogs = int(input())  #! input-for-parameter
    cats = int(input())
    return 3 * dogs + 2 * cats
