# What every topic's script shares: surveys as both programs are told of them, their estimates by R survey, and the
# table of figures that golden.py compares. Run from the repository's root:
#   Rscript tests/reference/golden/TOPIC.R [FOLDER]     (writes TOPIC.csv, and the data it names, into FOLDER)
suppressMessages(library(survey))
options(warn = 1)
golden_folder <- commandArgs(TRUE)
golden_folder <- if (length(golden_folder)) golden_folder[1] else "tests/reference/golden"
reference_folder <- "tests/reference"
dir.create(file.path(golden_folder, "data"), showWarnings = FALSE, recursive = TRUE)

exact_text <- function(v) if (is.double(v)) ifelse(is.na(v), "", sprintf("%.17g", v)) else ifelse(is.na(v), "", as.character(v))

# Shortest text that reads back as the same double.
shortest <- function(v) {
  if (!is.double(v)) return(ifelse(is.na(v), "", as.character(v)))
  vapply(v, function(x) {
    if (is.na(x)) return("")
    for (digits in 15:17) if (as.numeric(text <- sprintf("%.*g", digits, x)) == x) return(text)
    text
  }, "")
}

# Keeps a data set for both programs: what is estimated is read back from the file. Returns it, as R read it.
keep_data <- function(d, name) {
  path <- file.path(golden_folder, "data", name)
  write.csv(as.data.frame(lapply(d, shortest), check.names = FALSE), path, row.names = FALSE, na = "", quote = FALSE)
  read.csv(path, na.strings = "", check.names = FALSE)
}

# A survey: `file` below tests/reference, `flags` what sondeo is told of its design, `design` what R is.
known_survey <- function(name, file, flags, design) list(name = name, file = file, flags = flags, design = design)

golden_figures <- c("estimate", "se", "ci_low", "ci_high", "df", "deff", "deff_wor", "deft", "n", "n_missing", "n_psu", "interval", "note")
golden_rows <- list()

# One row of the result table: where it is found (column = value), and its figures. `printed`: compared to the digits written.
# `key` columns not named are not looked at, but every disaggregation that is not named must be blank.
expect_row <- function(survey, estimator, arguments, key, ..., variance = "linearization", printed = FALSE) {
  given <- list(...)
  stopifnot(all(names(given) %in% golden_figures))
  figures <- vapply(golden_figures, function(name) if (is.null(given[[name]])) "" else exact_text(given[[name]]), "")
  golden_rows[[length(golden_rows) + 1]] <<-
    c(design = survey$name, variance = variance, estimator = estimator, data = survey$file,
      arguments = trimws(paste(arguments, survey$flags)), key = paste0(names(key), "=", key, collapse = ";"),
      tolerance = if (printed) "printed" else "", figures)
}

