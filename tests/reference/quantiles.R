# Quantiles with Woodruff intervals, and shares of totals, by R survey on its own api data and a file of ties.
# Rscript tests/reference/quantiles.R   (from the repository's root; writes tests/reference/api/)
suppressMessages(library(survey))
data(api)
out <- "tests/reference/api"
dir.create(out, showWarnings = FALSE, recursive = TRUE)
exact <- function(d) { for (k in names(d)) if (is.double(d[[k]])) d[[k]] <- ifelse(is.na(d[[k]]), "", sprintf("%.17g", d[[k]])); d }
for (name in c("apistrat", "apiclus1")) assign(name, transform(get(name), stype_code = as.integer(stype)))

# Ties in x, unequal weights, two rows without weight, cumulated weights that meet p exactly; eight PSUs in two strata.
ties <- data.frame(h = rep(1:2, each = 12), i = rep(1:8, each = 3), fpc = rep(c(40, 16), each = 12),
                   pw = c(1, 2, 1, 3, 1, 2, 1, 1, 4, 2, 2, 0, 1, 1, 2, 1, 3, 1, 2, 0, 2, 1, 4, 2),
                   x = c(5, 7, 7, 2, 3, 3, 9, 5, 5, 8, 1, 4, 6, 6, 5, 5, 2, 9, 9, 3, 7, 7, 4, 6),
                   stype_code = rep(1:3, 8))
write.csv(exact(ties), file.path(out, "ties.csv"), row.names = FALSE, na = "", quote = FALSE)

designs <- list(
  strat = svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat),
  strat.fpc = svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = apistrat),
  clus1 = svydesign(id = ~dnum, weights = ~pw, data = apiclus1),
  clus1.fpc = svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1),
  ties = svydesign(id = ~i, strata = ~h, weights = ~pw, data = ties),
  ties.fpc = svydesign(id = ~i, strata = ~h, weights = ~pw, fpc = ~fpc, data = ties))
names_of <- c(mean = "wald", xlogit = "logit", beta = "beta", asin = "arcsine")
probs <- c(.1, .25, .5, .75, .9)
rows <- list()
add <- function(design, variable, cell, p, rule, type) {
  d <- designs[[design]]
  if (cell > 0) d <- subset(d, stype_code == cell)
  d <- d[!is.na(d$variables[[variable]]), ]
  q <- suppressWarnings(svyquantile(as.formula(paste0("~", variable)), d, p, qrule = rule, interval.type = type))[[1]]
  r <- data.frame(design, variable, cell, p, rule, interval = names_of[[type]], estimate = q[, 1], se = q[, 4],
                  low = q[, 2], high = q[, 3], df = degf(d), row.names = NULL)
  rows[[length(rows) + 1]] <<- r[!mapply(not_comparable, p, q[, 1], MoreArgs = list(d, variable, type)), ]
}
# Below the first cumulated weight survey 4.1 takes the second value instead of the first (mended in 4.5), and where
# all cases are at or below the quantile its interval has no length; where cumulated weights meet p, its weights
# 1 / (1 / w) may miss by their last bit: none of these is a figure to compare with.
not_comparable <- function(p, q, d, variable, type) {
  d <- update(d, below = as.numeric(d$variables[[variable]] <= q))
  if (coef(svymean(~below, d)) == 1) return(TRUE)
  w <- weights(d); x <- d$variables[[variable]]; x <- x[w > 0]; w <- w[w > 0]
  meets <- cumsum(w[order(x)]) / sum(w) - p
  if (any(meets != 0 & abs(meets) < 1e-12)) return(TRUE)
  low <- attr(svyciprop(~below, d, method = type, df = degf(d)), "ci")[[1]]
  min(p, low[!is.na(low)]) < w[order(x)][1] / sum(w) && (is.na(low) || low > 0)
}
for (rule in c("math", "school", paste0("hf", 1:9))) {
  add("strat", "api00", 0, probs, rule, "mean")
  add("ties", "x", 0, c(.125, .2, .25, .5, .75, .8), rule, "mean")
}
for (type in names(names_of)) {
  for (cell in 0:3) add("strat", "api00", cell, probs, "hf1", type)
  for (cell in 0:3) add("clus1.fpc", "meals", cell, c(.25, .5, .75), "hf7", type)
  add("strat.fpc", "enroll", 0, probs, "hf2", type)
  add("clus1", "ell", 0, probs, "hf1", type)
}
for (rule in c("hf1", "hf4", "hf6", "hf8")) for (cell in 0:3) add("ties.fpc", "x", cell, c(.25, .5, .75), rule, "mean")
write.csv(exact(do.call(rbind, rows)), file.path(out, "quantiles.csv"), row.names = FALSE, na = "", quote = FALSE)

# The share of each school type in a total, in all and by sch.wide: a ratio to the total of all types.
shares <- list()
for (design in c("strat.fpc", "clus1.fpc")) for (wide in 0:2) {
  d <- designs[[design]]
  if (wide > 0) d <- subset(d, (sch.wide == "Yes") == (wide == 2))
  for (code in 1:3) {
    d <- update(d, part = enroll * (stype_code == code))
    r <- svyratio(~part, ~enroll, d, na.rm = TRUE)
    shares[[length(shares) + 1]] <- data.frame(design, cell = wide, code, estimate = coef(r)[[1]], se = SE(r)[[1]])
  }
}
write.csv(exact(do.call(rbind, shares)), file.path(out, "shares.csv"), row.names = FALSE, na = "", quote = FALSE)
cat("R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), "\n")
