# Data and figures for tests/reference/imputation.py: multiply imputed data by R survey and mitools.
# Rscript tests/reference/imputation.R   (from the repository's root; writes tests/reference/imputation/)
# Each completed data set is estimated by survey; the rows are combined by Rubin's rules written out below, which are
# asserted against MIcombine where mitools has the same formula.
suppressMessages({ library(survey); library(mitools) })
data(api)
out <- c(commandArgs(TRUE), "tests/reference/imputation")[1]
dir.create(out, showWarnings = FALSE, recursive = TRUE)
m <- 5
exact <- function(d) { for (k in names(d)) if (is.double(d[[k]])) d[[k]] <- ifelse(is.na(d[[k]]), "", ifelse(is.infinite(d[[k]]), "inf", sprintf("%.17g", d[[k]]))); d }
write <- function(d, name, quote = FALSE) write.csv(exact(d), file.path(out, name), row.names = FALSE, na = "", quote = quote)

# Values are lost at random and drawn from a regression with noise: what matters here is that the data sets differ.
complete <- function(d, fpc) {
  base <- data.frame(id = seq_len(nrow(d)), stype = as.integer(d$stype), dnum = d$dnum, pw = d$pw, fpc = d[[fpc]],
                     meals = d$meals, api99 = d$api99, enroll = d$enroll, y = d$api00, award = as.integer(d$awards == "Yes"),
                     group = pmin(3L, 1L + d$ell %/% 20L))
  base$enroll[is.na(base$enroll)] <- 300
  lost_y <- runif(nrow(d)) < 0.25; lost_a <- runif(nrow(d)) < 0.2; lost_g <- runif(nrow(d)) < 0.1
  fit <- lm(y ~ api99 + meals, base[!lost_y, ]); s <- summary(fit)$sigma
  share <- glm(award ~ meals, binomial, base[!lost_a, ])
  sets <- lapply(seq_len(m), function(k) {
    one <- base
    one$y[lost_y] <- round(predict(fit, base[lost_y, ]) + rnorm(sum(lost_y), 0, 2 * s))
    one$award[lost_a] <- rbinom(sum(lost_a), 1, predict(share, base[lost_a, ], type = "response"))
    one$group[lost_g] <- sample(base$group[!lost_g], sum(lost_g), TRUE)
    one
  })
  base$y[lost_y] <- NA; base$award[lost_a] <- NA; base$group[lost_g] <- NA
  list(base = base, sets = sets)
}
set.seed(1); strat <- complete(apistrat, "fpc")
set.seed(2); clus <- complete(apiclus1, "fpc")
stack <- function(x, original) do.call(rbind, c(if (original) list(cbind(imp = 0, x$base)), lapply(seq_len(m), function(k) cbind(imp = k, x$sets[[k]]))))
write(stack(strat, TRUE), "strat.csv"); write(stack(clus, FALSE), "clus.csv")
for (k in seq_len(m)) write(clus$sets[[k]], paste0("clus", k, ".csv"))
wide <- strat$base
for (v in c("y", "award", "group")) for (k in seq_len(m)) wide[[paste0(v, "_", k)]] <- strat$sets[[k]][[v]]
write(wide, "wide.csv")

barnard_rubin <- function(u, b, nu) {
  r <- (1 + 1 / m) * b / u; large <- (m - 1) * (1 + 1 / r)^2
  if (is.infinite(nu)) return(large)
  observed <- nu * (nu + 1) / (nu + 3) * u / (u + (1 + 1 / m) * b)
  1 / (1 / large + 1 / observed)
}
# estimates, variances and df of the complete data, one of each data set
combined <- function(q, v, nu, rule) {
  u <- mean(v); b <- var(q); nu <- min(nu)
  by_mitools <- MIcombine(as.list(q), as.list(v), df.complete = if (rule == "rubin") Inf else nu)
  df <- if (rule == "barnard-rubin") barnard_rubin(u, b, nu) else by_mitools$df
  t <- u + (1 + 1 / m) * b; r <- (1 + 1 / m) * b / u
  stopifnot(abs(t / drop(by_mitools$variance) - 1) < 1e-12, abs(mean(q) / coef(by_mitools) - 1) < 1e-12)
  list(estimate = mean(q), se = sqrt(t), df = df, fmi = (r + 2 / (df + 3)) / (r + 1))
}
rows <- list()
put <- function(case, file, command, args, table, key, measure, cell, f, ends, n = NA)
  rows[[length(rows) + 1]] <<- data.frame(case, file, command, args, table, key, measure, cell, estimate = f$estimate, se = f$se, df = f$df, fmi = f$fmi,
                                          ci_low = ends[1], ci_high = ends[2], n = as.numeric(n))
