# Data and figures for tests/reference/pps.py: unequal probabilities without replacement by R survey.
# Rscript tests/reference/pps.R   (from the repository's root; writes tests/reference/pps/)
# Joint probabilities go into R with tolerance = 0: its default drops what is small.
suppressMessages({ library(survey); library(Matrix) })
data(election)
out <- "tests/reference/pps"
dir.create(out, showWarnings = FALSE)
exact <- function(d) { for (k in names(d)) if (is.double(d[[k]])) d[[k]] <- ifelse(is.na(d[[k]]), "", sprintf("%.17g", d[[k]])); d }
write <- function(d, name) write.csv(exact(d), file.path(out, name), row.names = FALSE, na = "", quote = FALSE)
rows <- list(); covariances <- list()
# What is estimated, as R's formulas; domains are those of g. R cannot subset clusters but for brewer: there a domain
# is zeros outside.
one <- function(measure, cell, df, f) {
  e <- f()
  v <- if (inherits(e, "svyratio")) e$var else vcov(e)
  se <- if (v[1] >= 0) sqrt(v[1]) else NA
  if (!is.na(se) && se < 1e-12 * abs(coef(e)[[1]])) se <- 0
  rows[[length(rows) + 1]] <<- data.frame(case = case_now, file = file_now, args = args_now, measure, cell, estimate = coef(e)[[1]], se, df,
                                          negative = as.integer(v[1] < 0))
}
all_of <- function(s, cell) {
  df <- degf(s)
  one("total", cell, df, function() svytotal(~y, s))
  one("mean", cell, df, function() svymean(~y, s))
  one("missing", cell, NA, function() svymean(~m, s, na.rm = TRUE))
  one("proportion", cell, df, function() svymean(~b, s))
  one("ratio", cell, df, function() svyratio(~y, ~x, s))
}
zeros_outside <- function(s, cell, inside) {
  v <- s$variables; answered <- !is.na(v$m)
  df <- length(unique(v$unit[inside])) - length(unique(v$h[inside]))
  s <- update(s, y = y * inside, x = x * inside, b = b * inside, m = ifelse(answered & inside, m, 0), d = as.integer(inside), a = as.integer(answered & inside))
  one("total", cell, df, function() svytotal(~y, s))
  one("mean", cell, df, function() svyratio(~y, ~d, s))
  one("missing", cell, NA, function() svyratio(~m, ~a, s))
  one("proportion", cell, df, function() svyratio(~b, ~d, s))
  one("ratio", cell, df, function() svyratio(~y, ~x, s))
}
estimates <- function(d) {
  g <- d$variables$g
  if (inherits(d, "pps") && anyDuplicated(d$cluster[, 1])) {
    zeros_outside(d, "", rep(TRUE, length(g)))
    for (k in sort(unique(g))) zeros_outside(d, as.character(k), g == k)
  } else {
    all_of(d, "")
    for (this_g in sort(unique(g))) all_of(subset(d, g == this_g), as.character(this_g))
  }
}
add <- function(case, file, args, d) { case_now <<- case; file_now <<- file; args_now <<- args; suppressWarnings(estimates(d)) }
covariance <- function(case, d) {
  v <- suppressWarnings(vcov(svytotal(~y + x, d)))
  covariances[[length(covariances) + 1]] <<- data.frame(case, y = v[1, 1], x = v[2, 2], yx = v[1, 2])
}

# 40 counties of the election, drawn by Tille's method: one stage of elements
e <- with(election_pps, data.frame(id = 1:40, y = Bush, x = Kerry, m = ifelse(votes > 9e5 | votes < 5000, NA, votes / 1000), b = as.integer(Nader > 0), g = as.integer(Bush > Kerry) + 2L * as.integer(Nader > 0), p, wt))
P <- sum(election$p^2) / 40
joint <- election_jointprob
shuffled <- c(seq(2, 40, 2), seq(1, 39, 2))
write(e[shuffled, ], "election.csv")
m <- as.data.frame(joint[40:1, ]); names(m) <- 1:40
write(cbind(id = 40:1, m), "joint.csv")
pps <- function(...) svydesign(id = ~id, fpc = ~p, data = e, ...)
full <- function(p) ppsmat(p, tolerance = 0)
el <- function(case, args, d) { add(case, "election.csv", args, d); covariance(case, d) }
el("brewer", "--pps brewer", pps(pps = "brewer"))
el("overton", "--pps overton", pps(pps = "overton"))
el("overton yg", "--pps overton --pps-variance yg", pps(pps = "overton", variance = "YG"))
el("hartley-rao", "--pps hartley-rao", pps(pps = HR()))
el("hartley-rao yg", "--pps hartley-rao --pps-variance yg", pps(pps = HR(), variance = "YG"))
known <- sprintf("--pps hartley-rao:%.17g", P)
el("hartley-rao known", known, pps(pps = HR(P)))
el("hartley-rao known yg", paste(known, "--pps-variance yg"), pps(pps = HR(P), variance = "YG"))
el("joint ht", "--psu id --pps joint --joint-probabilities joint.csv", pps(pps = full(joint)))
el("joint yg", "--psu id --pps joint --joint-probabilities joint.csv --pps-variance yg", pps(pps = full(joint), variance = "YG"))
el("poisson", "--pps poisson", pps(pps = poisson_sampling(e$p)))

