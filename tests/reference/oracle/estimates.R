# Rscript estimates.R FOLDER: estimates the surveys that FOLDER/designs.csv lists with R survey and writes
# FOLDER/expected.csv. What survey 4.1-1 does otherwise on purpose (README.md) is computed here by its formula.
suppressMessages(library(survey))
options(warn = -1)
folder <- commandArgs(TRUE)[1]

# Each indicator: how it is measured, of what, over what.
indicators <- list(
  mean_y = list(measure = "mean", y = quote(y)),
  total_y = list(measure = "total", y = quote(y)),
  count = list(measure = "total", y = quote(as.numeric(e == 1)), events = TRUE),
  ratio = list(measure = "ratio", y = quote(y), x = quote(x)),
  event_ratio = list(measure = "ratio", y = quote(as.numeric(e == 1)), x = quote(x)),
  event = list(measure = "proportion", y = quote(as.numeric(e == 1)), events = TRUE),
  c = list(measure = "proportion", y = quote(c), events = TRUE, categories = TRUE))
figures <- c("estimate", "se", "deff", "df", "n", "n_missing", "n_psu", "n_strata", "weight_sum", "scale")
breakdowns <- list(main = list(character(), "a", "b", c("a", "b")), where = list(character(), "a"))

read_survey <- function(o) {
  file <- file.path(folder, paste0(o$design, ".csv"))
  d <- read.csv(file, colClasses = c(b = "character"), na.strings = "")
  list(data = d, design = make_design(d, o))
}

make_stages <- function(d, o) {
  d$stratum <- if (o$strata == "") 1 else do.call(interaction, c(unname(as.list(d[strsplit(o$strata, " ")[[1]]])), drop = TRUE))
  sizes <- as.integer(o$sizes)
  stages <- as.integer(o$stages)
  d$inf <- Inf
  given <- c(paste0("size", seq_len(stages))[seq_len(sizes)], rep("inf", stages - sizes))
  d[paste0("N", seq_len(stages))] <- d[given]
  svydesign(ids = reformulate(c("psu", "ssu", "tsu")[seq_len(stages)]),
            strata = if (o$strata2 == "") ~stratum else ~stratum + group,
            fpc = if (sizes == 0) NULL else reformulate(paste0("N", seq_len(stages))), weights = ~w, data = d, nest = TRUE)
}

make_design <- function(d, o) {
  if (as.integer(o$stages) > 1) return(make_stages(d, o))
  d$stratum <- if (o$strata == "") 1 else do.call(interaction, c(unname(as.list(d[strsplit(o$strata, " ")[[1]]])), drop = TRUE))
  svydesign(ids = if (o$psu == "") ~1 else ~psu, strata = if (o$strata == "") NULL else ~stratum,
            fpc = if (o$fpc == "") NULL else ~fpc, weights = ~w, data = d, nest = o$strata != "")
}

# Sum over the stages of (1 - f) n / (n - 1) sum (t - tbar)^2 times the fractions above, a lonely unit about the mean
# over the units of its stage: survey 4.5's `adjust`.
adjusted_variance <- function(z, s, stages) {
  take <- function(m) as.matrix(m)[, seq_len(stages), drop = FALSE]
  N <- s$fpc$popsize
  adjusted_stages(z, as.data.frame(s$cluster)[seq_len(stages)], as.data.frame(s$strata)[seq_len(stages)],
                  take(s$fpc$sampsize), if (is.null(N)) NULL else take(N))
}

adjusted_stages <- function(z, ids, strata, n, N) {
  unit <- as.character(ids[[1]])
  totals <- tapply(z, unit, sum)
  first <- match(names(totals), unit)
  h <- as.character(strata[[1]])[first]
  size <- n[first, 1]
  f <- if (is.null(N)) 0 * size else size / N[first, 1]
  grand <- sum(totals) / sum(size[!duplicated(h)])
  in_domains <- getOption("survey.adjust.domain.lonely")
  variance <- sum(tapply(seq_along(totals), h, function(i) {
    m <- size[i[1]]
    if (1 - f[i[1]] < 1e-7) return(0)
    lonely <- m == 1 || (in_domains && length(i) == 1)
    centre <- if (lonely) grand else sum(totals[i]) / m
    (1 - f[i[1]]) * (if (m > 1) m / (m - 1) else 1) * (sum((totals[i] - centre)^2) + (m - length(i)) * centre^2)
  }))
  if (ncol(ids) == 1 || is.null(N)) return(variance)
  inside <- vapply(seq_along(totals)[f > 0], function(k) {
    i <- unit == names(totals)[k]
    f[[k]] * adjusted_stages(z[i], ids[i, -1, drop = FALSE], strata[i, -1, drop = FALSE], n[i, -1, drop = FALSE], N[i, -1, drop = FALSE])
  }, 0)
  variance + sum(inside)
}

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
  if (o$lonely == "adjust" && (measure == "total" || as.integer(o$stages) > 1)) {
    z <- if (measure == "total") w * y else w * (if (measure == "ratio") e else y - out$estimate) / sum(if (measure == "ratio") w * x else w)
    out$se <- sqrt(adjusted_variance(z, s, if (o$ultimate == "yes") 1 else as.integer(o$stages)))
    out$deff <- out$se^2 / simple
  }
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
  # svyciprop's own SE: `adjust` centres alike for means, which all of these are, but for the later stages.
  if (o$lonely == "adjust" && as.integer(o$stages) > 1) {
    se <- cell$se
    by_r <- function(method) switch(method, xlogit = plogis(qlogis(p) + c(-1, 1) * t * se / (p * (1 - p))), mean = p + c(-1, 1) * t * se,
                                    beta = beta_interval(cell, t, o$level, Inf),
                                    asin = sin(asin(sqrt(p)) + c(-1, 1) * t * se / (2 * sqrt(p * (1 - p))))^2)
  }
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

