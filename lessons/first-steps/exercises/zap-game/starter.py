last = int(input())
