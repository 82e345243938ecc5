# Data and figures for tests/reference/models.py: crosstab tests, t tests and regressions by R survey.
# Rscript tests/reference/models.R   (from the repository's root; writes tests/reference/models/)
suppressMessages(library(survey))
data(api)
out <- "tests/reference/models"
dir.create(out, showWarnings = FALSE)
exact <- function(d) { for (k in names(d)) if (is.double(d[[k]])) d[[k]] <- ifelse(is.na(d[[k]]), "", sprintf("%.17g", d[[k]])); d }
write <- function(d, name) write.csv(exact(d), file.path(out, name), row.names = FALSE, na = "", quote = name == "expected.csv")
plain <- function(d, fpc) data.frame(
  stype = as.character(d$stype), awards = as.character(d$awards), wide = as.integer(d$sch.wide == "Yes"),
  comp = as.integer(d$comp.imp == "Yes"), dnum = d$dnum, snum = d$snum, pw = d$pw, fpc = d[[fpc]],
  api00 = d$api00, api99 = d$api99, enroll = d$enroll, ell = d$ell, meals = d$meals, l99 = log(d$api99))

rows <- list()
# R stops at a relative change of the deviance of 1e-8, which leaves 1e-6 in the variances: here it goes on to the end.
control <- glm.control(epsilon = 1e-15, maxit = 60)
families <- list(linear = gaussian(), logistic = quasibinomial(), poisson = quasipoisson())
put <- function(file, command, args, table, key, estimate, se = NA, df = NA, df2 = NA, p = NA) {
  rows[[length(rows) + 1]] <<- data.frame(file, command, args, table, key, estimate = as.numeric(estimate),
    se = as.numeric(se), df = as.numeric(df), df2 = as.numeric(df2), p = as.numeric(p))
}

# P(sum lambda_i X_i > x Y / ddf) for two weights, by integration: what svychisq(statistic = "lincom") means;
# without the package CompQuadForm R gives its saddlepoint approximation under that name.
lincom <- function(x, lambda, ddf) {
  stopifnot(length(lambda) == 2)
  sum2 <- function(c) pchisq(c / lambda[1], 1, lower.tail = FALSE) + integrate(function(v)
    2 * v * dchisq(v^2, 1) * pchisq((c - lambda[1] * v^2) / lambda[2], 1, lower.tail = FALSE), 0, sqrt(c / lambda[1]),
    rel.tol = 1e-12, abs.tol = 0, subdivisions = 2000)$value
  # by quantiles of the denominator, which leaves no tail where the integrand would be missed
  integrate(function(q) sapply(x * qchisq(q, ddf) / ddf, sum2), 0, 1, rel.tol = 1e-10, abs.tol = 0, subdivisions = 2000)$value
}
# Lugannani and Rice's approximation of the same (Kuonen 1999). R's svychisq takes as many terms of the denominator as
# its degrees of freedom have whole ones: with `whole` this is its figure, which is asserted below.
saddlepoint <- function(x, lambda, ddf, whole = FALSE) {
  a <- c(lambda, -x / ddf); h <- c(rep(1, length(lambda)), if (whole) floor(ddf) else ddf)
  k <- function(s) -sum(h * log(1 - 2 * s * a)) / 2
  slope <- function(s) sum(h * a / (1 - 2 * s * a))
  s <- uniroot(slope, c(max(1 / (2 * a[a < 0])), min(1 / (2 * a[a > 0]))) * (1 - 1e-9), tol = 1e-14)$root
  w <- sign(s) * sqrt(-2 * k(s)); v <- s * sqrt(sum(2 * h * a^2 / (1 - 2 * s * a)^2))
  pnorm(w + log(v / w) / w, lower.tail = FALSE)
}
# Eigenvalues of the design effects of a table of the complete rows, from the definition (Rao and Scott 1984).
effects <- function(d, a, b) {
  d <- d[!is.na(d$variables[[a]]) & !is.na(d$variables[[b]]), ]
  r <- factor(d$variables[[a]]); s <- factor(d$variables[[b]])
  cells <- model.matrix(~ interaction(r, s) - 1)
  for (k in seq_len(ncol(cells))) d$variables[[paste0("cell", k)]] <- cells[, k]
  m <- svymean(as.formula(paste("~", paste0("cell", seq_len(ncol(cells)), collapse = "+"))), d)
  grid <- expand.grid(r = levels(r), s = levels(s))
  additive <- model.matrix(~ r + s, grid)
  full <- diag(nrow(grid))
  contrasts <- qr.Q(qr(cbind(additive, full)))[, (ncol(additive) + 1):nrow(grid), drop = FALSE]
  inverse <- diag(ifelse(coef(m) == 0, 0, 1 / coef(m)))
  left <- t(contrasts) %*% inverse %*% contrasts / nrow(cells)
  Re(eigen(solve(left, t(contrasts) %*% inverse %*% vcov(m) %*% inverse %*% contrasts))$values)
}

