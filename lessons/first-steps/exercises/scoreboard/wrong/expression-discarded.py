pandas = 2
cobras = 1

pandas + 1  #! expression-discarded
print(pandas, "-", cobras)
