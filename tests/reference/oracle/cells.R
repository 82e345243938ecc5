# One cell of a result table: its estimate, its standard error, its degrees of freedom and its interval.

mean_square <- function(e, w) {
  n <- sum(w != 0)
  if (n < 2) return(NA)
  sum(w * (e - sum(w * e) / sum(w))^2) / sum(w) * n / (n - 1)
}

# Estimate, SE and deff of one cell: columns y (and x) of the rows of s. deff comes from R where `whole`; elsewhere by
# its formula V / (S2 / n), since R spends most of its time on variances of S2 that nobody reads.
estimated <- function(measure, y, x, s, o, whole) {
  w <- weights(s)
  effect <- if (whole) "replace" else FALSE
  r <- switch(measure, ratio = svyratio(cbind(y), cbind(x), s, deff = effect),
              total = svytotal(cbind(y), s, deff = effect), mean = , proportion = svymean(cbind(y), s, deff = effect))
  out <- list(estimate = coef(r)[[1]], se = SE(r)[[1]])
  size <- switch(measure, total = 1, ratio = abs(sum(w * x)), sum(w))
  out$scale <- sum(w * abs(y)) / size
  e <- if (measure == "ratio") y - out$estimate * x else y
  square <- mean_square(e, w)
  if (isTRUE(sqrt(square) < 1e-12 * mean(abs(y)))) square <- NA  # nothing varies: deff would be one rounding over another
  simple <- square / sum(w != 0) * (sum(w) / size)^2
  out$deff <- if (!whole || is.na(square)) out$se^2 / simple else if (measure == "ratio") attr(r, "deff")[1, 1] else deff(r)[[1]]
  out
}

degrees <- function(o, s, full) {
  used <- weights(s) != 0
  strata <- s$strata[used, 1]
  of_strata <- sum(s$fpc$sampsize[used, 1][!duplicated(strata)]) - length(unique(strata))
  switch(o$df, domain = if (degf(s) < 1) of_strata else degf(s), strata = of_strata, design = degf(full),
         inf = Inf, as.numeric(o$df))
}

kish <- function(w) length(w) * sum(w^2) / sum(w)^2

# One cell: the rows `inside`. Without cases it has no figures.
cell_of <- function(indicator, y, x, inside, survey, o, whole) {
  w <- survey$data$w
  present <- inside & !is.na(y)
  if (!is.null(x)) present <- present & !is.na(x)
  cases <- present & w != 0
  out <- list(n = sum(cases), n_missing = sum(inside & w != 0) - sum(cases), weight_sum = sum(w[cases]), n_psu = 0,
              n_strata = 0, events = sum(y[cases] != 0))
  if (out$n == 0) return(out)
  # Rows without weight are no cases: under these two rules they would make their stratum count.
  if (o$lonely %in% c("adjust", "average")) present <- cases
  s <- survey$design[present, ]
  full <- if (o$df == "design") survey$design else NULL
  out <- c(out, estimated(indicator$measure, y[present], x[present], s, o, whole))
  used <- weights(s) != 0
  out$n_psu <- length(unique(s$cluster[used, 1]))
  out$n_strata <- length(unique(s$strata[used, 1]))
  out$df <- degrees(o, s, full)
  out$kish <- kish(w[cases])
  if (indicator$measure == "proportion") {
    out$design <- if (all(used)) s else s[used, ]
    out$design$variables$answer <- y[cases]
  }
  out
}

# The deviance of a logistic model of the intercept alone, over its dispersion, reaches t^2 V / V0.
likelihood_interval <- function(cell, t) {
  model <- function(start) do.call(svyglm, list(answer ~ 1, cell$design, family = quasibinomial(), start = start,
                                                control = glm.control(epsilon = 1e-15, maxit = 50)))
  fit <- model(coef(model(0)))  # once more from the end: its variances come from the step before the last
  inflation <- (cell$se / (cell$estimate * (1 - cell$estimate)))^2 / fit$naive.cov[1, 1]
  p <- cell$estimate
  limit <- t^2 * inflation * summary(fit)$dispersion[1]
  n <- cell$n
  beyond <- function(logit) 2 * n * (p * (log(p) + log1p(exp(-logit))) + (1 - p) * (log(1 - p) + log1p(exp(logit)))) - limit
  root <- function(direction) {
    end <- qlogis(p) + direction
    while (beyond(end) < 0) end <- end + direction
    plogis(uniroot(beyond, sort(c(qlogis(p), end)), tol = 1e-14, maxiter = 1000)$root)
  }
  c(root(-1), root(1))
}

