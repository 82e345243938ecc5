# Replicate variances: of weights that sondeo made and wrote out (jk1 and jkn as R makes them), and of weights given.

# The survey with its replicates, and what sondeo does where one has no base: `empty` says whether it has a variance then.
made_design <- function(d, o) {
  method <- sub(":.*", "", o$made)
  pairs <- if (method == "jk1") svydesign(~unit, weights = ~w, data = d)
           else svydesign(~u2, strata = ~h2, weights = ~w, data = d, nest = TRUE)
  if (method %in% c("jk1", "jkn"))
    return(as.svrepdesign(pairs, type = c(jk1 = "JK1", jkn = "JKn")[[method]], mse = TRUE, compress = FALSE))
  file <- file.path(folder, paste0("made", o$design, ".csv"))
  if (!file.exists(file)) return(NULL)
  w <- as.matrix(read.csv(file)[-(1:2)])
  n <- ncol(w)
  scale <- switch(method, jk2 = 1, brr = 1 / n, fay = 1 / (n * (1 - as.numeric(sub(".*:", "", o$made)))^2), sdr = 4 / n,
                  "canty-davison" = 2 / (n - 1), bootstrap = , rwyb = , preston = 1 / (n - 1), as.numeric(o$tau)^2 / n)
  about_mean <- method %in% c("canty-davison", "bootstrap", "rwyb", "preston")
  svrepdesign(variables = d, weights = d$w, repweights = w, type = "other", scale = scale, rscales = rep(1, n), mse = !about_mean,
              combined.weights = TRUE)
}

given_design <- function(d, o) {
  w <- as.matrix(read.csv(file.path(folder, paste0("given", o$design, ".csv")))[-1])
  n <- ncol(w)
  method <- sub(":.*", "", o$given)
  scale <- switch(method, brr = 1 / n, fay = 1 / (n * (1 - as.numeric(sub(".*:", "", o$given)))^2), bootstrap = 1 / (n - 1),
                  jk2 = , jkn = 1, sdr = , acs = 4 / n, as.numeric(o$scale))
  rscales <- if (method == "jkn") as.numeric(readLines(file.path(folder, paste0("rscales", o$design, ".txt")))) else rep(1, n)
  mse <- if (o$centre == "") method != "bootstrap" else o$centre == "mse"
  svrepdesign(variables = d, weights = d$w, repweights = w, type = "other", scale = scale, rscales = rscales, mse = mse,
              combined.weights = TRUE)
}

# Whether every replicate of these rows has the base that an estimate divides by.
has_base <- function(s, base) all(colSums(weights(s, "analysis") * base) > 0)

# Under replicates survey 4.1-1 takes `mean` whatever the interval.type: of the others the share's own interval is read back.
replicated_quantile <- function(s, o, df) {
  rule_now <<- o$rule
  x <- s$variables$r
  w <- weights(s, "sampling")
  below <- as.numeric(x <= read_off(x, w, 0.5, o))
  f <- svymean(cbind(below), s)
  p <- coef(f)[[1]]
  se <- SE(f)[[1]]
  if (p > 1 - 1e-12 || isTRUE(se < 1e-12) || length(x) < 2 || nearly_meets(x, w, 0.5) || !(df > 0)) return(NULL)
  t <- qt(1 - (1 - o$level) / 2, df)
  if (o$quantile_interval == "wald") {
    q <- svyquantile(data.frame(x), s, 0.5, qrule = o$rule, interval.type = "mean", alpha = 1 - o$level, df = df)[[1]]
    return(list(estimate = q[1, 1], se = q[1, 4], ci_low = q[1, 2], ci_high = q[1, 3], df = df))
  }
  argument <- asin(sqrt(p)) + c(-1, 1) * t * se / (2 * sqrt(p * (1 - p)))
  ends <- switch(o$quantile_interval, logit = plogis(qlogis(p) + c(-1, 1) * t * se / (p * (1 - p))),
                 beta = beta_interval(list(estimate = p, se = se, n = length(x)), t, o$level, Inf),
                 arcsine = sin(pmin(pmax(argument, 0), pi / 2))^2)
  limits <- vapply(ends, function(end) read_off(x, w, end, o), 0)
  list(estimate = read_off(x, w, 0.5, o), se = diff(limits) / (2 * t), ci_low = limits[1], ci_high = limits[2], df = df)
}

