# survey-statistics 9: both definitions of deff, and deft, of means and totals.
source("tests/reference/golden/golden.R")
source("tests/reference/golden/surveys.R")
surveys <- one_stage_surveys()
for (name in names(surveys)) expect_estimates(surveys[[name]], Filter(function(m) m$measure %in% c("mean", "total", "proportion"), measures_of(name)),
                                             by = by_of(name)[1], deff = TRUE)
write_golden("design_effects")
