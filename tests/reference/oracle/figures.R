# Figures of the other families, a line each: what was asked (family, run), where it stands in the program's result
# (table, key), its name, R's value and the scale that decides where it is about 0.
families <- list()
figure_header <- "design,family,run,table,key,figure,value,scale"

lines_of <- function(o, family, run, table, key, values, scale = NA) {
  values <- unlist(lapply(values, exact))
  paste(o$design, family, run, table, paste0("\"", key, "\""), names(values), values, exact(scale), sep = ",")
}

# A run that ends with an error: its code, or several that may stand there, `|` between them.
refusal <- function(o, family, run, codes) paste(o$design, family, run, "run", "", "refused", codes, "", sep = ",")
