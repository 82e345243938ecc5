# The sample study's physical violence by region as offices with other conventions would have published it, by R's
# survey.
#   Rscript verify_vaw.R DATA.sav OUTPUT_FOLDER      writes one CSV for each convention
# Acts and the battery are those of national_vaw.R, which is read up to its design.
folder <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
for (part in parse(file.path(folder, "national_vaw.R"))) {
  eval(part)
  if (exists("design")) break
}

table_of <- function(y, base, weight = d$fac_mujer, ids = ~upm, strata = ~estrato, interval = "logit") {
  d$y <- y
  d$w <- weight
  whole <- svydesign(ids = ids, strata = strata, weights = ~w, data = d, nest = TRUE)
  do.call(rbind, lapply(1:5, function(region) {
    inside <- base & !is.na(d$y) & d$region %in% region
    s <- whole[inside, ]
    m <- svymean(~y, s)
    p <- as.numeric(coef(m))
    se <- as.numeric(SE(m))
    t <- qt(0.975, degf(s))
    limits <- if (interval == "wald") p + c(-1, 1) * t * se else plogis(qlogis(p) + c(-1, 1) * t * se / (p * (1 - p)))
    data.frame(code = region, estimate = sprintf("%.6f", 100 * p), se = sprintf("%.6f", 100 * se),
               ci_low = sprintf("%.6f", 100 * limits[1]), ci_high = sprintf("%.6f", 100 * limits[2]), n = sum(inside))
  }))
}

# Three-valued or of the acts.
kleene <- {
  m <- vapply(acts$physical, last_year, numeric(nrow(d)))
  y <- ifelse(rowSums(m == 1, na.rm = TRUE) > 0, 1, ifelse(rowSums(is.na(m)) > 0, NA, 0))
  ifelse(ever_partnered, y, NA)
}
partnered <- ever_partnered & d$edad >= 15
y <- d$y_physical
everybody <- ifelse(is.na(y) & !ever_partnered, 0, y)
tables <- list(
  vaw_official = table_of(y, partnered),
  vaw_all_women = table_of(everybody, d$edad >= 15),
  vaw_missing_no = table_of(ifelse(is.na(y) & ever_partnered, 0, y), partnered),
  vaw_kleene = table_of(kleene, partnered),
  vaw_unweighted = table_of(y, partnered, weight = rep(1, nrow(d))),
  vaw_no_design = table_of(y, partnered, ids = ~1, strata = NULL),
  vaw_no_strata = table_of(y, partnered, strata = NULL),
  vaw_wald = table_of(y, partnered, interval = "wald"))
for (name in names(tables)) {
  write.csv(tables[[name]], file.path(arguments[2], paste0(name, ".csv")), row.names = FALSE, quote = FALSE)
}
