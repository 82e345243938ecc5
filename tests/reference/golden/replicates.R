# survey-statistics 10: replicates in R's own data sets; api with given and made replicates is in ../replicates.R.
source("tests/reference/golden/golden.R")
source("tests/reference/golden/surveys.R")
surveys <- one_stage_surveys()
with_replicates <- function(name, type) {
  survey <- surveys[[name]]
  survey$design <- as.svrepdesign(survey$design, type = type, mse = TRUE)
  survey
}
for (name in c("nhanes", "hospital", "fpc", "fpc0", "crowd", "stratf"))
  expect_estimates(with_replicates(name, "JKn"), measures_of(name), by = by_of(name)[1], variance = "jkn", more = "--variance jkn")
for (name in c("clus1f", "clus2")) expect_estimates(with_replicates(name, "JK1"), measures_of(name), by = by_of(name), variance = "jk1", more = "--variance jk1")
crowd <- with_replicates("crowd", "BRR")  # three strata of two PSUs: any balanced set gives a total the linearised variance
expect_estimates(crowd, Filter(function(m) m$measure == "total", measures_of("crowd")), variance = "brr", more = "--variance brr")

# scd: two stations in each of three areas, four balanced half samples given as columns.
data(scd)
halves <- 2 * cbind(c(1, 0, 1, 0, 1, 0), c(1, 0, 0, 1, 0, 1), c(0, 1, 1, 0, 0, 1), c(0, 1, 0, 1, 1, 0))
scd <- keep_data(cbind(scd, w = 1, setNames(as.data.frame(halves), paste0("half", 1:4))), "scd.csv")
halves <- as.matrix(scd[, paste0("half", 1:4)])
measures <- list(asked("ratio", "survived", "alive", "arrests"), asked("total", "arrests", "arrests"), asked("mean", "alive", "alive"))
for (mse in c(TRUE, FALSE)) {
  d <- svrepdesign(data = scd, type = "BRR", weights = ~w, repweights = halves, combined.weights = TRUE, mse = mse)
  flags <- paste("--weight w --allow-normalised --replicate-weights 'half*' --replicates brr", if (mse) "--mse" else "--no-mse")
  expect_estimates(known_survey(paste("scd", if (mse) "mse" else "no-mse"), "golden/data/scd.csv", flags, d), measures, variance = "given brr")
}
linear <- known("scd linearized", "golden/data/scd.csv", "--weight w --strata ESA --psu ambulance --allow-normalised", scd, ids = ~ambulance, strata = ~ESA, weights = ~w, nest = TRUE)
expect_estimates(linear, measures)

# The figures printed in survey-statistics 10.
expect_row(known_survey("scd printed", "golden/data/scd.csv", "--weight w --allow-normalised --replicate-weights 'half*' --replicates brr --no-mse", NULL), "ratio",
           "--ratio 'survived = alive/arrests'", c(indicator = "survived"), variance = "given brr", estimate = ".153506350082827", se = ".00941840066991849", printed = TRUE)
expect_row(known_survey("apiclus1 fpc printed", "api/apiclus1.csv", "--weight pw --psu dnum --fpc fpc", NULL), "mean", "--mean api00 --variance jk1",
           c(indicator = "api00"), variance = "jk1", se = "26.335", printed = TRUE)
# The same replicates as columns, about both centres.
for (mse in c("--mse", "--no-mse"))
  expect_row(known_survey(paste("apiclus1 fpc printed", mse), "replicates/clus1.csv",
                          paste("--weight pw --replicate-weights 'jk*' --replicates jk1 --scale", shortest((1 - 15 / 757) * 14 / 15), mse), NULL),
             "mean", "--mean api00", c(indicator = "api00"), variance = "given jk1", se = if (mse == "--mse") "26.335" else "26.329", printed = TRUE)
write_golden("replicates")
