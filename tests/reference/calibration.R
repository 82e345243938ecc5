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
  weights_made[[length(weights_made) + 1]] <<- data.frame(case, file, id = d$variables$id, weight = if (inherits(d, "svyrep.design")) weights(d, "sampling") else weights(d))
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
# the variance that rake() itself gives, of ten sweeps over unweighted means
keep("rake like r", "unequal.csv", r)

# Totals that are estimates: b'Vb is added to the variance, b of the regression of the linearised term a on x with the weights
# before. Their errors agree where regressors determine each other: V - V C (C'V C)^-1 C'V with X C = 0.
measures <- function(w, e) {
  rows <- lapply(c("", "1", "2", "3"), function(cell) {
    i <- if (cell == "") rep(1, nrow(e)) else as.numeric(e$stype == as.integer(cell))
    high <- as.numeric(e$api00 > 650)
    mean_of <- function(y) sum(w * i * y) / sum(w * i)
    m <- mean_of(e$api00); p <- mean_of(high); r <- sum(w * i * e$ell) / sum(w * i * e$meals)
    list(list("mean", cell, m, i * (e$api00 - m) / sum(w * i)), list("total", cell, sum(w * i * e$stu), i * e$stu),
         list("proportion", cell, p, i * (high - p) / sum(w * i)), list("ratio", cell, r, i * (e$ell - r * e$meals) / sum(w * i * e$meals)))
  })
  do.call(c, rows)
}
add_control <- function(case, of, d, change) {
  w <- weights(d); e <- d$variables
  weights_made[[length(weights_made) + 1]] <<- data.frame(case, file = "unequal.csv", id = e$id, weight = w)
  known <- do.call(rbind, figures); known <- known[known$case == of & known$file == "unequal.csv", ]
  made <- measures(w, e)
  for (j in seq_along(made)) {
    line <- known[known$measure == made[[j]][[1]] & known$cell == made[[j]][[2]], ]
    stopifnot(abs(line$estimate / made[[j]][[3]] - 1) < 1e-9)
    figures[[length(figures) + 1]] <<- data.frame(case, file = "unequal.csv", measure = line$measure, cell = line$cell, estimate = line$estimate, se = sqrt(line$se^2 + change(j, made[[j]][[4]])))
  }
}
c2 <- prepared(transform(apiclus2, fpc = fpc1))
labels <- c(paste0("stype=", 1:3), "api99")
c2 <- transform(c2, s1 = 1 * (stype == 1), s2 = 1 * (stype == 2), s3 = 1 * (stype == 3))
V <- vcov(svytotal(~s1 + s2 + s3 + api99, svydesign(~dnum, weights = ~w, data = c2)))
V <- (V + t(V)) / 2
dimnames(V) <- list(labels, labels)
write(data.frame(total = labels, as.data.frame(V), check.names = FALSE), "pop_covariance.csv")
V <- as.matrix(V)
X <- with(un, cbind(stype == 1, stype == 2, stype == 3, api99)) * 1
linear <- cal(dun, fx)
add_control("estimated", "linear sum", linear, function(j, a) { b <- solve(crossprod(X, un$w * X), crossprod(X, un$w * a)); c(t(b) %*% V %*% b) })
# standard errors of stype alone; the totals of wide are known, and so then is the sum of stype's
f2 <- ~factor(stype) + factor(wide)
keep("two margins", "unequal.csv", cal(dun, f2))
se <- c(120, 60, 45, 0, 0)
X2 <- with(un, cbind(stype == 1, stype == 2, stype == 3, wide == 0, wide == 1)) * 1
C <- c(1, 1, 1, -1, -1); D <- diag(se^2)
D <- D - (D %*% C) %*% t(D %*% C) / c(t(C) %*% D %*% C)
add_control("estimated se", "two margins", cal(dun, f2), function(j, a) { b <- MASS::ginv(crossprod(X2, un$w * X2)) %*% crossprod(X2, un$w * a); c(t(b) %*% D %*% b) })
t <- table_of("stype"); t$total <- as.numeric(t$Freq); t$se <- se[1:3]
write(t[c("stype", "total", "se")], "pop_stype_se.csv")
# the same by the jackknife: each component of V is a pair of replicates, whose totals are moved by a standard error up and down
rep1 <- as.svrepdesign(dun, type = "JK1", mse = TRUE)
keep("linear sum jk1", "unequal.csv", calibrate(rep1, fx, total(fx), epsilon = tight, maxit = 1000))
parts <- eigen(V)
T <- total(fx)
moved <- lapply(1:4, function(k) lapply(c(1, -1), function(sign) {
  by <- sign * sqrt(parts$values[k]) * parts$vectors[, k]
  to <- T + c(sum(by[1:3]), by[2], by[3], by[4])
  sapply(measures(weights(calibrate(dun, fx, to, epsilon = tight, maxit = 1000)), un), function(m) m[[3]])
}))
centre <- sapply(measures(weights(linear), un), function(m) m[[3]])
add_control("estimated jk1", "linear sum jk1", linear, function(j, a) sum(sapply(unlist(moved, recursive = FALSE), function(v) (v[j] - centre[j])^2)) / 2)
write(do.call(rbind, figures), "figures.csv"); write(do.call(rbind, weights_made), "weights.csv")
