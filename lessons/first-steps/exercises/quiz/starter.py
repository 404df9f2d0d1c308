questions = ["6 x 7?"]
answers = ["42"]