beta_interval <- function(cell, t, level, most) {
  p <- cell$estimate
  n <- min(p * (1 - p) / cell$se^2 * (qt((1 - level) / 2, cell$n - 1) / t)^2, most)
  c(qbeta((1 - level) / 2, n * p, n * (1 - p) + 1), qbeta(1 - (1 - level) / 2, n * p + 1, n * (1 - p)))
}

wilson_interval <- function(p, se, t) {
  n <- p * (1 - p) / se^2
  (p + t^2 / (2 * n) + c(-1, 1) * t / (2 * n) * sqrt(4 * n * p * (1 - p) + t^2)) / (1 + t^2 / n)
}

arcsine_interval <- function(cell, t, by_r) {
  p <- cell$estimate
  argument <- asin(sqrt(p)) + c(-1, 1) * t * cell$se / (2 * sqrt(p * (1 - p)))
  ends <- by_r("asin")
  c(if (argument[1] < 0) 0 else ends[1], if (argument[2] > pi / 2) 1 else ends[2])
}

interval_of_proportion <- function(cell, o, t) {
  p <- cell$estimate
  if (is.na(cell$se)) return(c(NA, NA))
  if (cell$se < 1e-15) return(c(p, p))
  by_r <- function(method) as.numeric(attr(svyciprop(~answer, cell$design, method = method, level = o$level, df = cell$df), "ci"))
  switch(o$interval, logit = by_r("xlogit"), wald = by_r("mean"),
         beta = if (cell$df == degf(cell$design)) by_r("beta") else beta_interval(cell, t, o$level, Inf),
         "korn-graubard" = beta_interval(cell, t, o$level, cell$n), wilson = wilson_interval(p, cell$se, t),
         arcsine = arcsine_interval(cell, t, by_r), likelihood = likelihood_interval(cell, t))
}

# p = 0 or p = 1, whatever the method: Clopper-Pearson.
extreme_interval <- function(none, n, level) {
  upper <- 1 - ((1 - level) / 2)^(1 / n)
  if (none) c(0, upper) else c(1 - upper, 1)
}

log_interval <- function(cell, t) cell$estimate * exp(c(-1, 1) * t * cell$se / cell$estimate)

# Name and ends of a cell's interval. `borrowed`: the design effect for a cell without events.
interval_of <- function(cell, indicator, o, borrowed) {
  if (cell$n == 0) return(list("", c(NA, NA)))
  t <- qt(1 - (1 - o$level) / 2, cell$df)
  none <- cell$events == 0
  if (indicator$measure == "proportion") {
    if (none || cell$events == cell$n)
      return(list("clopper-pearson", extreme_interval(none, cell$n / max(1, borrowed), o$level)))
    return(list(o$interval, if (cell$df > 0) interval_of_proportion(cell, o, t) else c(NA, NA)))
  }
  # All or nothing of an amount: no more is known of the category's share than of a proportion, and no number of cases.
  if (!is.null(indicator$share) && (none || cell$estimate == 1)) return(list(o$other, c(NA, NA)))
  if (none && indicator$measure != "ratio") {
    if (is.null(indicator$events)) return(list(o$other, c(NA, NA)))
    return(list("poisson", c(0, -log((1 - o$level) / 2) * max(1, borrowed) * cell$weight_sum / cell$n)))
  }
  if (!(cell$df > 0)) return(list(o$other, c(NA, NA)))
  if (o$other == "log") return(list("log", if (cell$estimate > 0) log_interval(cell, t) else c(NA, NA)))
  list("wald", cell$estimate + c(-1, 1) * t * cell$se)
}

# deff of the nearest enclosing cell with events, else Kish's of the cell itself.
borrowed_deff <- function(cells, at) {
  own <- cells[[at]]
  for (size in rev(seq_len(length(own$by)) - 1)) {
    for (other in cells) {
      if (length(other$by) != size || !all(other$by %in% own$by)) next
      if (!identical(unname(other$codes), unname(own$codes[match(other$by, own$by)]))) next
      spread <- other$n > 0 && other$events > 0 && other$events < other$n
      if (spread && is.finite(other$deff) && other$deff > 0) return(other$deff)
    }
  }
  own$kish
}

exact <- function(v) if (is.na(v)) "" else sprintf("%.17g", v)