crosstab <- function(file, args, d, a, b, kinds = c("F", "Chisq", "Wald", "adjWald", "saddlepoint", "lincom")) {
  names <- c(F = "f", Chisq = "chisq", Wald = "wald", adjWald = "adjusted-wald", lincom = "lincom", saddlepoint = "saddlepoint")
  f <- as.formula(paste("~", a, "+", b))
  # svychisq counts PSUs without weight, as degf() does not
  if (file == "zero.csv") args <- paste(args, "--df 14")
  args <- paste(args, "--crosstab", paste0(a, ",", b), "--crosstab-test all")
  first <- suppressWarnings(svychisq(f, d, statistic = "F"))
  for (kind in kinds) {
    t <- suppressWarnings(svychisq(f, d, statistic = kind))
    key <- paste0("crosstab-", names[[kind]])
    value <- unname(t$statistic); par <- unname(t$parameter)
    if (kind == "Chisq") value <- qchisq(t$p.value, par[1], lower.tail = FALSE)
    p <- t$p.value
    if (kind %in% c("lincom", "saddlepoint")) par <- c(NA, NA)
    if (kind %in% c("lincom", "saddlepoint")) {
      lambda <- effects(d, a, b)
      x <- unname(first$statistic) * sum(lambda); ddf <- first$parameter[[2]]
      if (kind == "saddlepoint") {
        stopifnot(abs(saddlepoint(x, lambda, ddf, whole = TRUE) / p - 1) < 1e-5)
        p <- saddlepoint(x, lambda, ddf)
      } else {
        if (length(lambda) != 2) next
        p <- lincom(x, lambda, ddf)
      }
    }
    if (kind %in% c("lincom", "saddlepoint")) value <- NA
    put(file, "tabulate", args, "tests", key, value, NA, par[1], if (length(par) > 1) par[2] else NA, p)
  }
}
ttest <- function(file, args, d, y, g = NULL, mu = 0, degrees = degf(d)) {
  what <- if (is.null(g)) y else paste(y, "~", g)
  args <- paste0(args, " --ttest '", what, "'", if (mu != 0) paste(" --mu", mu) else "")
  f <- as.formula(if (is.null(g)) paste0("I((", y, ") - ", mu, ") ~ 0") else paste0("I(", y, ") ~ ", g))
  t <- svyttest(f, d)
  put(file, "tabulate", args, "tests", if (is.null(g)) "ttest-one-sample" else "ttest-two-sample", t$statistic, NA, t$parameter, NA, t$p.value)
  estimate <- unname(t$estimate) + if (is.null(g)) mu else 0
  put(file, "tabulate", args, "estimates", if (is.null(g)) "mean" else "difference", estimate, (estimate - mu) / t$statistic, t$parameter)
}
model <- function(file, args, d, family, formula, ours = formula, names = function(n) n) {
  args <- paste0(args, " --", family, " '", ours, "'")
  kind <<- families[[family]]
  m <- suppressWarnings(svyglm(as.formula(formula), d, family = kind, control = control))
  s <- suppressWarnings(summary(m))$coefficients
  for (k in seq_len(nrow(s))) put(file, "model", args, "models", names(rownames(s)[k]), s[k, 1], s[k, 2], m$df.residual, NA, s[k, 4])
  labels <- attr(terms(m), "term.labels")
  for (label in labels) {
    t <- suppressWarnings(regTermTest(m, label))
    put(file, "model", args, "tests", names(label), t$Ftest[1], NA, t$df, t$ddf, t$p)
  }
}
# R's names of regressors in ours
names_of <- function(n) {
  n <- gsub("\\(Intercept\\)", "(intercept)", n)
  n <- gsub("(stype|awards)([A-Za-z]+)", "\\1=\\2", n)
  n <- gsub("factor\\(stype\\)", "stype", n)
  gsub("I\\(api99/100\\)", "api99 / 100", n)
}