# the same counties in four strata: their number modulo 4, so that files are not sorted by them
s <- e[order(e$id %% 4, e$id), ]
s$h <- s$id %% 4 + 1; s$P <- ave(s$p, s$h, FUN = function(p) 0.9 * mean(p))
s$u <- ave(s$id, s$h, FUN = seq_along)
write(s[shuffled, ], "strata.csv")
spps <- function(...) svydesign(id = ~id, strata = ~h, fpc = ~p, data = s, ...)
st <- function(case, args, d) { add(case, "strata.csv", paste("--strata h", args), d); covariance(case, d) }
st("strata brewer", "--pps brewer", spps(pps = "brewer"))
st("strata overton", "--pps overton", spps(pps = "overton"))
st("strata overton yg", "--pps overton --pps-variance yg", spps(pps = "overton", variance = "YG"))
st("strata hartley-rao", "--pps hartley-rao", spps(pps = HR()))
st("strata hartley-rao yg", "--pps hartley-rao --pps-variance yg", spps(pps = HR(), variance = "YG"))
known <- HR(as.matrix(s$P), data.frame(s$h))
st("strata hartley-rao known", "--pps hartley-rao:P", spps(pps = known))
st("strata hartley-rao known yg", "--pps hartley-rao:P --pps-variance yg", spps(pps = known, variance = "YG"))
# joint probabilities in each stratum: pi_i pi_j (1 + a little), codes of PSUs 1 to 10 in each stratum
set.seed(3)
sj <- outer(s$p, s$p); diag(sj) <- s$p
less <- outer(s$id, s$id, function(i, j) 1 - ((i * j) %% 7 + 1) / 40)
same <- outer(s$h, s$h, "==") & row(sj) != col(sj)
sj[same] <- (sj * less)[same]
pairs <- which(same & row(sj) < col(sj), arr.ind = TRUE)
write(data.frame(h = s$h[pairs[, 1]], id1 = s$u[pairs[, 1]], id2 = s$u[pairs[, 2]], probability = sj[pairs]), "joint_strata.csv")
st("strata joint ht", "--psu u --pps joint --joint-probabilities joint_strata.csv", spps(pps = full(sj)))
st("strata joint yg", "--psu u --pps joint --joint-probabilities joint_strata.csv --pps-variance yg", spps(pps = full(sj), variance = "YG"))

# clusters: 3 to 5 rows in each of 18 PSUs of 3 strata, codes of PSUs repeated across strata, weights 1 / p
set.seed(11)
u <- data.frame(h = rep(1:3, c(5, 6, 7)), k = c(1:5, 1:6, 1:7))
u$p <- round(runif(18, 0.05, 0.85), 3); u$unit <- 1:18
c3 <- u[rep(1:18, sample(3:5, 18, TRUE)), ]
n <- nrow(c3)
c3 <- data.frame(c3, x = round(runif(n, 1, 9), 1), g = sample(1:3, n, TRUE), b = rbinom(n, 1, 0.4), wt = 1 / c3$p)
c3$y <- round(c3$x * 3 + 8 * c3$p + rnorm(n), 2); c3$m <- ifelse(runif(n) < 0.1, NA, c3$y)
write(c3[order(c3$x, c3$y), ], "clusters.csv")
cl <- function(case, args, ...) {
  d <- svydesign(id = ~unit, strata = ~h, fpc = ~p, data = c3, ...)
  add(case, "clusters.csv", paste("--strata h --psu k", args), d); covariance(case, d)
}
cl("clusters brewer", "--pps brewer", pps = "brewer")
cl("clusters overton", "--pps overton", pps = "overton")
cl("clusters overton yg", "--pps overton --pps-variance yg", pps = "overton", variance = "YG")
cl("clusters hartley-rao", "--pps hartley-rao", pps = HR())
cl("clusters hartley-rao yg", "--pps hartley-rao --pps-variance yg", pps = HR(), variance = "YG")

# a stratum with one PSU: brewer under the rules for it, R's adjust centred as in survey 4.5 left out
lonely <- c3[!(c3$h == 2 & c3$k != 3), ]
write(lonely[order(lonely$y), ], "lonely.csv")
for (how in c("remove", "certainty", "average")) {
  options(survey.lonely.psu = how)
  d <- svydesign(id = ~unit, strata = ~h, fpc = ~p, data = lonely, pps = "brewer")
  add(paste("lonely brewer", how), "lonely.csv", paste("--strata h --psu k --pps brewer --lonely-psu", how), d)
}

# four elements whose Horvitz-Thompson variances come out below 0, as they may
neg <- data.frame(id = 1:4, p = c(0.88, 0.81, 0.2, 0.1), x = 1, m = 1, b = 1, g = 1)
neg$y <- neg$p * c(7.2, 4.6, 3.6, 3.5); neg$wt <- 1 / neg$p
write(neg, "negative.csv")
for (how in c("overton", "HR")) {
  d <- svydesign(id = ~id, fpc = ~p, data = neg, pps = if (how == "HR") HR() else how)
  case_now <- paste("negative", how); file_now <- "negative.csv"; args_now <- paste("--pps", if (how == "HR") "hartley-rao" else how)
  one("total", "", degf(d), function() svytotal(~y, d))
}

write(do.call(rbind, rows), "expected.csv")
write(do.call(rbind, covariances), "covariances.csv")
result <- do.call(rbind, rows)
cat("R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), nrow(result), "figures,", length(unique(result$case)), "designs,",
    sum(result$negative), "negative variances\n")
