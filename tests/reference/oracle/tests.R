# Tests of crosstabs and t tests. R's statistics; degrees of freedom by the rule that was asked for, and p of both.

# One table of the rows of s, which all have both variables.
crosstab_of <- function(o, place, s, nu) {
  figures <- function(test, values) lines_of(o, "tests", "main", "tests", paste0("crosstab-", test, "|v,b|", place), values)
  counts <- tapply(weights(s), list(s$variables$v, s$variables$b), length)
  if (any(dim(counts) < 2)) return(figures("f", list(value = NA)))
  k <- prod(dim(counts) - 1)
  if (!(nu > 0)) return(figures("f", list(value = NA)))
  one <- function(kind) try(svychisq(~v + b, s, statistic = kind), silent = TRUE)
  first <- one("F")
  wald <- one("Wald")
  lines <- NULL
  if (!inherits(first, "try-error") && isTRUE(first$statistic < 1e12)) {  # beyond it rounding stands in for a variance
    d0 <- first$parameter[[1]]
    f <- first$statistic[[1]]
    lines <- c(figures("f", list(value = f, df1 = d0, df2 = d0 * nu, p = pf(f, d0, d0 * nu, lower.tail = FALSE))),
               figures("chisq", list(value = f * k, df1 = k, p = one("Chisq")$p.value[[1]])))
  }
  # Cells without cases leave R with a singular matrix, or with one that only rounding keeps from being so.
  if (!inherits(wald, "try-error") && !anyNA(counts)) {
    w <- wald$statistic[[1]]
    adjusted <- w * (nu - k + 1) / nu
    lines <- c(lines, figures("wald", list(value = w, df1 = k, df2 = nu, p = pf(w, k, nu, lower.tail = FALSE))))
    if (is.finite(nu) && nu - k + 1 > 0)
      lines <- c(lines, figures("adjusted-wald", list(value = adjusted, df1 = k, df2 = nu - k + 1,
                                                      p = pf(adjusted, k, nu - k + 1, lower.tail = FALSE))))
  }
  lines
}

# One less than by the rule, a given number as it is.
ttest_df <- function(o, s, full) degrees(o, s, full) - (o$df %in% c("domain", "strata", "design", "inf"))

ttest_lines <- function(o, run, test, variables, category, place, estimate, se, df, mu, scale) {
  if (is.nan(se) || isTRUE(se < 1e-10 * scale)) return(NULL)  # rounding: nothing varies between PSUs
  t <- (estimate - mu) / se
  if (!(df > 0) || is.na(se)) t <- df <- NA
  c(lines_of(o, "tests", run, "tests", paste(test, variables, place, sep = "|"),
             list(value = t, df1 = df, p = 2 * pt(-abs(t), df)), scale / se),
    lines_of(o, "tests", run, "estimates", paste(variables, category, place, sep = "|"), list(estimate = estimate, se = se), scale))
}

# The difference in y between the groups of b, and the mean of t.
ttests_of <- function(o, run, place, inside, survey, mu) {
  d <- survey$data
  lines <- NULL
  in_groups <- inside & !is.na(d$y) & !is.na(d$b)
  varies <- o$amounts != "constant" && length(unique(d$b[in_groups])) == 2
  if (run == "main" && varies) {
    s <- survey$design[in_groups, ]
    found <- svyttest(y ~ b, s)
    difference <- found$estimate[[1]]
    df <- ttest_df(o, s, survey$design)
    lines <- ttest_lines(o, run, "ttest-two-sample", "y ~ b", "south-north", place, difference, difference / found$statistic[[1]],
                         df, 0, mean(abs(s$variables$y)))
  }
  counted <- inside & !is.na(d$t)
  if (length(unique(d$t[counted])) < 2) return(lines)
  s <- survey$design[counted, ]
  found <- svyttest(t ~ 0, s)
  c(lines, ttest_lines(o, run, "ttest-one-sample", "t", "", place, found$estimate[[1]], found$estimate[[1]] / found$statistic[[1]],
                       ttest_df(o, s, survey$design), mu, found$estimate[[1]]))
}

families$tests <- function(survey, o) {
  d <- survey$data
  lines <- NULL
  for (code in c("", "1", "2", "3")) {
    inside <- d$w != 0 & (code == "" | d$g == code)
    place <- paste0("||", code)
    both <- inside & !is.na(d$v) & !is.na(d$b)
    if (any(both)) {
      s <- survey$design[both, ]
      lines <- c(lines, crosstab_of(o, place, s, degrees(o, s, survey$design)))
    }
    lines <- c(lines, ttests_of(o, "main", place, inside, survey, 0))
  }
  c(lines, ttests_of(o, "mu", "||", d$w != 0, survey, 2))
}
