# Quantiles with Woodruff's intervals: of y and of t, which has ties.

# Where p is below the first cumulated weight survey 4.1-1 takes the second value; from 4.5 on, and in sondeo, the first.
# hf4 goes on along its line in both.
rule_now <- "hf1"
around_of_4.1 <- survey:::qs
around <- function(x, w, p) {
  r <- around_of_4.1(x, w, p)
  if (rule_now != "hf4") r$wlow <- max(r$wlow, 0)
  if (r$wlow + r$wup == 0) r$wup <- 1  # at 1 hf4 would divide 0 by 0: the last value
  r
}
assignInNamespace("qs", around, "survey")

# Whether cumulated weights meet a share but for the last bits: R's weights are 1 / (1 / w).
nearly_meets <- function(x, w, p) {
  steps <- cumsum(w[order(x)]) / sum(w) - p
  any(steps != 0 & abs(steps) < 1e-11)
}

quantile_of <- function(x, s, p, o, df) {
  rule_now <<- o$rule
  if (length(x) == 1) return(list(estimate = x, se = NA, ci_low = NA, ci_high = NA))  # R's rules want two
  w <- weights(s)
  below <- estimated("proportion", as.numeric(x <= read_off(x, w, p, o)), NULL, s, o, FALSE)
  out <- list(estimate = read_off(x, w, p, o), se = NA, ci_low = NA, ci_high = NA)
  if (nearly_meets(x, w, p)) return(list())
  if (below$estimate > 1 - 1e-12) return(out)
  if (is.na(below$se)) return(out)
  if (below$se < 1e-12) return(out["estimate"])  # both ends on a step
  ends <- formula_ends(below, length(x), s, o, df)
  if (is.null(ends)) {
    type <- c(wald = "mean", logit = "xlogit", beta = "beta", arcsine = "asin")[[o$quantile_interval]]
    q <- svyquantile(data.frame(x), s, p, qrule = o$rule, interval.type = type, alpha = 1 - o$level, df = df)[[1]]
    return(list(estimate = q[1, 1], se = q[1, 4], ci_low = q[1, 2], ci_high = q[1, 3]))
  }
  if (!anyNA(ends)) out[c("ci_low", "ci_high")] <- vapply(ends, function(end) read_off(x, w, end, o), 0)
  out$se <- (out$ci_high - out$ci_low) / (2 * qt(1 - (1 - o$level) / 2, df))
  out
}

# At 1, where an arcsine is clamped, the last value, whatever the last bits of the cumulated weights.
read_off <- function(x, w, p, o) if (isTRUE(p >= 1)) max(x[w > 0]) else get(paste0("qrule_", o$rule), asNamespace("survey"))(x, w, p)

# The share's interval where R has another: an arcsine that folds over, a beta whose df are not those of its rows.
formula_ends <- function(below, n, s, o, df) {
  t <- if (df > 0) qt(1 - (1 - o$level) / 2, df) else NA
  below$n <- n
  if (o$quantile_interval == "beta" && df != degf(s)) return(beta_interval(below, t, o$level, Inf))
  argument <- asin(sqrt(below$estimate)) + c(-1, 1) * t * below$se / (2 * sqrt(below$estimate * (1 - below$estimate)))
  if (o$quantile_interval == "arcsine" && !anyNA(argument) && (argument[1] < 0 || argument[2] > pi / 2))
    return(sin(pmin(pmax(argument, 0), pi / 2))^2)
  NULL
}

families$quantiles <- function(survey, o) {
  d <- survey$data
  lines <- NULL
  for (name in c("y", "t")) for (by in list(character(), "a", "b")) {
    codes <- if (length(by) == 0) "" else sort(unique(as.character(na.omit(d[[by]]))))
    for (code in codes) {
      inside <- !is.na(d[[name]]) & d$w != 0
      if (code != "") inside <- inside & !is.na(d[[by]]) & as.character(d[[by]]) == code
      place <- paste(if (identical(by, "a")) code else "", if (identical(by, "b")) code else "", "", sep = "|")
      s <- if (any(inside)) survey$design[inside, ]
      for (p in strsplit(o$probs, " ")[[1]]) {
        key <- paste0("q_", name, "|p", p, "|", place)
        found <- list(n = sum(inside), estimate = NA)
        if (any(inside)) {
          df <- degrees(o, s, survey$design)
          found <- c(found["n"], df = df, quantile_of(d[[name]][inside], s, as.numeric(p), o, df))
        }
        scale <- if (is.null(found$estimate)) NA else abs(found$estimate)
        lines <- c(lines, lines_of(o, "quantiles", "main", "estimates", key, found, scale))
      }
    }
  }
  lines
}
