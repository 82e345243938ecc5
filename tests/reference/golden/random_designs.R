# Twenty random designs, each kept as a file: 2 to 30 strata of unequal PSUs, one to three stages, lonely strata by every rule, fpc as
# sizes and fractions with strata taken whole, rows and PSUs without weight, an empty domain, missing terms and breakdowns.
# Writes random_one_stage.csv (designs 1 to 13, also by JKn) and random_stages.csv (14 to 20).
source("tests/reference/golden/golden.R")
RNGkind("Mersenne-Twister", "Inversion", "Rejection")

random_rows <- function(number, strata, psus, stages) {
  set.seed(7100 + number)
  d <- NULL
  for (h in seq_len(strata)) for (i in seq_len(psus[1 + (h * 7 + number) %% length(psus)])) {
    for (j in seq_len(if (stages > 1) sample(2:4, 1) else 1)) for (k in seq_len(if (stages > 2) sample(2:3, 1) else 1))
      d <- rbind(d, data.frame(h = 10 + h, psu = i, ssu = j, tsu = k, row = seq_len(sample(if (stages == 1) 1:6 else 1:3, 1)), level = 40 + 3 * h + rnorm(1, 0, 6)))
  }
  m <- nrow(d)
  lost <- runif(m)
  d$w <- round(exp(rnorm(m, 4, 0.8)), 3)
  d$w[lost < 0.05 | (d$h == 12 & d$psu == 2)] <- 0
  d$y <- round(rnorm(m, d$level, 8), 2)
  d$x <- round(runif(m, 1, 9), 2)
  d$e <- as.integer(runif(m) < 0.3)
  d$a <- sample(c(1, 2, 3, 9), m, TRUE, c(50, 35, 14, 1))
  d$w[d$a == 9] <- 0
  d$y[runif(m) < 0.06] <- NA
  d$x[runif(m) < 0.04] <- NA
  d$e[runif(m) < 0.05] <- NA
  d$a[runif(m) < 0.05] <- NA
  d$a[1] <- 9; d$w[1] <- 0
  within <- function(id, of) ave(seq_len(m), of, FUN = function(i) length(unique(id[i])))
  psu <- interaction(d$h, d$psu, drop = TRUE); ssu <- interaction(psu, d$ssu, drop = TRUE); tsu <- interaction(ssu, d$tsu, drop = TRUE)
  # How many more there are in the population than in the sample: none where a stratum is taken whole.
  more <- function(group, from) { g <- as.integer(factor(group)); sample(from, max(g), TRUE)[g] }
  d$n1 <- within(psu, d$h); d$N1 <- d$n1 + more(d$h, c(0, 2, 5, 30)); d$N1[d$h == 11] <- d$n1[d$h == 11] + 4; d$f1 <- d$n1 / d$N1
  d$N2 <- within(ssu, psu) + more(psu, c(0, 1, 3, 20))
  d$N3 <- within(tsu, ssu) + more(ssu, c(0, 1, 6))
  d[sample(m), c("h", "psu", if (stages > 1) "ssu", if (stages > 2) "tsu", "w", "y", "x", "e", "a", "N1", "f1", if (stages > 1) "N2", if (stages > 2) "N3")]
}

measures <- list(asked("mean", "m", "y"), asked("total", "t", "y"), asked("ratio", "r", "y", "x"), asked("proportion", "p", "e == 1"))
#            strata, PSUs per stratum, stages, fpc, rule, interval, df
plan <- list(list(2, c(4, 7), 1, "", "fail", "logit", "domain"), list(5, c(2, 3, 12), 1, "N1", "fail", "wald", "domain"),
             list(30, c(2, 3), 1, "", "fail", "beta", "domain"), list(12, c(1, 2, 5), 1, "", "remove", "wilson", "domain"),
             list(9, c(1, 3, 4), 1, "N1", "adjust", "logit", "domain"), list(17, c(1, 2, 6), 1, "f1", "average", "wald", "domain"),
             list(8, c(1, 5), 1, "N1", "certainty", "logit", "design"), list(3, c(9, 11, 2), 1, "f1", "fail", "arcsine", "inf"),
             list(6, c(1, 1, 4), 1, "", "adjust", "beta", "12"), list(24, c(2, 4), 1, "N1", "fail", "logit", "domain"),
             list(4, c(3, 8), 1, "", "fail", "wald", "inf"), list(14, c(1, 2, 3), 1, "f1", "remove", "logit", "domain"),
             list(10, c(2, 2, 7), 1, "N1", "fail", "logit", "domain"),
             list(4, c(3, 5), 2, "N1,N2", "fail", "logit", "domain"), list(9, c(2, 4, 3), 2, "N1,N2", "remove", "wald", "domain"),
             list(6, c(1, 4), 2, "N1,N2", "adjust", "logit", "domain"), list(11, c(1, 2, 3), 2, "N1,N2", "average", "beta", "domain"),
             list(3, c(4, 2), 3, "N1,N2,N3", "fail", "logit", "domain"), list(7, c(1, 3), 3, "N1,N2,N3", "certainty", "wald", "inf"),
             list(5, c(2, 3), 3, "N1,N2,N3", "adjust", "logit", "domain"))

design_of <- function(d, stages, fpc) {
  formula_of <- function(names) as.formula(paste("~", paste(names, collapse = " + ")))
  svydesign(ids = formula_of(c("psu", "ssu", "tsu")[seq_len(stages)]), strata = ~h, fpc = if (fpc != "") formula_of(strsplit(fpc, ",")[[1]]), weights = ~w, data = d, nest = TRUE)
}

# survey 4.1-1 leaves the rows of strata taken whole out of its replicates, though their weights are right: they are given back to it.
jkn_design <- function(design) {
  r <- as.svrepdesign(design, type = "JKn", mse = TRUE, compress = FALSE)
  svrepdesign(variables = design$variables, weights = weights(design), repweights = weights(r, "analysis"), type = "other", combined.weights = TRUE,
              scale = 1, rscales = r$rscales, mse = TRUE)
}

expect_design <- function(number) {
  p <- setNames(plan[[number]], c("strata", "psus", "stages", "fpc", "rule", "interval", "df"))
  file <- sprintf("random%02d.csv", number)
  d <- keep_data(random_rows(number, p$strata, p$psus, p$stages), file)
  # A lonely unit of a later stage is as likely as one of the first.
  rule <- if (p$stages > 1 && p$rule == "fail") "remove" else p$rule
  options(survey.lonely.psu = rule)
  flags <- paste("--weight w --strata h --psu", paste(c("psu", "ssu", "tsu")[seq_len(p$stages)], collapse = ","), if (p$fpc != "") paste("--fpc", p$fpc),
                 if (rule != "fail") paste("--lonely-psu", rule))
  survey <- known_survey(sprintf("random %02d", number), paste0("golden/data/", file), gsub(" +", " ", trimws(flags)), design_of(d, p$stages, p$fpc))
  expect_estimates(survey, measures, by = "a", interval = p$interval, df = p$df)
  expect_estimates(survey, measures, interval = p$interval, df = p$df, where = list("x > 3 and not (a == 2)", "x > 3 & !(a == 2)"))
  if (p$stages == 1 && rule %in% c("fail", "remove", "certainty")) {
    survey$design <- jkn_design(survey$design)
    expect_estimates(survey, measures, by = "a", variance = "jkn", more = "--variance jkn")
  }
}

for (number in 1:13) expect_design(number)
write_golden("random_one_stage")
golden_rows <- list()
for (number in 14:20) expect_design(number)
write_golden("random_stages")
