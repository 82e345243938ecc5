# Linear, logistic and Poisson regressions: coefficients, standard errors and Wald tests of terms.

model_families <- list(linear = gaussian(), logistic = quasibinomial(), poisson = quasipoisson())
model_formulas <- list(linear = y ~ x + b + factor(g), logistic = e ~ r * s, poisson = t ~ r + s + factor(v))
# R stops at a relative change of the deviance of 1e-8, which leaves 1e-6 in the variances: here it goes on to the end.
to_the_end <- glm.control(epsilon = 1e-15, maxit = 60)

# R's names of regressors in sondeo's words.
regressor_names <- function(n) {
  n <- gsub("factor\\((\\w+)\\)(\\w*)", "\\1=\\2", sub("(Intercept)", "(intercept)", n, fixed = TRUE))
  sub("=$", "", gsub("\\bb(north|south)", "b=\\1", gsub("\\bs(f|m)\\b", "s=\\1", n)))
}

# Whether R's coefficients run away because the responses are separated: some fitted values are at their bounds.
runs_away <- function(m) {
  kind <- m$family$family
  (kind != "gaussian" && any(fitted(m) < 1e-7)) || (kind == "quasibinomial" && any(fitted(m) > 1 - 1e-7))
}

tests_of_terms <- function(o, family, m, df) {
  one <- function(test, of, name) {
    t <- try(regTermTest(m, of, df = 10), silent = TRUE)  # F itself has no df
    if (inherits(t, "try-error")) return(NULL)  # fewer PSUs than coefficients
    f <- t$Ftest[[1]]
    lines_of(o, "models", family, "tests", paste0(test, "|", name, "|||"),
             list(value = f, df1 = t$df, df2 = df, p = pf(f, t$df, df, lower.tail = FALSE)), sqrt(f))
  }
  labels <- attr(terms(m), "term.labels")
  whole <- gsub("\"", "", deparse1(formula(m)))
  c(one("wald-model", labels, whole), unlist(lapply(labels, function(label) one("wald-term", label, regressor_names(label)))))
}

model_of <- function(family, survey, o) {
  d <- survey$data
  wanted <- all.vars(model_formulas[[family]])
  inside <- domain_of(d, list(where_r = o$model_where_r), "where") & d$w != 0 & complete.cases(d[wanted])
  if (!any(inside)) return(refusal(o, "models", family, "E5550"))
  s <- survey$design[inside, ]
  if (family == "linear" && o$amounts == "constant") return(NULL)
  one_group <- Filter(function(name) length(unique(d[[name]][inside])) < 2, setdiff(wanted, c("y", "e", "t")))
  fit <- function(...) do.call(svyglm, list(model_formulas[[family]], s, family = model_families[[family]], control = to_the_end, ...))
  m <- if (length(one_group) == 0) fit()
  singular <- length(one_group) > 0 || anyNA(m$coefficients)
  away <- !is.null(m) && runs_away(m)
  if (singular || away) return(refusal(o, "models", family, "E6550|E6551|E5552"))
  m <- fit(start = coef(m))  # once more from the end: its variances come from the step before the last
  rule <- degrees(o, s, survey$design)
  df <- if (o$df %in% c("domain", "strata", "design", "inf")) rule + 1 - length(coef(m)) else rule
  se <- SE(m)
  name <- paste0(deparse1(formula(m)), "|", regressor_names(names(coef(m))))
  p <- ifelse(se > 0, 2 * pt(-abs(coef(m) / se), df), NA)  # taken whole: no error, no test
  # As many regressors as cases: what is left is rounding.
  left <- max(abs(resid(m, "response")))
  if (left < 1e-9 * max(abs(m$y - mean(m$y)))) return(NULL)
  lines <- unlist(lapply(seq_along(name), function(k)
    lines_of(o, "models", family, "models", name[k], list(estimate = coef(m)[[k]], se = se[[k]], df = df, p = p[[k]]), se[[k]])))
  c(lines, if (df > 0) tests_of_terms(o, family, m, df))
}

families$models <- function(survey, o) unlist(lapply(names(model_families), model_of, survey = survey, o = o))
