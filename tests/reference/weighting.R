# Weights and standard errors that R makes of a gross sample: base weights, non-response by classes and by
# propensity, trimming (survey's trimWeights), normalisation, and the jackknife through all of it.
# usage: Rscript weighting.R   (in tests/reference; writes weighting/sample.csv and weighting/golden_*.csv)
suppressMessages(library(survey))
options(digits = 17)
set.seed(20250417)

# A gross sample: 4 strata of 5 PSUs with 12 units each.
strata <- 4; psus <- 5; units <- 12
d <- expand.grid(unit = 1:units, psu = 1:psus, stratum = 1:strata)
d$id <- seq_len(nrow(d))
d$region <- ifelse(d$stratum <= 2, 1, ifelse(d$stratum == 3, 2, 3))
d$area <- 1 + (d$psu > 3)
d$p1 <- round(0.02 + 0.01 * d$stratum + 0.005 * d$psu, 3)
d$p2 <- round(runif(nrow(d), 0.1, 0.9), 3)
d$age <- round(runif(nrow(d), 15, 80))
d$eligible <- sample(1:6, nrow(d), TRUE, c(40, 30, 15, 8, 5, 2))
lin <- -0.4 + 0.02 * d$age - 0.5 * (d$area == 2) + 0.3 * (d$region == 2)
u <- runif(nrow(d))
d$status <- ifelse(u < 0.06, 4, ifelse(u < 0.11, 5, ifelse(runif(nrow(d)) < plogis(lin), 1, ifelse(runif(nrow(d)) < 0.5, 2, 3))))
d$victim <- ifelse(d$status == 1, as.integer(runif(nrow(d)) < plogis(-1 + 0.01 * d$age)), NA)
d$income <- ifelse(d$status == 1, round(exp(rnorm(nrow(d), 6, 0.8)), 2), NA)
d <- d[, c("id", "stratum", "psu", "region", "area", "p1", "p2", "age", "eligible", "status", "victim", "income")]
write.csv(d, "weighting/sample.csv", row.names = FALSE, na = "")

base_weight <- 1 / (d$p1 * d$p2) * pmin(d$eligible, 4)
known <- d$status != 5
response <- d$status == 1
eligible <- d$status %in% 1:3

# Unknown shared out, then respondents for nonrespondents, in classes.
by_class <- function(w, class) {
  all <- tapply(w, class, sum); of_known <- tapply(w * known, class, sum)
  w <- ifelse(known, w * (all / of_known)[as.character(class)], 0)
  elig <- tapply(w * eligible, class, sum); resp <- tapply(w * response, class, sum)
  ifelse(response, w * (elig / resp)[as.character(class)], ifelse(eligible, 0, w))
}
# Unknown shared out overall, then by the score of a logistic model.
by_score <- function(w, use) {
  w <- ifelse(known, w * sum(w) / sum(w[known]), 0)
  e <- d[eligible, ]; e$w <- w[eligible]; e$y <- as.integer(e$status == 1); e$area <- factor(e$area)
  fit <- glm(y ~ age + area, family = quasibinomial, weights = w / mean(w), data = e,
             control = glm.control(epsilon = 1e-15, maxit = 100))
  score <- fitted(fit)
  if (use == "inverse") factor <- 1 / score else {
    cuts <- unique(quantile(score, (1:4) / 5, type = 1))
    class <- findInterval(score, cuts, left.open = TRUE)
    factor <- (tapply(e$w, class, sum) / tapply(e$w * e$y, class, sum))[as.character(class)]
  }
  out <- w
  out[eligible] <- ifelse(e$y == 1, e$w * factor, 0)
  out
}
class <- d$region * 10 + d$area
classes <- by_class(base_weight, class)
quintiles <- by_score(base_weight, "classes")
inverse <- by_score(base_weight, "inverse")
on <- classes > 0
weights_of <- function(w, ...) weights(trimWeights(svydesign(~1, weights = w), ...))
trimmed <- classes; trimmed[on] <- weights_of(classes[on], upper = 300, lower = 15)
q <- quantile(classes[on], c(.25, .5, .75))
iqr <- classes; iqr[on] <- weights_of(classes[on], upper = q[[2]] + 1.5 * (q[[3]] - q[[1]]),
                                      lower = max(0, q[[2]] - 1.5 * (q[[3]] - q[[1]])))
normalised <- classes
for (r in unique(d$region)) {
  of <- on & d$region == r
  normalised[of] <- classes[of] * sum(of) / sum(classes[of])
}
write.csv(data.frame(id = d$id, base = base_weight, classes, quintiles, inverse, trimmed, iqr, normalised),
          "weighting/golden_weights.csv", row.names = FALSE)

# The jackknife and given replicates through the classes: survey makes the factors, the steps follow.
design <- svydesign(~psu, strata = ~stratum, weights = base_weight, data = d, nest = TRUE)
rep <- as.svrepdesign(design, type = "JKn", compress = FALSE)
factors <- weights(rep, "replication")
estimates <- function(w) {
  r <- response
  c(victims = sum(w[r] * d$victim[r]), share = sum(w[r] * d$victim[r]) / sum(w[r]),
    income = sum(w[r] * d$income[r]) / sum(w[r]))
}
golden <- NULL
for (how in c("classes", "quintiles", "inverse")) {
  step <- switch(how, classes = function(w) by_class(w, class), quintiles = function(w) by_score(w, "classes"),
                 inverse = function(w) by_score(w, "inverse"))
  full <- estimates(step(base_weight))
  each <- sapply(seq_len(ncol(factors)), function(r) estimates(step(base_weight * factors[, r])))
  v <- rowSums(sweep((each - full)^2, 2, rep$scale * rep$rscales, "*"))
  golden <- rbind(golden, data.frame(steps = how, figure = names(full), estimate = full, se = sqrt(v)))
}
write.csv(golden, "weighting/golden_estimates.csv", row.names = FALSE)
cat(R.version.string, "survey", as.character(packageVersion("survey")), "\n")