write_golden <- function(topic) {
  table <- as.data.frame(do.call(rbind, golden_rows))
  always <- c("design", "variance", "estimator", "data", "arguments", "key")
  table <- table[, names(table) %in% always | vapply(table, function(v) any(v != ""), TRUE)]
  write.csv(table, file.path(golden_folder, paste0(topic, ".csv")), row.names = FALSE)
  cat(topic, nrow(table), "rows; R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), "\n")
}

# --- Estimates of a cell ----------------------------------------------------------------------------------------------

# Variance of the sum of z by the formulas of survey-statistics 2 and 3, any number of stages: what survey 4.1-1 does
# otherwise under `adjust` (it centres at 0, survey 4.5 and sondeo at the mean of all totals). z: one number for each row.
variance_by_formula <- function(z, ids, strata, n, N, lonely, stage = 1) {
  id <- as.character(ids[, stage]); first <- match(unique(id), id)
  total <- vapply(unique(id), function(i) sum(z[id == i]), 0)
  h <- as.character(strata[first, stage]); m <- n[first, stage]; f <- if (is.null(N)) 0 * m else m / N[first, stage]
  f[!is.finite(f)] <- 0
  grand <- sum(total) / sum(m[!duplicated(h)])
  per_stratum <- vapply(unique(h), function(s) {
    i <- which(h == s); size <- m[i[1]]; share <- f[i[1]]
    if (1 - share < 1e-7) return(0)
    if (size == 1) return(switch(lonely, adjust = (1 - share) * (total[i] - grand)^2, average = NA, remove = , certainty = 0))
    centre <- sum(total[i]) / size
    (1 - share) * size / (size - 1) * (sum((total[i] - centre)^2) + (size - length(i)) * centre^2)
  }, 0)
  v <- sum(per_stratum, na.rm = TRUE) * if (anyNA(per_stratum)) length(per_stratum) / sum(!is.na(per_stratum)) else 1
  if (is.null(N) || stage == ncol(ids)) return(v)
  for (k in seq_along(first)) if (f[k] > 0) {
    inside <- id == id[first[k]]
    v <- v + f[k] * variance_by_formula(z[inside], ids[inside, , drop = FALSE], strata[inside, , drop = FALSE],
                                        n[inside, , drop = FALSE], N[inside, , drop = FALSE], lonely, stage + 1)
  }
  v
}

formula_variance <- function(z, s) {
  as_matrix <- function(x) if (is.null(x)) NULL else as.matrix(x)
  variance_by_formula(z, as.matrix(s$cluster), as.matrix(s$strata), as_matrix(s$fpc$sampsize), as_matrix(s$fpc$popsize), getOption("survey.lonely.psu"))
}

linear_scores <- function(measure, y, x, w) {
  switch(measure, total = w * y, mean = , proportion = w * (y - sum(w * y) / sum(w)) / sum(w),
         ratio = w * (y - sum(w * y) / sum(w * x) * x) / sum(w * x))
}

# Estimate, SE and design effects of y (over x) in the rows of s.
estimate_cell <- function(measure, y, x, s) {
  r <- switch(measure, total = svytotal(cbind(y), s), mean = , proportion = svymean(cbind(y), s), ratio = svyratio(cbind(y), cbind(x), s))
  out <- list(estimate = coef(r)[[1]], se = SE(r)[[1]])
  if (inherits(s, "survey.design2")) {
    used <- weights(s) != 0
    if (getOption("survey.lonely.psu") == "adjust") out$se <- sqrt(formula_variance(linear_scores(measure, y, x, weights(s)), s))
    out$df <- degf(s)
    out$n_psu <- length(unique(s$cluster[used, 1]))
  }
  if (out$se < 1e-13 * abs(out$estimate)) out$se <- 0
  out
}

# The design effects that R itself gives for means and totals.
design_effects <- function(measure, y, s) {
  by <- function(how) { r <- switch(measure, total = svytotal(cbind(y), s, deff = how), svymean(cbind(y), s, deff = how)); deff(r)[[1]] }
  wor <- if (sum(weights(s)) > 1.05 * sum(weights(s) != 0)) list(deff_wor = by(TRUE)) else list()  # else sondeo refuses it
  c(list(deff = by("replace"), deft = sqrt(by("replace"))), wor)
}

r_interval <- c(wald = "mean", logit = "xlogit", beta = "beta", arcsine = "asin")
proportion_ends <- function(method, y, s, level, df) {
  if (method == "wilson") return(wilson_ends(mean = coef(m <- svymean(cbind(y), s))[[1]], se = SE(m)[[1]], t = qt((1 + level) / 2, df)))
  if (method == "beta") {  # R's takes the df of the rows passed, and counts those without weight (oracle/README.md)
    if (df != degf(s)) return(beta_ends(coef(m <- svymean(cbind(y), s))[[1]], SE(m)[[1]], sum(weights(s) != 0), level, df))
    y <- y[weights(s) != 0]; s <- s[weights(s) != 0, ]
  }
  s$variables$answer_of_cell <- y
  as.numeric(attr(svyciprop(~answer_of_cell, s, method = r_interval[[method]], level = level, df = df), "ci"))
}
beta_ends <- function(p, se, n, level, df) {
  tail <- (1 - level) / 2
  size <- p * (1 - p) / se^2 * (qt(tail, n - 1) / qt(tail, df))^2
  c(qbeta(tail, size * p, size * (1 - p) + 1), qbeta(1 - tail, size * p + 1, size * (1 - p)))
}
# survey 4.5 has it, 4.1-1 does not (survey-statistics 6).
wilson_ends <- function(mean, se, t) {
  n <- mean * (1 - mean) / se^2
  (mean + t^2 / (2 * n) + c(-1, 1) * t / (2 * n) * sqrt(4 * n * mean * (1 - mean) + t^2)) / (1 + t^2 / n)
}

# What is estimated: measure, y, x as expressions of the data, and how sondeo is asked for it.
asked <- function(measure, name, y, x = NULL, what = NULL, category = NULL) {
  text <- if (is.null(what)) switch(measure, ratio = sprintf("'%s = %s/%s'", name, y, x), sprintf("'%s = %s'", name, y)) else what
  list(measure = measure, name = name, y = y, x = x, flag = paste0("--", measure, " ", text), category = category)
}

# Expects every measure, in total and by `by`, of a survey. `interval`: of proportions; `df`: domain, inf, design or a number.
# Intervals of other measures are wald; where sondeo would turn to logarithms (a limit below 0 of what cannot be), they are log.
expect_estimates <- function(survey, measures, by = NULL, interval = "logit", level = 0.95, df = "domain", deff = FALSE, where = NULL,
                             variance = "linearization", more = "") {
  d <- survey$design$variables
  if (is.null(d)) d <- survey$design$phase1$sample$variables
  flags <- paste(paste(unique(vapply(measures, `[[`, "", "flag")), collapse = " "), if (!is.null(by)) paste0("--by ", by, collapse = " "),
                 if (interval != "logit") paste("--interval", interval), if (level != 0.95) paste("--level", level),
                 if (df != "domain") paste("--df", df), if (deff) "--deff", if (!is.null(where)) paste0("--where '", where[[1]], "'"), more)
  flags <- trimws(gsub(" +", " ", flags))
  universe <- if (is.null(where)) rep(TRUE, nrow(d)) else { u <- eval(parse(text = where[[length(where)]]), d); u & !is.na(u) }
  for (m in measures) expect_measure(survey, m, d, universe, flags, by, interval, level, df, deff, variance)
}

expect_measure <- function(survey, m, d, universe, flags, by, interval, level, df, deff, variance) {
  y <- as.numeric(eval(parse(text = m$y), d)); x <- if (is.null(m$x)) NULL else as.numeric(eval(parse(text = m$x), d))
  present <- universe & !is.na(y) & (if (is.null(x)) TRUE else !is.na(x))
  cells <- list(list(key = c(indicator = m$name), rows = rep(TRUE, nrow(d))))
  for (b in by) for (code in sort(unique(d[[b]][!is.na(d[[b]])]))) {
    cells[[length(cells) + 1]] <- list(key = setNames(c(m$name, code), c("indicator", b)), rows = !is.na(d[[b]]) & d[[b]] == code)
  }
  full_df <- if (df == "design") degf(survey$design) else NA
  figures <- lapply(cells, function(cell) expected_cell(survey, m, y, x, universe & cell$rows, present & cell$rows, interval, level, df, full_df, deff, variance))
  low <- vapply(figures, function(f) isTRUE(f$ci_low < 0), TRUE)
  if (m$measure != "proportion" && any(low) && !any(y[universe] < 0, na.rm = TRUE)) figures <- lapply(figures, as_logarithmic, level = level)
  if (!is.null(m$category)) cells <- lapply(cells, function(cell) { cell$key <- c(cell$key, category = m$category); cell })
  estimator <- paste(c(m$measure, if (m$measure == "proportion" && interval != "logit") interval, if (df != "domain") paste("df", df)), collapse = " ")
  for (k in seq_along(cells))
    do.call(expect_row, c(list(survey, estimator, flags, cells[[k]]$key, variance = variance), figures[[k]][names(figures[[k]]) %in% golden_figures]))
}

expected_cell <- function(survey, m, y, x, inside, present, interval, level, df, full_df, deff, variance) {
  w <- weights(survey$design, "sampling")
  cases <- present & w != 0
  counts <- list(n = sum(cases), n_missing = sum(inside & w != 0) - sum(cases))
  if (counts$n == 0) return(c(counts, note = "empty_domain"))
  # Rows without weight are no cases: under these rules they would make their stratum count (oracle/README.md).
  rows <- if (getOption("survey.lonely.psu") %in% c("adjust", "average")) cases else present
  s <- survey$design[rows, ]
  out <- c(counts, estimate_cell(m$measure, y[rows], x[rows], s))
  if (deff && m$measure != "ratio" && out$se > 0) out <- c(out, design_effects(m$measure, y[rows], s))
  if (variance != "linearization") return(out[!names(out) %in% c("df", "n_psu")])
  if (out$df >= 1 || df != "domain") out$df <- switch(df, domain = out$df, inf = Inf, design = full_df, as.numeric(df))
  else return(out[names(out) != "df"])
  if (out$se == 0 || all(y[cases] == 0)) return(out)
  t <- qt((1 + level) / 2, out$df)
  ends <- if (m$measure == "proportion") proportion_ends(interval, y[rows], s, level, out$df) else out$estimate + c(-1, 1) * t * out$se
  c(out, list(ci_low = ends[1], ci_high = ends[2], interval = if (m$measure == "proportion") interval else "wald"))
}

as_logarithmic <- function(f, level) {
  if (is.null(f$interval) || f$interval != "wald" || !(f$estimate > 0)) return(f[!names(f) %in% c("ci_low", "ci_high", "interval")])
  ends <- f$estimate * exp(c(-1, 1) * qt((1 + level) / 2, f$df) * f$se / f$estimate)
  modifyList(f, list(ci_low = ends[1], ci_high = ends[2], interval = "log"))
}
