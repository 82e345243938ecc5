# survey-statistics 3: a stratum with one PSU, by every rule, with and without fpc; toys whose answers are known.
source("tests/reference/golden/golden.R")
source("tests/reference/golden/surveys.R")
clus1 <- api_file("apiclus1")
clus1$thousand <- 1000
clus1 <- keep_data(clus1, "apiclus1_thousand.csv")
# The toy of survey-statistics 3, the one of the vendors' page (Stata FAQ: singleton PSUs).
toy <- keep_data(data.frame(h = c(1, 1, 2, 2, 3), w = c(10.5, 10.5, 20, 20, 15), y = c(30.5, 40.5, 35, 52, 44), e = c(1, 0, 1, 1, 0)), "toy.csv")
faq <- keep_data(data.frame(stratid = rep(1:3, c(2, 4, 4)), psuid = c(1, 1, 1, 1, 2, 2, 1, 1, 2, 2), age = c(68, 54, 26, 24, 68, 61, 25, 27, 24, 64),
                            hdresult = c(40, 53, 35, 48, 43, 65, 80, 93, 38, 72),
                            finalwgt = c(9687, 36028, 26896, 8213, 3316, 8475, 10900, 7619, 22584, 2875)), "single_psu.csv")
for (rule in c("remove", "certainty", "adjust", "average")) {
  options(survey.lonely.psu = rule)
  flag <- paste("--lonely-psu", rule)
  one <- function(name, file, flags, data, ...) known(paste(name, rule), file, paste(flags, flag), data, ...)
  expect_estimates(one("apiclus1 by district", "api/apiclus1.csv", "--weight pw --strata dnum", clus1, ids = ~1, strata = ~dnum, weights = ~pw),
                   measures_of("clus1"), by = "stype_code")
  expect_estimates(one("apiclus1 by district of 1000", "golden/data/apiclus1_thousand.csv", "--weight pw --strata dnum --fpc thousand", clus1,
                       ids = ~1, strata = ~dnum, weights = ~pw, fpc = ~thousand), measures_of("clus1"), by = "sch_wide")
  expect_estimates(one("toy", "golden/data/toy.csv", "--weight w --strata h", toy, ids = ~1, strata = ~h, weights = ~w),
                   list(asked("mean", "m", "y"), asked("total", "t", "y"), asked("proportion", "p", "e == 1"), asked("ratio", "r", "y", "w")))
  expect_estimates(one("single PSU", "golden/data/single_psu.csv", "--weight finalwgt --strata stratid --psu psuid", faq,
                       ids = ~psuid, strata = ~stratid, weights = ~finalwgt, nest = TRUE),
                   list(asked("mean", "hd", "hdresult"), asked("total", "hd_total", "hdresult"), asked("ratio", "r", "hdresult", "age"),
                        asked("proportion", "old", "age > 50")))
}
# The figures printed in survey-statistics 3.
printed <- list(remove = c(5.8057775782763, 5.73439565527654), adjust = c(5.82805790164853, 5.75692973226094), average = c(6.0095507279558, 5.93566341802316))
for (rule in names(printed)) {
  flag <- paste("--mean api00 --lonely-psu", rule)
  expect_row(list(name = paste("apiclus1 by district printed", rule), file = "api/apiclus1.csv", flags = "--weight pw --strata dnum"), "mean", flag,
             c(indicator = "api00"), se = as.character(printed[[rule]][1]), printed = TRUE)
  expect_row(list(name = paste("apiclus1 by district of 1000 printed", rule), file = "golden/data/apiclus1_thousand.csv", flags = "--weight pw --strata dnum --fpc thousand"),
             "mean", flag, c(indicator = "api00"), se = as.character(printed[[rule]][2]), printed = TRUE)
}
for (rule in c("remove", "adjust"))
  expect_row(list(name = paste("toy printed", rule), file = "golden/data/toy.csv", flags = "--weight w --strata h"), "total", paste("--total y --lonely-psu", rule),
             c(indicator = "y"), estimate = 3145.5, se = sqrt(c(remove = 126625, adjust = 127579.81)[[rule]]))
write_golden("lonely")
