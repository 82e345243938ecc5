# survey-statistics 1 and 4: weights, missing values, domains and conditions, in R's own data sets.
source("tests/reference/golden/golden.R")
source("tests/reference/golden/surveys.R")
surveys <- one_stage_surveys()
for (name in names(surveys)) expect_estimates(surveys[[name]], measures_of(name), by = by_of(name))
# A condition and a domain give the same: rows outside stay in the design.
expect_estimates(surveys$nhanes, measures_of("nhanes"), by = "agecat", where = list("race == 2 and RIAGENDR == 1", "race == 2 & RIAGENDR == 1"))
expect_estimates(surveys$clus1f, measures_of("clus1"), where = list("stype_code == 2", "stype_code == 2"))
expect_estimates(surveys$stratf, measures_of("strat"), by = "sch_wide", where = list("stype_code in {1, 3}", "stype_code %in% c(1, 3)"))
expect_estimates(surveys$hospital, measures_of("hospital"), where = list("births < 2000", "births < 2000"))
# Rows and whole PSUs without weight stay in the design; a breakdown and a term with missing values.
strat <- api_file("apistrat")
strat$pw0 <- ifelse(strat$snum %% 7 == 0, 0, strat$pw)
strat$enroll <- ifelse(strat$snum %% 5 == 0, NA, strat$enroll)
strat$group <- ifelse(strat$snum %% 11 == 0, NA, strat$snum %% 3)
strat$cluster <- strat$dnum %% 40
strat$pw1 <- ifelse(strat$cluster %in% c(3, 17), 0, strat$pw0)
strat <- keep_data(strat[, c("snum", "cluster", "stype_code", "sch_wide", "api00", "enroll", "api_stu", "group", "pw0", "pw1")], "apistrat_missing.csv")
for (w in c("pw0", "pw1")) for (psu in c("", "cluster")) {
  s <- known(paste("apistrat without weight or answer", w, psu), "golden/data/apistrat_missing.csv",
             trimws(paste("--weight", w, "--strata stype_code", if (psu != "") "--psu cluster")), strat,
             ids = if (psu == "") ~1 else ~cluster, strata = ~stype_code, weights = as.formula(paste0("~", w)), nest = TRUE)
  expect_estimates(s, measures_of("strat"), by = "group")
}
write_golden("subsets")
