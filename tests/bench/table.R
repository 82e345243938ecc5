# R survey on the file of bench_table: the 12 x 8 table by svyby, from the design in memory to estimates with their errors.
# Rscript tests/bench/table.R FILE.csv
suppressMessages(library(survey))
d <- read.csv(commandArgs(TRUE)[1])
items <- sprintf("y%02d", 1:12)
for (k in 1:12) {
  answer <- d[[sprintf("v%02d", k)]]
  d[[items[k]]] <- ifelse(answer == 1, 1, ifelse(answer == 2, 0, NA))
}
d$sexage <- d$sex * 10 + d$agegrp
s <- svydesign(~psu, strata = ~stratum, weights = ~weight, fpc = ~fpc_psu, data = d, nest = TRUE)
seconds <- system.time(
  for (by in c("sex", "agegrp", "educ", "area", "disab", "region", "muni", "sexage")) {
    for (item in items) svyby(reformulate(item), reformulate(by), s, svymean, na.rm = TRUE)
  })[["elapsed"]]
cat(seconds, "s, survey", as.character(packageVersion("survey")), "\n")
