pandas = 2
cobras = 1

pandas = pandas + 1
print(pandas, -, cobras)  #! missing-quotes