wald <- function(f) f$estimate + c(-1, 1) * qt(0.975, f$df) * f$se
logarithmic <- function(f) f$estimate * exp(c(-1, 1) * qt(0.975, f$df) * f$se / f$estimate)
logit <- function(f) { p <- f$estimate; plogis(qlogis(p) + c(-1, 1) * qt(0.975, f$df) * f$se / (p * (1 - p))) }
wilson <- function(f) { p <- f$estimate; t <- qt(0.975, f$df); n <- p * (1 - p) / f$se^2
  (p + t^2 / 2 / n + c(-1, 1) * t / 2 / n * sqrt(4 * n * p * (1 - p) + t^2)) / (1 + t^2 / n) }
beta <- function(f, n) { p <- f$estimate; e <- p * (1 - p) / f$se^2 * (qt(0.975, n - 1) / qt(0.975, f$df))^2
  c(qbeta(0.025, e * p, e * (1 - p) + 1), qbeta(0.975, e * p + 1, e * (1 - p))) }

# one estimate of each data set: value, variance, df, n
each <- function(designs, f) do.call(rbind, lapply(designs, f))
degrees <- function(d) if (inherits(d, "svyrep.design")) Inf else degf(d)
measures <- list(
  mean = list("m", function(d) { e <- svymean(~y, d); c(coef(e), vcov(e)) }, wald),
  proportion = list("a", function(d) { e <- svymean(~award, d); c(coef(e), vcov(e)) }, logit),
  total = list("t", function(d) { e <- svytotal(~y, d); c(coef(e), vcov(e)) }, wald),
  ratio = list("r", function(d) { e <- svyratio(~y, ~api99, d); c(coef(e), vcov(e)) }, wald))
cells <- list(list("", function(d) d), list("stype=1", function(d) subset(d, stype == 1)), list("stype=2", function(d) subset(d, stype == 2)),
              list("group=2", function(d) subset(d, group == 2)))
asked <- "--mean 'm = y' --proportion 'a = award == 1' --total 't = y' --ratio 'r = y / api99'"
add <- function(case, file, args, designs, rule = "barnard-rubin", fixed = NULL) {
  for (cell in cells) for (measure in names(measures)) {
    what <- measures[[measure]]
    found <- each(designs, function(d) { own <- cell[[2]](d); c(what[[2]](own), if (is.null(fixed)) degf(own) else fixed, nrow(own)) })
    f <- combined(found[, 1], found[, 2], found[, 3], rule)
    put(case, file, "tabulate", paste(asked, "--by stype --by group", args), "estimates", what[[1]], measure, cell[[1]], f, what[[3]](f), mean(found[, 4]))
  }
}
design <- function(sets, ...) lapply(sets, function(d) svydesign(data = d, weights = ~pw, ...))
by_strata <- design(strat$sets, id = ~1, strata = ~stype, fpc = ~fpc); by_psu <- design(clus$sets, id = ~dnum)
in_strata <- "--weight pw --strata stype --fpc fpc"
three <- "--imputed 'y = y_[1-5]' --imputed 'award = award_[1-5]' --imputed 'group = group_1, group_2, group_[3-5]'"
add("stacked, strata", "strat.csv", paste(in_strata, "--imputation-id imp"), by_strata)
add("columns, strata", "wide.csv", paste(in_strata, three), by_strata)
add("stacked, PSUs", "clus.csv", "--weight pw --psu dnum --imputation-id imp", by_psu)
add("files, PSUs", "clus3.csv", "--weight pw --psu dnum --imputations 'clus[1-5].csv'", by_psu)
add("rubin", "clus.csv", "--weight pw --psu dnum --imputation-id imp --imputation-df rubin", by_psu, "rubin")
add("mitools", "clus.csv", "--weight pw --psu dnum --imputation-id imp --imputation-df mitools", by_psu, "mitools")
add("normal", "clus.csv", "--weight pw --psu dnum --imputation-id imp --df inf", by_psu, "barnard-rubin", Inf)
add("given df", "clus.csv", "--weight pw --psu dnum --imputation-id imp --df 7", by_psu, "mitools", 7)
rows <- Map(function(r) { if (r$case == "given df") r$args <- paste(r$args, "--imputation-df mitools"); r }, rows)
jk1 <- lapply(by_psu, function(d) as.svrepdesign(d, type = "JK1", mse = TRUE, compress = FALSE))
add("jk1", "clus.csv", "--weight pw --psu dnum --imputation-id imp --variance jk1 --df 14", jk1, "barnard-rubin", 14)