clus1 <- plain(apiclus1, "fpc"); strat <- plain(apistrat, "fpc"); clus2 <- plain(apiclus2, "fpc1")
holes <- clus1
holes$stype[c(3, 9, 70)] <- NA; holes$ell[c(1, 90, 91)] <- NA; holes$api00[c(20, 100)] <- NA; holes$awards[c(9, 44)] <- NA
holes$ell[holes$dnum == 61] <- NA
zero <- clus1; zero$pw[c(5:20, 80, 150)] <- 0
jk <- as.svrepdesign(svydesign(id = ~dnum, weights = ~pw, data = clus1), type = "JK1", mse = TRUE, compress = FALSE)
w <- as.data.frame(unclass(as.matrix(weights(jk, "analysis")))); names(w) <- paste0("jk", seq_along(w))
clus1 <- cbind(clus1, w)
for (name in c("clus1", "strat", "clus2", "holes", "zero")) write(get(name), paste0(name, ".csv"))
yes <- function(d) within(d, { stype <- factor(stype); awards <- factor(awards) })
design <- function(data, ...) svydesign(data = yes(data), weights = ~pw, ...)

designs <- list(
  list("clus1.csv", "--psu dnum", design(clus1, id = ~dnum)),
  list("clus1.csv", "--psu dnum --fpc fpc", design(clus1, id = ~dnum, fpc = ~fpc)),
  list("strat.csv", "--strata stype", design(strat, id = ~1, strata = ~stype)),
  list("strat.csv", "--strata stype --fpc fpc", design(strat, id = ~1, strata = ~stype, fpc = ~fpc)),
  list("clus2.csv", "--psu dnum", design(clus2, id = ~dnum)),
  list("zero.csv", "--psu dnum", design(zero, id = ~dnum)),
  list("holes.csv", "--psu dnum --df design", design(holes, id = ~dnum)),
  list("clus1.csv", "--psu dnum --where 'stype == \"E\"'", subset(design(clus1, id = ~dnum), stype == "E")),
  list("strat.csv", "--strata stype --fpc fpc --where 'ell > 10'", subset(design(strat, id = ~1, strata = ~stype, fpc = ~fpc), ell > 10)))
reps <- list(
  list("clus1.csv", "--replicate-weights 'jk*' --replicates jk1 --scale 0.93333333333333335",
       svrepdesign(variables = yes(clus1), weights = clus1$pw, repweights = as.matrix(w), type = "JK1", scale = 14 / 15, mse = TRUE)),
  list("clus1.csv", "--psu dnum --variance jk1", as.svrepdesign(design(clus1, id = ~dnum), type = "JK1", mse = TRUE)),
  list("strat.csv", "--strata stype --variance jkn", as.svrepdesign(design(strat, id = ~1, strata = ~stype), type = "JKn", mse = TRUE)))

for (one in c(designs, reps)) {
  file <- one[[1]]; args <- one[[2]]; d <- one[[3]]
  replicate <- inherits(d, "svyrep.design")
  # R's replicate versions of the last two leave out the denominator's degrees of freedom
  kinds <- c("F", "Chisq", "Wald", "adjWald", if (!replicate) c("saddlepoint", "lincom"))
  elementary <- grepl("stype ==", args)
  crosstab(file, args, d, "wide", "comp", setdiff(kinds, "lincom"))
  # the df of R's replicate svyttest and of a subset with rows missing follow other rules
  if (!elementary) crosstab(file, args, d, "wide", "stype", kinds)
  crosstab(file, args, d, "awards", "comp", setdiff(kinds, "lincom"))
  if (file != "holes.csv") {
    ttest(file, args, d, "enroll", "comp")
    ttest(file, args, d, "api00 - api99", mu = 30)
    ttest(file, args, d, "api00", "awards")
  }
  args <- sub(" --df design", "", args)
  model(file, args, d, "linear", "api00 ~ ell + meals", names = names_of)
  model(file, args, d, "logistic", "wide ~ ell + meals", names = names_of)
  if (!elementary) model(file, args, d, "linear", "api00 ~ ell + stype", names = names_of)
  if (!elementary) model(file, args, d, "poisson", "enroll ~ stype + meals", names = names_of)
  if (replicate) next
  model(file, args, d, "poisson", "enroll ~ meals + awards + offset(l99)", names = names_of)
  model(file, args, d, "linear", "api00 ~ I(api99/100) + awards - 1", "api00 ~ (api99 / 100) + awards - 1", names_of)
  if (!elementary) model(file, args, d, "linear", "api00 ~ awards * stype + ell:stype", names = names_of)
}
result <- do.call(rbind, rows)
write(result, "expected.csv")
cat("R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), nrow(result), "figures\n")
