# survey-statistics 18: answers that vendors print in their worked examples, to the digits printed there, with the data of the example.
# R is asked too, and must agree: a figure typed wrong stops this script.
source("tests/reference/golden/golden.R")
source("tests/reference/golden/surveys.R")

# What is printed: figure = text. `r`: R's estimate, whose figures must round to what is printed.
answer <- function(survey, measure, arguments, indicator, r, degrees, ...) {
  printed <- list(...)
  value <- coef(r)[[length(coef(r))]]; se <- SE(r)[[length(SE(r))]]
  ours <- list(estimate = value, se = se, ci_low = value - qt(.975, degrees) * se, ci_high = value + qt(.975, degrees) * se, df = degrees)
  for (name in intersect(names(printed), names(ours))) {
    digits <- nchar(sub("^[^.]*\\.?", "", printed[[name]]))
    if (abs(ours[[name]] - as.numeric(printed[[name]])) > 0.5000001 * 10^-digits) stop(survey$name, " ", name, ": R has ", format(ours[[name]], digits = 15))
  }
  expect_row(survey, paste(measure, "printed"), arguments, c(indicator = indicator), ..., printed = TRUE)
  expect_row(survey, paste(measure, "printed"), arguments, c(indicator = indicator), estimate = value, se = se)
}

# SAS/STAT, SURVEYMEANS, Getting Started: ice cream bought by 40 students of three grades, of 4000.
pairs <- c(7, 7, 7, 7, 8, 12, 9, 10, 7, 1, 7, 10, 7, 3, 8, 20, 8, 19, 7, 2, 7, 2, 9, 15, 8, 16, 7, 6, 7, 6, 7, 6, 9, 15, 8, 17, 8, 14, 9, 8,
           9, 8, 9, 7, 7, 3, 7, 12, 7, 4, 9, 14, 8, 18, 9, 9, 7, 2, 7, 1, 7, 4, 7, 11, 9, 8, 8, 10, 8, 13, 7, 2, 9, 6, 9, 11, 7, 2, 7, 9)
ice <- data.frame(grade = pairs[c(TRUE, FALSE)], spending = pairs[c(FALSE, TRUE)])
ice$total <- 4000
ice$students <- c(1824, 1025, 1151)[ice$grade - 6]
ice$weight <- ice$students / table(ice$grade)[as.character(ice$grade)]
ice$hundred <- 100
ice <- keep_data(ice, "ice_cream.csv")
srs <- known("SAS ice cream", "golden/data/ice_cream.csv", "--weight hundred --fpc total", ice, ids = ~1, weights = ~hundred, fpc = ~total)
answer(srs, "mean", "--mean spending", "spending", svymean(~spending, srs$design), 39, estimate = "8.75", se = ".84514", ci_low = "7.040545", ci_high = "10.459455", df = "39")
answer(srs, "proportion wald", "--proportion 'ten = spending >= 10' --interval wald", "ten", svymean(~as.numeric(spending >= 10), srs$design), 39, estimate = ".425", se = ".07876")
grades <- known("SAS ice cream by grade", "golden/data/ice_cream.csv", "--weight weight --strata grade --fpc students", ice, ids = ~1, strata = ~grade, weights = ~weight, fpc = ~students)
answer(grades, "mean", "--mean spending", "spending", svymean(~spending, grades$design), 37, estimate = "9.14129798", se = ".53180", ci_low = "8.06377", ci_high = "10.21883", df = "37")
answer(grades, "proportion wald", "--proportion 'ten = spending >= 10' --interval wald", "ten", svymean(~as.numeric(spending >= 10), grades$design), 37,
       estimate = ".45544545", se = ".05842", ci_low = ".33707", ci_high = ".57382")

# Lehtonen and Pahkinen, Practical Methods, Province '91, page 44, with UCLA's answers by Stata and SAS: a sampling rate of .25.
province <- keep_data(data.frame(str = c(1, 1, 2, 2, 2, 2, 2, 2), clu = c(1, 5, 9, 13, 17, 21, 25, 29), wt = 4, ue91 = c(4123, 721, 194, 129, 239, 61, 262, 166),
                                 lab91 = c(33786, 4930, 2069, 927, 2144, 573, 1737, 1615), rate = .25), "province.csv")
p91 <- known("Province '91", "golden/data/province.csv", "--weight wt --strata str --psu clu --fpc rate --deff --interval-other wald", province,
             ids = ~clu, strata = ~str, weights = ~wt, fpc = ~rate)
# ue91 cannot be negative: its Wald limit below 0 (-5297.209) turns to a logarithmic interval here (survey-statistics 17).
total <- svytotal(~ue91, p91$design, deff = TRUE)
stopifnot(abs(coef(total) - qt(.975, 6) * SE(total) + 5297.209) < 5e-4, abs(coef(total) + qt(.975, 6) * SE(total) - 52457.21) < 5e-3)
stopifnot(abs(deff(total) - .758641) < 5e-7, abs(sqrt(deff(svytotal(~ue91, p91$design, deff = "replace"))) - .754308) < 5e-7)
answer(p91, "total", "--total ue91", "ue91", total, 6, estimate = "23580", se = "11801.49", deff_wor = ".758641", deft = ".754308", df = "6")
answer(p91, "ratio", "--ratio 'r = ue91/lab91'", "r", svyratio(~ue91, ~lab91, p91$design), 6, estimate = ".1233754", se = ".00333248")
# Page 29: eight of 32 by simple random sampling. SAS prints the means and totals.
simple <- keep_data(data.frame(cluster = c(1, 4, 5, 15, 18, 26, 30, 31), wt = 4, ue91 = c(4123, 760, 721, 142, 187, 331, 127, 219),
                               lab91 = c(33786, 5919, 4930, 675, 1448, 2543, 1084, 1330), rate = .25), "province_simple.csv")
