# Figures for tests/reference/calibrated.py: delivered weights that are already calibrated, by R survey.
# Rscript tests/reference/calibrated.R   (from the repository's root; writes tests/reference/calibrated/)
# A calibration to the totals that the weights give already leaves them as they are (g = 1) and makes R take residuals.
suppressMessages(library(survey))
options(warn = -1)
data(api)
data(election)
out <- "tests/reference/calibrated"
dir.create(out, showWarnings = FALSE, recursive = TRUE)
exact <- function(d) { for (k in names(d)) if (is.double(d[[k]])) d[[k]] <- ifelse(is.na(d[[k]]), "", sprintf("%.17g", d[[k]])); d }
write <- function(d, name, quote = FALSE) write.csv(exact(d), file.path(out, name), row.names = FALSE, na = "", quote = quote)
rows <- list()

own_totals <- function(d, formula) {
  m <- model.matrix(formula, model.frame(formula, d$variables))
  colSums(m * weights(d))
}
declare <- function(d, formula) {
  made <- calibrate(d, formula, own_totals(d, formula), calfun = "linear", epsilon = 1e-13)
  stopifnot(max(abs(weights(made) / weights(d) - 1)) < 1e-12)
  made
}
prepared <- function(a, fpc) data.frame(
  dnum = a$dnum, snum = a$snum, w = a$pw, fpc = fpc, stype = as.integer(a$stype), wide = as.integer(a$sch.wide == "Yes"),
  award = as.integer(a$awards == "Yes"), api00 = a$api00, enroll = a$enroll, stu = a$api.stu, ell = a$ell, meals = a$meals,
  half = ifelse(a$ell > 60, NA, a$ell))
add <- function(case, file, args, measure, cell, estimate, se) {
  # what a calibration fixes has no variance: what is left of it is rounding
  fixed <- se < 1e-11 * abs(estimate)
  rows[[length(rows) + 1]] <<- data.frame(case, file, args, measure, cell, estimate, se = ifelse(fixed, 0, se))
}
all_of <- function(case, file, args, d, quantiles = TRUE) {
  d <- update(d, e = as.integer(api00 > 650))
  g <- d$variables$stype
  one <- function(cell, s, inside) {
    put <- function(measure, r, v = vcov(r)) add(case, file, args, measure, cell, coef(r)[[1]], sqrt(v[1]))
    put("mean", svymean(~api00, s))
    put("total", svytotal(~enroll, s))
    put("missing", svymean(~half, s, na.rm = TRUE))
    put("proportion", svymean(~e, s))
    r <- svyratio(~stu, ~enroll, s)
    put("ratio", r, r$var)
  }
  one("", d)
  for (k in sort(unique(g))) one(as.character(k), subset(d, stype == k))
  if (!quantiles) return(invisible())
  q <- svyquantile(~api00, d, c(.25, .5), interval.type = "mean")
  for (i in 1:2) add(case, file, args, paste0("p", c(.25, .5)[i]), "", q[[1]][i, 1], q[[1]][i, 4])
  chi <- svychisq(~wide + award, d, statistic = "F")
  if (chi$statistic < 1e10) add(case, file, args, "f", "", chi$statistic[[1]], chi$parameter[[1]])  # else the margins fix the cells
  model <- svyglm(api00 ~ ell + meals, d, control = glm.control(epsilon = 1e-15))
  add(case, file, args, "ell", "", coef(model)[["ell"]], SE(model)[["ell"]])
  # svyby(covmat = TRUE) of 4.1-1 stops at calibrated designs
  parts <- update(d, y2 = api00 * (stype == 2), d2 = as.integer(stype == 2), y1 = api00 * (stype == 1), d1 = as.integer(stype == 1))
  gap <- svycontrast(svytotal(~y2 + d2 + y1 + d1, parts), quote(y2 / d2 - y1 / d1))
  add(case, file, args, "gap", "", coef(gap)[[1]], SE(gap)[[1]])
}

clus1 <- prepared(apiclus1, apiclus1$fpc)
strat <- prepared(apistrat, apistrat$fpc)
clus2 <- prepared(apiclus2, apiclus2$fpc1); clus2$fpc2 <- apiclus2$fpc2
clus2$enroll <- ifelse(is.na(clus2$enroll), clus2$stu, clus2$enroll)  # a margin has no missing values
write(clus1, "clus1.csv"); write(strat, "strat.csv"); write(clus2, "clus2.csv")
c1 <- svydesign(~dnum, weights = ~w, data = clus1)
c1f <- svydesign(~dnum, weights = ~w, fpc = ~fpc, data = clus1)
st <- svydesign(~1, strata = ~stype, weights = ~w, data = strat)
c2 <- svydesign(~dnum + snum, weights = ~w, fpc = ~fpc + fpc2, data = clus2)
br <- svydesign(~dnum, fpc = ~I(1 / w), data = transform(clus1, w = ave(w * (1 + dnum %% 7), dnum))[order(clus1$dnum), ], pps = "brewer")
unequal <- transform(clus1, w = ave(w * (1 + dnum %% 7), dnum))
unequal <- unequal[order(unequal$dnum), ]  # R 4.1-1 takes the scale of a PSU from its first row and its sum by its code
write(unequal, "unequal.csv")
of <- function(name, args, d, ...) list(name = name, args = args, d = d, ...)
designs <- list(
  clus1.csv = list(of("clus1", "--psu dnum", c1), of("clus1 fpc", "--psu dnum --fpc fpc", c1f)),
  strat.csv = list(of("strat", "--strata stype", st)),
  clus2.csv = list(of("clus2", "--psu dnum,snum --fpc fpc,fpc2", c2)),
  unequal.csv = list(of("brewer", "--psu dnum --pps brewer", br)))
margins <- list(
  list("stype", "--calibrated stype", ~factor(stype)),
  list("stype x wide", "--calibrated stype,wide", ~factor(stype) * factor(wide)),
  list("stype; wide; award", "--calibrated stype --calibrated wide --calibrated award", ~factor(stype) + factor(wide) + factor(award)),
  list("enroll", "--calibrated-variable enroll", ~enroll - 1),
  list("wide; sum of api00", "--calibrated wide --calibrated-variable api00", ~factor(wide) + api00))
for (file in names(designs)) for (design in designs[[file]]) for (margin in margins) {
  d <- declare(design$d, margin[[3]])
  all_of(paste(design$name, margin[[1]], sep = " | "), file, paste(design$args, margin[[2]]), d, quantiles = design$name != "brewer")
}
write(do.call(rbind, rows), "expected.csv", quote = c(1, 3))