# Other intervals, quantiles, functions of estimates, t tests, models
one <- function(case, file, args, table, key, measure, cell, designs, f, ends, df = degf) {
  found <- each(designs, function(d) c(f(d), df(d), nrow(d)))
  g <- combined(found[, 1], found[, 2], found[, 3], "barnard-rubin")
  put(case, file, "tabulate", args, table, key, measure, cell, g, ends(g), if (!measure %in% c("difference", "derived")) mean(found[, 4]) else NA)
}
psu <- "--weight pw --psu dnum --imputation-id imp"
share <- measures$proportion[[2]]
for (method in list(list("wilson", wilson), list("beta", function(f) beta(f, nrow(clus$base))), list("wald", wald))) {
  one(method[[1]], "clus.csv", paste("--proportion 'a = award == 1'", psu, "--interval", method[[1]]), "estimates", "a", "proportion", "", by_psu, share, method[[2]])
}
one("log", "clus.csv", paste("--total 't = y'", psu, "--interval-other log"), "estimates", "t", "total", "", by_psu, measures$total[[2]], logarithmic)
for (p in c(0.25, 0.5)) one("quantile", "clus.csv", paste("--quantile 'q = y' --probs", p, psu), "estimates", "q", "quantile", "", by_psu,
  function(d) { e <- svyquantile(~y, d, p, df = degf(d)); c(coef(e), SE(e)^2) }, wald)
pair <- function(d) { e <- svyby(~y, ~stype, d, svymean, covmat = TRUE); f <- svycontrast(e, c(-1, 1, 0)); c(coef(f), vcov(f)) }
for (how in c("--compare stype", "--derive 'm[stype=2] - m[stype=1]'")) {
  derived <- grepl("derive", how)
  one("difference", "clus.csv", paste("--mean 'm = y'", psu, how), "estimates", if (derived) "m[stype=2] - m[stype=1]" else "m", if (derived) "derived" else "difference",
      if (derived) "" else "stype=2-1", by_psu, pair, wald, function(d) degf(subset(d, stype != 3)))
}
t_of <- function(d) { e <- svymean(~y, d); c(coef(e), vcov(e)) }
one("t test", "clus.csv", paste("--ttest y --mu 600", psu), "estimates", "y", "mean", "", by_psu, t_of, wald, function(d) degf(d) - 1)
control <- glm.control(epsilon = 1e-15, maxit = 60)
models <- list(list("linear", "y ~ meals + award", gaussian()), list("logistic", "award ~ meals + y", quasibinomial()), list("poisson", "award ~ meals", quasipoisson()))
for (model in models) {
  fits <- lapply(by_psu, function(d) svyglm(as.formula(model[[2]]), d, family = model[[3]], control = control))
  for (term in names(coef(fits[[1]]))) {
    f <- combined(sapply(fits, function(x) coef(x)[[term]]), sapply(fits, function(x) vcov(x)[term, term]), sapply(fits, function(x) x$df.residual), "barnard-rubin")
    key <- if (term == "(Intercept)") "(intercept)" else term
    put(model[[1]], "clus.csv", "model", paste0("--", model[[1]], " '", model[[2]], "' ", psu), "models", key, "", "", f, wald(f))
  }
}
write(do.call(rbind, rows), "expected.csv", TRUE)
cat(length(rows), "rows\n")