replicated_gap <- function(s) {
  parts <- lapply(c(m = "m", f = "f"), function(code) s$variables$s == code)
  if (!any(parts$m) || !any(parts$f) || !has_base(s, parts$m) || !has_base(s, parts$f)) return(NULL)
  found <- withReplicates(s, function(w, data) sum(w * data$y * parts$m) / sum(w * parts$m) - sum(w * data$y * parts$f) / sum(w * parts$f))
  list(estimate = coef(found)[[1]], se = SE(found)[[1]])
}

replicated_cell <- function(o, run, design, place, inside, df_of) {
  d <- design$variables
  cases <- function(...) inside & d$w != 0 & complete.cases(d[c(...)])
  put <- function(name, rows, made, base, scale) {
    if (!any(rows)) return(NULL)
    s <- design[rows, ]
    if (!has_base(s, base(s$variables))) return(NULL)  # a replicate without a base: by sondeo's own rule (replicates.toml)
    found <- made(s)
    v <- if (inherits(found, "svyratio")) found$var[1] else vcov(found)[1]
    values <- list(estimate = coef(found)[[1]], se = sqrt(v), df = df_of(s, rows))
    lines_of(o, "replicates", run, "estimates", paste0(name, "||", place), values, scale(s))
  }
  ones <- function(v) rep(1, nrow(v))
  mean_size <- function(s) { w <- weights(s, "sampling"); sum(w * abs(s$variables$y)) / sum(w) }
  lines <- c(
    put("mean_y", cases("y"), function(s) svymean(~y, s), ones, mean_size),
    put("total_y", cases("y"), function(s) svytotal(~y, s), ones, function(s) sum(weights(s, "sampling") * abs(s$variables$y))),
    put("event", cases("e"), function(s) svymean(~e, s), ones, function(s) 1),
    put("ratio", cases("y", "x"), function(s) svyratio(~y, ~x, s), function(v) v$x, function(s) mean_size(s) / mean(s$variables$x)))
  rows <- cases("r")
  s <- design[rows, ]
  if (has_base(s, 1)) {
    found <- replicated_quantile(s, o, df_of(s, rows))
    if (!is.null(found)) lines <- c(lines, lines_of(o, "replicates", run, "estimates", paste0("q_r|p0.5|", place), found, found$estimate))
  }
  gap <- if (any(cases("y"))) replicated_gap(design[cases("y"), ])
  c(lines, if (!is.null(gap)) lines_of(o, "replicates", run, "estimates", paste0("gap||", place), gap, mean_size(design[cases("y"), ])))
}

families$replicates <- function(survey, o) {
  d <- survey$data
  # Made replicates have the df of their PSUs, given ones those of their rank.
  df_of_psus <- function(s, rows) {
    strata <- if (o$made == "jk1") 1 else length(unique(d$h2[rows]))
    df <- length(unique(d$unit[rows])) - strata
    if (df < 1) df <- if (o$made == "jk1") length(unique(d$unit)) - 1 else strata  # whole strata: two units in each
    df
  }
  of_rank <- function(s, rows) degf(s)
  runs <- list(made = list(made_design(d, o), df_of_psus), given = list(given_design(d, o), of_rank))
  lines <- NULL
  for (run in names(runs)) for (code in c("", "north", "south")) {
    inside <- code == "" | (!is.na(d$b) & d$b == code)
    if (is.null(runs[[run]][[1]]) || !any(inside & d$w != 0)) next
    lines <- c(lines, replicated_cell(o, run, runs[[run]][[1]], paste0("|", code, "|"), inside, runs[[run]][[2]]))
  }
  lines
}