p29 <- known("Province '91 simple", "golden/data/province_simple.csv", "--weight wt --psu cluster --fpc rate", simple, ids = ~cluster, weights = ~wt, fpc = ~rate)
answer(p29, "mean", "--mean ue91", "ue91", svymean(~ue91, p29$design), 7, estimate = "826.250000", se = "415.070586")
answer(p29, "mean", "--mean lab91", "lab91", svymean(~lab91, p29$design), 7, estimate = "6464.375000", se = "3430.088578")
answer(p29, "total", "--total ue91", "ue91", svytotal(~ue91, p29$design), 7, estimate = "26440", se = "13282")
answer(p29, "total", "--total lab91", "lab91", svytotal(~lab91, p29$design), 7, estimate = "206860", se = "109763")
# Page 60: a certainty PSU written twice with half its weight, as SAS needs it.
certainty <- keep_data(data.frame(str = c(2, 2, 1, 1, 1, 1, 1, 1, 1), clu = c(1, 1, 10, 4, 7, 32, 26, 18, 13), wt = c(.5, .5, 1.004, 1.893, 2.173, 2.971, 4.762, 6.335, 13.730),
                                  ue91 = c(4123, 4123, 1623, 760, 767, 568, 331, 187, 129)), "province_certainty.csv")
p60 <- known("Province '91 certainty PSU", "golden/data/province_certainty.csv", "--weight wt --strata str --psu clu --lonely-psu certainty", certainty, ids = ~clu, strata = ~str, weights = ~wt)
options(survey.lonely.psu = "certainty")
answer(p60, "total", "--total ue91", "ue91", svytotal(~ue91, p60$design), 6, estimate = "15077", se = "521.121241")
options(survey.lonely.psu = "fail")

# Stata, [SVY] svyset: fpc.dta, which is R's data(fpc). The page has 6.955546 where R's limit is 6.95554546.
surveys <- one_stage_surveys()
without <- surveys$fpc0; with <- surveys$fpc
answer(without, "mean", "--mean x --deff", "x", svymean(~x, without$design), 6, estimate = "5.448148", se = ".7412683")
answer(with, "mean", "--mean x --deff", "x", svymean(~x, with$design), 6, estimate = "5.448148", se = ".6160407", ci_low = "3.94075", ci_high = "6.955545", df = "6")
stopifnot(abs(deff(svymean(~x, without$design, deff = TRUE)) - 1.4266) < 5e-5, abs(deff(svymean(~x, with$design, deff = TRUE)) - .98531) < 5e-6)
expect_row(without, "mean printed", "--mean x --deff", c(indicator = "x"), deff_wor = "1.4266", printed = TRUE)
expect_row(with, "mean printed", "--mean x --deff", c(indicator = "x"), deff_wor = ".98531", printed = TRUE)

# api, printed in R's help pages: enroll of apistrat with fpc, dnum of apiclus1 with fpc, apiclus2 with replacement.
answer(surveys$stratf, "mean", "--mean api00", "api00", svymean(~api00, surveys$stratf$design), 197, estimate = "662.29", se = "9.4089")
answer(surveys$stratf, "total", "--total enroll", "enroll", svytotal(~enroll, surveys$stratf$design), 197, estimate = "3687178", se = "114642")
answer(surveys$clus1f, "mean", "--mean api00", "api00", svymean(~api00, surveys$clus1f$design), 14, estimate = "644.17", se = "23.542")
answer(surveys$clus1f, "total", "--total enroll", "enroll", svytotal(~enroll, surveys$clus1f$design), 14, estimate = "3404940", se = "932235")
clus2 <- surveys$clus2$design
answer(surveys$clus2, "mean", "--mean api00", "api00", svymean(~api00, clus2), 39, estimate = "670.81", se = "30.712")
# Two stages: apiclus2 with the sizes of both, and mu284 of Sarndal, Swensson and Wretman.
data(api, mu284, package = "survey")
schools <- keep_data(apiclus2[, c("dnum", "snum", "pw", "fpc1", "fpc2", "api00", "enroll")], "apiclus2.csv")
two <- known("apiclus2", "golden/data/apiclus2.csv", "--weight pw --psu dnum,snum --fpc fpc1,fpc2", schools, ids = ~dnum + snum, fpc = ~fpc1 + fpc2, weights = ~pw)
answer(two, "mean", "--mean api00", "api00", svymean(~api00, two$design), 39, estimate = "670.81", se = "30.099")
answer(two, "total", "--total enroll", "enroll", svytotal(~enroll, two$design, na.rm = TRUE), 37, estimate = "2639273", se = "799638")
mu284$weight <- with(mu284, n1 / length(unique(id1)) * n2 / ave(id2, id1, FUN = length))
mu284 <- keep_data(mu284[, c("id1", "n1", "id2", "n2", "y1", "weight")], "mu284.csv")
mu <- known("mu284", "golden/data/mu284.csv", "--weight weight --psu id1,id2 --fpc n1,n2", mu284, ids = ~id1 + id2, fpc = ~n1 + n2, weights = ~weight)
answer(mu, "total", "--total y1", "y1", svytotal(~y1, mu$design), 4, estimate = "15080", se = "2274.3")
stopifnot(abs(vcov(svytotal(~y1, mu$design))[1, 1] - 5172234) < 0.5)  # survey-statistics 13
write_golden("known_answers")
