# survey-statistics 7: quantiles with Woodruff intervals, by every rule and interval, in R's own data sets; api by its rules
# is in ../quantiles.R. Left out are ends that survey 4.1-1 takes otherwise (docs/decisions.md): below the first cumulated
# weight, and ties of p with cumulated weights, which its weights 1 / (1 / w) may miss by the last bit.
source("tests/reference/golden/golden.R")
source("tests/reference/golden/surveys.R")
surveys <- one_stage_surveys()
intervals <- c(wald = "mean", logit = "xlogit", beta = "beta", arcsine = "asin")
comparable <- function(p, q, s, variable, type) {
  x <- s$variables[[variable]]; w <- weights(s); kept <- w > 0; order <- order(x[kept])
  share <- cumsum(w[kept][order]) / sum(w)
  s <- update(s, below = as.numeric(s$variables[[variable]] <= q))
  ends <- as.numeric(attr(suppressWarnings(svyciprop(~below, s, method = type, df = degf(s))), "ci"))
  if (SE(svymean(~below, s)) < 1e-12) return(FALSE)  # no length: rounding decides on which side of a tie an end falls
  at <- c(p, ends[!is.na(ends) & ends > 0 & ends < 1])
  coef(svymean(~below, s)) < 1 && all(at >= share[1]) && !any(vapply(at, function(a) any(share != a & abs(share - a) < 1e-12), TRUE))
}
expect_quantiles <- function(name, variable, probs, rule, interval, by = NULL) {
  survey <- surveys[[name]]; d <- survey$design$variables
  flags <- paste0("--quantile ", variable, " --probs ", paste(probs, collapse = ","), " --quantile-rule ", rule, " --quantile-interval ", interval,
                  if (!is.null(by)) paste(" --by", by))
  for (code in c(NA, if (!is.null(by)) sort(unique(d[[by]])))) {
    inside <- if (is.na(code)) rep(TRUE, nrow(d)) else d[[by]] == code
    s <- survey$design[!is.na(d[[variable]]) & inside, ]
    for (p in probs) {
      q <- suppressWarnings(svyquantile(as.formula(paste0("~", variable)), s, p, qrule = if (rule == "hf1") "math" else rule, interval.type = intervals[[interval]]))[[1]]
      if (!comparable(p, q[1], s, variable, intervals[[interval]])) next
      end <- function(v) if (is.na(v)) "absent" else v
      expect_row(survey, paste("quantile", rule, interval), flags, c(indicator = variable, category = paste0("p", p), if (!is.na(code)) setNames(code, by)),
                 estimate = q[1], ci_low = end(q[2]), ci_high = end(q[3]), se = end(if (anyNA(q[2:3])) NA else q[4]), df = degf(s), n = nrow(s))
    }
  }
}
for (name in c("clus1", "stratf", "clus2")) for (interval in names(intervals)) {
  expect_quantiles(name, "api00", c(.1, .25, .5, .75, .9), "hf1", interval, "stype_code")
  expect_quantiles(name, "enroll", c(.31, .5, .83), "hf7", interval, "sch_wide")
}
for (rule in paste0("hf", c(1, 2, 4:9))) for (interval in c("wald", "beta")) {
  expect_quantiles("hospital", "births", c(.29, .47, .71), rule, interval)
  expect_quantiles("crowd", "rooms", c(.37, .61), rule, interval)
}
expect_quantiles("nhanes", "RIAGENDR", .37, "hf1", "wald", "race")
# The figures printed in survey-statistics 7.
printed <- function(rule, p, ...) expect_row(surveys$stratf, paste("quantile printed", rule), paste0("--quantile api00 --probs .1,.25,.5,.75,.9 --quantile-rule ", rule),
                                             c(indicator = "api00", category = paste0("p", p)), ..., printed = TRUE)
printed("hf1", .1, estimate = "501", ci_low = "476", ci_high = "521", se = "11.4092790474477")
printed("hf1", .5, estimate = "668", ci_low = "642", ci_high = "694", se = "13.1840557881618")
printed("hf1", .9, estimate = "836", ci_low = "806", ci_high = "865", se = "14.9588325288759")
rules <- list(hf4 = c("500.395837968", "562.205608865", "667.235755966", "755.122596076", "836"), hf5 = c("500.857363996", "565", "667.833358875", "756.622596076", "836.850938264"),
              hf6 = c("500.495837968", "563.705608865", "668", "757.372596076", "838.450938264"), hf7 = c("501.591675935", "565", "667.608572534", "755.723353282", "836"),
              hf8 = c("500.710433811", "564.641063652", "667.950370578", "756.872596076", "837.384271597"), hf9 = c("500.744061153", "564.787650175", "667.918141573", "756.810096076", "837.250938264"))
for (rule in names(rules)) for (k in 1:5) printed(rule, c(.1, .25, .5, .75, .9)[k], estimate = rules[[rule]][k])
write_golden("quantiles")
