# Data and figures for tests/reference/twophase.py: two-phase designs by R survey.
# Rscript tests/reference/twophase.R   (from the repository's root; writes tests/reference/twophase/)
suppressMessages({ library(survey); library(survival); library(Matrix) })
out <- "tests/reference/twophase"
dir.create(out, showWarnings = FALSE)
exact <- function(d) { for (k in names(d)) if (is.double(d[[k]])) d[[k]] <- ifelse(is.na(d[[k]]), "", sprintf("%.17g", d[[k]])); d }
write <- function(d, name) write.csv(exact(d), file.path(out, name), row.names = FALSE, na = "", quote = FALSE)
rows <- list()
add <- function(case, file, args, measure, cell, estimate, variance) {
  se <- if (variance < 0) NA else sqrt(variance)
  rows[[length(rows) + 1]] <<- data.frame(case, file, args, measure, cell, estimate, se, negative = as.integer(variance < 0))
}
put <- function(case, file, args, measure, cell, e, v) {
  add(case, file, args, measure, cell, as.vector(coef(e))[1], as.vector(v)[1])
}
var_of <- function(e) if (inherits(e, "svyratio")) e$var else vcov(e)
# R drops the rows outside a domain under "approx" and gives their units the probability 1: here a domain is zeros.
estimates <- function(case, file, args, d, totals = TRUE) {
  g <- d$phase1$sample$variables$g
  for (cell in c("", as.character(sort(unique(g))))) {
    inside <- if (cell == "") rep(1, length(g)) else as.integer(g == as.integer(cell))
    z <- d
    v <- z$phase1$sample$variables
    for (k in c("y", "x", "b")) v[[paste0("z", k)]] <- v[[k]] * inside
    v$zd <- inside
    z$phase1$sample$variables <- v
    one <- function(measure, e) put(case, file, args, measure, cell, e, var_of(e))
    if (totals) one("total", svytotal(~zy, z))
    one("mean", svyratio(~zy, ~zd, z))
    one("proportion", svyratio(~zb, ~zd, z))
    one("ratio", svyratio(~zy, ~zx, z))
  }
}
# R's "full" knows a first phase without fpc as independent draws, uncentred, and mixes up the sizes of several
# strata of the first phase: there the quadratic form is written out from Sarndal et al. (9.3.7).
quadratic <- function(d, z) sum(z * (D_now %*% z))
own <- function(case, file, args, v, D, w) {
  D_now <<- D
  for (cell in c("", as.character(sort(unique(v$g))))) {
    i <- if (cell == "") rep(1, nrow(v)) else as.integer(v$g == as.integer(cell))
    one <- function(measure, estimate, z) add(case, file, args, measure, cell, estimate, quadratic(D, z))
    W <- sum(w * i); one("total", sum(w * v$y * i), w * v$y * i)
    m <- sum(w * v$y * i) / W; one("mean", m, w * i * (v$y - m) / W)
    p <- sum(w * v$b * i) / W; one("proportion", p, w * i * (v$b - p) / W)
    X <- sum(w * v$x * i); r <- sum(w * v$y * i) / X; one("ratio", r, w * i * (v$y - r * v$x) / X)
  }
}
joint_form <- function(stratum, unit, f, n) {
  D <- outer(stratum, stratum, "==") * -(1 - f) / (n - 1)
  D[outer(unit, unit, "==")] <- ((1 - f) %o% rep(1, length(f)))[outer(unit, unit, "==")]
  D
}
both <- function(D1, D2) 1 - (1 - D1) * (1 - D2)

