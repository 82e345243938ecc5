# Weights that are declared to be calibrated: a calibration to the totals that they give already changes none of them
# (g = 1) and makes R take residuals.

margin_formulas <- list(g = ~factor(g), "g s" = ~factor(g) * s, "g;s" = ~factor(g) + s, r = ~r - 1, "s;r" = ~s + r)

# Regressors that others determine are left out, as R's qr() does later.
declared <- function(design, formula) {
  x <- model.matrix(formula, model.frame(formula, design$variables))
  q <- qr(x * sqrt(weights(design)))
  x <- x[, q$pivot[seq_len(q$rank)], drop = FALSE]
  colnames(x) <- paste0("margin", seq_len(ncol(x)))
  design$variables <- cbind(design$variables, x)
  made <- calibrate(design, reformulate(c(colnames(x), "-1")), colSums(x * weights(design)), calfun = "linear", epsilon = 1e-13)
  stopifnot(max(abs(weights(made) - weights(design))) < 1e-11 * max(weights(design)))
  made
}

# The rows of a domain. R keeps the others, with weight 0, and fails at their missing values.
domain_of_calibrated <- function(s, cases) {
  for (name in c("y", "x", "e", "t")) s$variables[[name]][!cases] <- 0
  s[cases, ]
}

# What a calibration fixes has no variance: the rounding that is left of it is not compared.
calibrated_line <- function(o, run, key, found, scale, tiny = 1e-10 * scale) {
  if (isTRUE(found$se < tiny)) found <- found["estimate"]
  lines_of(o, "calibrated", run, if (run == "main") "estimates" else "models", key, found, scale)
}

calibrated_cell <- function(o, s, design, place, inside) {
  d <- s$variables
  lines <- NULL
  put <- function(name, present, made, y, size) {
    if (!any(present)) return(NULL)
    found <- made()
    v <- if (inherits(found, "svyratio")) found$var[1] else vcov(found)[1]
    cases <- present & d$w != 0
    scale <- sum(d$w[cases] * abs(y[cases])) / size(cases)
    df <- degrees(o, design[cases, ], design)
    calibrated_line(o, "main", paste0(name, "||", place), list(estimate = coef(found)[[1]], se = sqrt(v), df = df), scale)
  }
  of_y <- inside & !is.na(d$y) & d$w != 0
  of_e <- inside & !is.na(d$e) & d$w != 0
  of_ratio <- of_y & !is.na(d$x)
  weight <- function(cases) sum(d$w[cases])
  c(put("mean_y", of_y, function() svymean(~y, domain_of_calibrated(s, of_y)), d$y, weight),
    put("total_y", of_y, function() svytotal(~y, domain_of_calibrated(s, of_y)), d$y, function(cases) 1),
    put("event", of_e, function() svymean(~e, domain_of_calibrated(s, of_e)), d$e, weight),
    put("ratio", of_ratio, function() svyratio(~y, ~x, domain_of_calibrated(s, of_ratio)), d$y, function(cases) sum((d$w * d$x)[cases])))
}

calibrated_model <- function(o, s) {
  cases <- s$variables$w != 0 & !is.na(s$variables$t) & !is.na(s$variables$x)
  m <- svyglm(t ~ x, domain_of_calibrated(s, cases), control = to_the_end)
  if (anyNA(coef(m))) return(NULL)
  se <- SE(m)
  tiny <- 1e-9 * mean(s$variables$t, na.rm = TRUE)
  terms <- c("(intercept)", "x")
  unlist(lapply(1:2, function(k)
    calibrated_line(o, "model", paste0("t ~ x|", terms[k]), list(estimate = coef(m)[[k]], se = se[[k]]), se[[k]] * 1e3, tiny)))
}

families$calibrated <- function(survey, o) {
  survey$data$w <- survey$data$wp  # R's calibrate() wants weights above 0
  survey$design <- make_design(survey$data, o)
  s <- declared(survey$design, margin_formulas[[o$margins]])
  lines <- NULL
  for (code in c("", "north", "south")) {
    inside <- code == "" | (!is.na(survey$data$b) & survey$data$b == code)
    if (any(inside)) lines <- c(lines, calibrated_cell(o, s, survey$design, paste0("|", code, "|"), inside))
  }
  c(lines, calibrated_model(o, s))
}
