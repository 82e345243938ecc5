# R survey, step by step, on the generated file: what `run` puts beside whole processes of sondeo.
# Rscript tests/bench/steps.R FILE.csv     prints step,seconds
suppressMessages(library(survey))
d <- read.csv(commandArgs(TRUE)[1])
d$y <- ifelse(d$v01 == 1, 1, ifelse(d$v01 == 2, 0, NA))
for (name in c("sex", "agegrp", "educ", "area", "region")) d[[paste0(name, "F")]] <- factor(d[[name]])
d$educF[d$educ == 9] <- NA
d$rs <- interaction(d$region, d$sex)
s <- svydesign(~psu, strata = ~stratum, weights = ~weight, fpc = ~fpc_psu, data = d, nest = TRUE)
step <- function(name, work) cat(sprintf("%s,%.4f\n", name, system.time(work)[["elapsed"]]))
step("quantiles", svyquantile(~income, s, c(.25, .5, .75), na.rm = TRUE, ci = TRUE))
step("crosstab", svychisq(~y + educF, s))
step("logistic", svyglm(y ~ sexF + agegrpF + areaF + educF + regionF, design = s, family = quasibinomial()))
step("logit intervals by region", svyby(~y, ~regionF, s, svyciprop, vartype = "ci", method = "logit", na.rm = TRUE))
set.seed(1)
step("200 replicates, mean by region", {
  made <- as.svrepdesign(s, type = "bootstrap", replicates = 200)
  svyby(~y, ~regionF, made, svymean, na.rm = TRUE)
})
# The weights meet these totals already: what is measured is the estimate with its residuals.
f <- ~rs + agegrpF
calibrated <- calibrate(s, f, colSums(model.matrix(f, d) * d$weight))
step("calibrated mean by region", svyby(~y, ~regionF, calibrated, svymean, na.rm = TRUE))
