# Figures for tests/reference/calibration.py: weights calibrated by R survey, and standard errors under them.
# Rscript tests/reference/calibration.R   (from the repository's root; writes tests/reference/calibration/)
# R's epsilon is forced down, so that its totals are met to rounding.
suppressMessages(library(survey))
options(warn = -1)
data(api)
out <- "tests/reference/calibration"
dir.create(out, showWarnings = FALSE, recursive = TRUE)
exact <- function(d) { for (k in names(d)) if (is.double(d[[k]])) d[[k]] <- ifelse(is.na(d[[k]]), "", sprintf("%.17g", d[[k]])); d }
write <- function(d, name) write.csv(exact(d), file.path(out, name), row.names = FALSE, na = "", quote = FALSE)
figures <- list(); weights_made <- list()
tight <- 1e-13

prepared <- function(a) data.frame(
  id = seq_len(nrow(a)), dnum = a$dnum, w = a$pw, fpc = if (is.null(a$fpc)) a$fpc1 else a$fpc, stype = as.integer(a$stype), wide = as.integer(a$sch.wide == "Yes"),
  award = as.integer(a$awards == "Yes"), api00 = a$api00, api99 = a$api99, stu = a$api.stu, ell = a$ell, meals = a$meals)
pop <- prepared(transform(apipop, pw = 1, fpc = 1))
c1 <- prepared(apiclus1); st <- prepared(apistrat)
# unequal weights in clusters, and pairs of schools as households
un <- transform(c1, w = w * (1 + (id * 7) %% 5) / 3, pair = dnum * 1000 + (ave(id, dnum, FUN = seq_along) - 1) %/% 2)
un$w <- ave(un$w, un$pair)
un$sigma <- 1 + un$stu / 1000
write(c1, "clus1.csv"); write(st, "strat.csv"); write(un, "unequal.csv")
d1 <- svydesign(~dnum, weights = ~w, data = c1)
d1f <- svydesign(~dnum, weights = ~w, fpc = ~fpc, data = c1)
dst <- svydesign(~1, strata = ~stype, weights = ~w, fpc = ~fpc, data = st)
dun <- svydesign(~dnum, weights = ~w, data = un)

total <- function(formula) colSums(model.matrix(formula, pop))
table_of <- function(...) { t <- as.data.frame(table(pop[c(...)])); names(t)[ncol(t)] <- "Freq"; t }
for (margin in list("stype", "wide", "award", c("stype", "wide"))) {
  t <- table_of(margin); names(t)[ncol(t)] <- "total"
  t$total <- as.numeric(t$total)
  write(t, paste0("pop_", paste(margin, collapse = "_"), ".csv"))
}
write(data.frame(variable = c("rows", "api99", "stu"), total = c(nrow(pop), sum(pop$api99), sum(pop$stu))), "pop_sums.csv")

keep <- function(case, file, d) {
  weights_made[[length(weights_made) + 1]] <<- data.frame(case, file, id = d$variables$id, weight = weights(d))
  e <- update(d, high = as.integer(api00 > 650))
  put <- function(measure, cell, r, v = vcov(r)) {
    se <- sqrt(v[1])
    figures[[length(figures) + 1]] <<- data.frame(case, file, measure, cell, estimate = coef(r)[[1]], se = ifelse(se < 1e-11 * abs(coef(r)[[1]]), 0, se))
  }
  for (cell in c("", "1", "2", "3")) {
    s <- if (cell == "") e else subset(e, stype == as.integer(cell))
    put("mean", cell, svymean(~api00, s)); put("total", cell, svytotal(~stu, s)); put("proportion", cell, svymean(~high, s))
    r <- svyratio(~ell, ~meals, s); put("ratio", cell, r, r$var)
  }
}
f3 <- ~factor(stype) + factor(wide) + factor(award)
fx <- ~factor(stype) + api99
# post-stratification
keep("poststratify", "clus1.csv", postStratify(d1, ~stype, table_of("stype")))
keep("poststratify fpc", "clus1.csv", postStratify(d1f, ~stype, table_of("stype")))
keep("poststratify unequal", "unequal.csv", postStratify(dun, ~stype, table_of("stype")))
# two post-stratifications, one after the other
two <- postStratify(postStratify(dun, ~stype, table_of("stype")), ~wide, table_of("wide"))
keep("two", "unequal.csv", two)
# distances
cal <- function(d, f, ...) calibrate(d, f, total(f), epsilon = tight, maxit = 1000, ...)
for (design in list(list("clus1", d1), list("unequal", dun))) {
  file <- paste0(design[[1]], ".csv"); d <- design[[2]]
  keep("linear", file, cal(d, f3)); keep("linear sum", file, cal(d, fx))
  keep("raking", file, cal(d, f3, calfun = "raking")); keep("raking sum", file, cal(d, fx, calfun = "raking"))
  keep("sinh", file, cal(d, f3, calfun = cal.sinh, bounds = c(.01, 100)))
}
keep("linear strat", "strat.csv", cal(dst, fx))
keep("bounded", "clus1.csv", cal(d1, f3, bounds = c(.65, 1.6), calfun = "linear"))
keep("logit", "clus1.csv", cal(d1, f3, calfun = "logit", bounds = c(.6, 1.7)))
keep("weight bounds", "clus1.csv", cal(d1, f3, calfun = "linear", bounds = c(22, 55), bounds.const = TRUE))
keep("scale", "unequal.csv", cal(dun, fx, variance = un$sigma))
keep("scale raking", "unequal.csv", cal(dun, f3, calfun = "raking", variance = un$sigma))
# one g in each pair
pairs <- svydesign(~dnum + pair, weights = ~w, data = un)
keep("pairs", "unequal.csv", cal(pairs, f3, aggregate.stage = 2))
keep("pairs raking", "unequal.csv", cal(pairs, f3, aggregate.stage = 2, calfun = "raking"))
# by hand: raking with R's rake() carried on gives calibrate's weights
r <- rake(dun, list(~stype, ~wide), list(table_of("stype"), table_of("wide")), control = list(maxit = 1000, epsilon = 1e-13))
g <- calibrate(dun, ~factor(stype) + factor(wide), total(~factor(stype) + factor(wide)), calfun = "raking", epsilon = tight, maxit = 1000)
stopifnot(max(abs(weights(r) / weights(g) - 1)) < 1e-11)
keep("rake", "unequal.csv", g)
write(do.call(rbind, figures), "figures.csv"); write(do.call(rbind, weights_made), "weights.csv")