# Tsuchiya's 20 elements, a sample of 300, 8 drawn again in two strata (tests/twophase.R of the package)
rei <- data.frame(id = 1:20, N = 300, h = rep(1:2, c(12, 8)), s = c(rep(1, 5), rep(0, 7), rep(1, 3), rep(0, 5)), y = c(1:5, rep(NA, 7), 6:8, rep(NA, 5)))
rei$x <- rei$id %% 5 + 1; rei$b <- as.integer(rei$id %% 3 == 0); rei$g <- rei$id %% 2 + 1L
write(rei, "elements.csv")
for (how in c("full", "approx")) {
  d <- twophase(id = list(~id, ~id), strata = list(NULL, ~h), fpc = list(~N, NULL), subset = ~(s == 1), data = rei, method = how)
  estimates(paste("elements", how), "elements.csv", paste("--fpc N --phase2-strata h --phase2-method", how), d)
}
d <- twophase(id = list(~id, ~id), fpc = list(~N, NULL), subset = ~(s == 1), data = rei, method = "full")
estimates("elements without strata full", "elements.csv", "--fpc N", d)
d <- twophase(id = list(~id, ~id), fpc = list(~N, NULL), subset = ~(s == 1), data = rei, method = "approx")
estimates("elements without strata approx", "elements.csv", "--fpc N --phase2-method approx", d)
# the same from an infinite population, totals from a weight
rei$w <- 15
d <- twophase(id = list(~id, ~id), weights = list(~w, NULL), strata = list(NULL, ~h), subset = ~(s == 1), data = rei, method = "approx")
write(rei, "elements.csv")
estimates("elements infinite approx", "elements.csv", "--weight w --phase2-strata h --phase2-method approx", d)
e <- rei[rei$s == 1, ]; f <- c(5 / 12, 3 / 8)[e$h]; m <- c(5, 3)[e$h]
own("elements infinite full", "elements.csv", "--weight w --phase2-strata h", e,
    both(joint_form(rep(1, 8), e$id, rep(0, 8), rep(20, 8)), joint_form(e$h, e$id, f, m)), 15 / f)

# two stages as two phases: mu284, elements drawn in each cluster
data(mu284)
ii <- with(mu284, c(1:15, rep(1:5, n2[1:5] - 3)))
mu <- mu284[ii, ]; mu$id <- seq_len(nrow(mu)); mu$s <- rep(c(1, 0), c(15, 19)); names(mu)[names(mu) == "y1"] <- "y"
mu$x <- mu$id %% 4 + 1; mu$b <- as.integer(mu$y > 44); mu$g <- mu$id %% 2 + 1L
write(mu[order(mu$id %% 7, mu$id), ], "clusters.csv")
d <- twophase(id = list(~id1, ~id), strata = list(NULL, ~id1), fpc = list(~n1, NULL), data = mu, subset = ~(s == 1), method = "full")
estimates("clusters full", "clusters.csv", "--psu id1 --fpc n1 --phase2-strata id1 --phase2-psu id", d)
d <- twophase(id = list(~id1, ~id), strata = list(NULL, ~b), fpc = list(~n1, NULL), data = mu, subset = ~(s == 1), method = "full")
estimates("clusters crossed full", "clusters.csv", "--psu id1 --fpc n1 --phase2-strata b", d)

# a stratified first phase of clusters, the second phase across it
set.seed(5)
c2 <- data.frame(h = rep(1:2, c(30, 42)), k = c(rep(1:6, 5), rep(1:7, 6)), N = rep(c(20, 35), c(30, 42)), t = sample(1:3, 72, TRUE))
c2$unit <- c2$h * 100 + c2$k; c2$y <- round(c2$k + 2 * c2$t + rnorm(72), 2); c2$x <- round(runif(72, 1, 5), 2); c2$b <- as.integer(c2$y > 7)
c2$g <- sample(1:2, 72, TRUE); c2$s <- 0
for (t in 1:3) { of <- which(c2$t == t); c2$s[sample(of, length(of) %/% t)] <- 1 }
c2$id <- 1:72
write(c2[sample(72), ], "strata.csv")
e <- c2[c2$s == 1, ]
M <- table(c2$t)[as.character(e$t)]; m <- table(e$t)[as.character(e$t)]; f2 <- as.vector(m / M); n1 <- c(6, 7)[e$h]; f1 <- n1 / e$N
own("strata full", "strata.csv", "--strata h --psu k --fpc N --phase2-strata t", e,
    both(joint_form(e$h, e$unit, f1, n1), joint_form(e$t, e$id, f2, as.vector(m))), 1 / (f1 * f2))

# case-cohort of the Wilms tumour study: all cases and a subcohort
data(nwtco, package = "survival")
nw <- with(nwtco, data.frame(seqno, rel, s = as.integer(in.subcohort | rel == 1), y = age / 12, x = stage, b = as.integer(histol == 2), g = as.integer(instit)))
nw <- nw[1:1200, ]
nw$seqno <- seq_len(nrow(nw))
write(nw, "cohort.csv")
d <- twophase(id = list(~seqno, ~seqno), strata = list(NULL, ~rel), subset = ~(s == 1), data = nw, method = "approx")
estimates("cohort approx", "cohort.csv", "--phase2-strata rel --phase2-method approx", d)

result <- do.call(rbind, rows)
write(result, "expected.csv")
cat("R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), nrow(result), "figures,", length(unique(result$case)), "designs\n")