# All cells of one indicator (or category of it): total first.
cells_of <- function(indicator, y, x, domain, call, survey, o) {
  cells <- list()
  d <- survey$data
  for (by in breakdowns[[call]]) {
    keys <- if (length(by) == 0) data.frame(all = 1) else unique(na.omit(d[by]))
    for (k in seq_len(nrow(keys))) {
      codes <- vapply(by, function(name) as.character(keys[k, name]), "")
      inside <- domain
      for (name in by) inside <- inside & !is.na(d[[name]]) & as.character(d[[name]]) == codes[[name]]
      cells[[length(cells) + 1]] <- c(cell_of(indicator, y, x, inside, survey, o, length(by) == 0), list(by = by, codes = codes))
    }
  }
  cells
}

# A Wald limit below zero of what cannot be negative: the whole indicator has logarithmic intervals.
turned_to_log <- function(cells, intervals, o) {
  for (i in seq_along(cells)) {
    if (intervals[[i]][[1]] != "wald") next
    ends <- intervals[[i]][[2]]
    if (!anyNA(ends) && cells[[i]]$estimate > 0) ends <- log_interval(cells[[i]], qt(1 - (1 - o$level) / 2, cells[[i]]$df))
    intervals[[i]] <- list("log", ends)
  }
  intervals
}

rows_of <- function(name, category, indicator, y, x, domain, call, survey, o) {
  cells <- cells_of(indicator, y, x, domain, call, survey, o)
  intervals <- lapply(seq_along(cells), function(i) interval_of(cells[[i]], indicator, o, borrowed_deff(cells, i)))
  below <- any(vapply(intervals, function(i) isTRUE(i[[2]][1] < 0), TRUE))
  negative <- any(y[domain] < 0, na.rm = TRUE)
  if (indicator$measure != "proportion" && o$other == "wald" && below && !negative)
    intervals <- turned_to_log(cells, intervals, o)
  do.call(rbind, Map(function(cell, interval) {
    code <- function(by) if (by %in% cell$by) cell$codes[[match(by, cell$by)]] else ""
    figure <- function(key) if (is.null(cell[[key]])) NA else cell[[key]]
    c(design = o$design, call = call, indicator = name, category = category, a = code("a"), b = code("b"),
      vapply(figures, function(key) exact(figure(key)), ""),
      interval = interval[[1]], ci_low = exact(interval[[2]][1]), ci_high = exact(interval[[2]][2]))
  }, cells, intervals))
}

exact <- function(v) if (is.na(v)) "" else sprintf("%.17g", v)

estimate_call <- function(survey, o, call) {
  d <- survey$data
  domain <- rep(TRUE, nrow(d))
  if (call == "where") {
    domain <- eval(parse(text = o$where_r), d)
    domain <- domain & !is.na(domain)
  }
  rows <- NULL
  for (name in names(indicators)) {
    indicator <- indicators[[name]]
    y <- eval(indicator$y, d)
    x <- if (is.null(indicator$x)) NULL else eval(indicator$x, d)
    if (is.null(indicator$categories)) {
      rows <- rbind(rows, rows_of(name, "", indicator, y, x, domain, call, survey, o))
    } else {
      for (code in sort(unique(y[d$w != 0])))
        rows <- rbind(rows, rows_of(name, as.character(code), indicator, as.numeric(y == code), x, domain, call, survey, o))
    }
  }
  rows
}

# NULL where R refuses the design: a lonely PSU under `fail`.
estimate_design <- function(o) {
  survey <- read_survey(o)
  options(survey.lonely.psu = o$lonely, survey.ultimate.cluster = o$ultimate == "yes",
          survey.adjust.domain.lonely = o$domain_lonely == "yes")
  refused <- inherits(try(svymean(~w, survey$design), silent = TRUE), "try-error")
  if (refused) return(rbind(c(o$design, "refused", rep("", length(header) - 2))))
  rbind(estimate_call(survey, o, "main"), estimate_call(survey, o, "where"))
}

header <- c("design", "call", "indicator", "category", "a", "b", figures, "interval", "ci_low", "ci_high")
designs <- read.csv(file.path(folder, "designs.csv"), colClasses = "character")
designs$level <- as.numeric(designs$level)
parts <- parallel::mclapply(seq_len(nrow(designs)), function(i) estimate_design(as.list(designs[i, ])),
                            mc.cores = parallel::detectCores(), mc.preschedule = FALSE)
failed <- vapply(parts, inherits, TRUE, "try-error")
if (any(failed)) stop("design ", designs$design[failed][1], ": ", parts[failed][[1]])
write.table(do.call(rbind, parts), file.path(folder, "expected.csv"), sep = ",", row.names = FALSE, col.names = header)
