# Unequal probabilities without replacement, and two phases. A domain is zeros outside it: R drops what is outside, and
# the pairs of units with it.

pps_design <- function(d, o) {
  parts <- strsplit(o$pps, " ")[[1]]
  pps <- switch(parts[1], "hartley-rao" = HR(), joint = ppsmat(joint_of(d, o), tolerance = 0),
                poisson = poisson_sampling(d$p), parts[1])
  form <- if (length(parts) > 1) "YG" else "HT"
  arguments <- list(ids = ~unit, fpc = ~p, data = d, pps = pps, strata = if (o$pps_strata == "") NULL else ~h)
  if (parts[1] %in% c("overton", "hartley-rao", "joint")) arguments$variance <- form
  do.call(svydesign, arguments)
}

# The matrix of the rows, from the list of pairs of units: rows of one unit are in the sample together.
joint_of <- function(d, o) {
  pairs <- read.csv(file.path(folder, paste0("joint", o$design, ".csv")))
  m <- matrix(0, max(d$unit), max(d$unit))
  m[cbind(pairs$id1, pairs$id2)] <- m[cbind(pairs$id2, pairs$id1)] <- pairs$probability
  m[d$unit, d$unit]
}

phase_design <- function(d, o) {
  twophase(id = list(~id, ~id), strata = list(NULL, if (o$phase2_strata == "") NULL else ~k), fpc = list(~N, NULL),
           subset = ~(s2 == 1), data = d, method = o$phase2)
}

# Estimates of zeros outside: total, mean, share and ratio of the rows inside.
zeros_outside <- function(o, run, design, variables, set, place, inside, df) {
  v <- variables
  for (name in c("y", "x", "e")) v[[paste0("z", name)]] <- v[[name]] * inside
  v$zd <- as.numeric(inside)
  s <- set(design, v)
  lines <- NULL
  put <- function(name, found, scale) {
    v <- if (inherits(found, "svyratio")) found$var[1] else vcov(found)[1]
    estimate <- as.vector(coef(found))[1]
    values <- list(estimate = estimate, se = if (v < 0) NA else sqrt(v), df = df)
    if (abs(v) < (1e-9 * scale)^2) values$se <- NULL  # rounding
    if (is.null(df)) values$df <- NULL
    lines <<- c(lines, lines_of(o, "probabilities", run, "estimates", paste0(name, "||", place), values, scale))
  }
  size <- sum(v$zy[v$seen] * v$weight[v$seen])
  put("total_y", svytotal(~zy, s), size)
  put("mean_y", svyratio(~zy, ~zd, s), size / sum((v$zd * v$weight)[v$seen]))
  put("event", svyratio(~ze, ~zd, s), 1)
  put("ratio", svyratio(~zy, ~zx, s), size / sum((v$zx * v$weight)[v$seen]))
  lines
}

families$probabilities <- function(survey, o) {
  d <- read.csv(file.path(folder, paste0("sample", o$design, ".csv")))
  pps <- pps_design(d, o)
  phases <- phase_design(d, o)
  lines <- NULL
  for (code in c("", "north", "south")) {
    inside <- code == "" | d$b == code
    place <- paste0("|", code, "|")
    if (any(inside)) {
      df <- length(unique(d$unit[inside])) - length(unique(d$h[inside]))
      if (df < 1) df <- NULL
      set <- function(design, v) { design$variables <- v; design }
      lines <- c(lines, zeros_outside(o, "pps", pps, transform(d, weight = w, seen = TRUE), set, place, inside, df))
    }
    if (any(inside & d$s2 == 1)) {
      again <- inside & d$s2 == 1
      df <- sum(again) - if (o$phase2_strata == "") 1 else length(unique(d$k[again]))
      if (df < 1) df <- NULL
      set <- function(design, v) { design$phase1$sample$variables <- v[d$s2 == 1, ]; design }
      w <- rep(0, nrow(d))
      w[d$s2 == 1] <- weights(phases)
      lines <- c(lines, zeros_outside(o, "phases", phases, transform(d, weight = w, seen = s2 == 1), set, place, inside, df))
    }
  }
  lines
}
