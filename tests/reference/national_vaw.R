# The sample study's figures by R survey, from the delivered .sav alone.
#   Rscript tests/reference/national_vaw.R DATA.sav OUT.csv
# Nothing of sondeo takes part: acts, missing answers, constructs and domains are written out again here.
suppressMessages({library(haven); library(survey)})
arguments <- commandArgs(trailingOnly = TRUE)
d <- as.data.frame(zap_labels(read_sav(arguments[1], user_na = TRUE)))

ever_partnered <- d$pareja %in% c(1, 2)
acts <- list(physical = paste0("f", "%s", 1:6), sexual = paste0("s", "%s", 1:3),
             psychological = paste0("p", "%s", 1:5), economic = paste0("e", "%s", 1:3))

# An act that never happened did not happen in the last 12 months; don't know and refused are missing.
last_year <- function(act) {
  ever <- d[[sprintf(act, "v")]]
  year <- d[[sprintf(act, "a")]]
  ifelse(ever %in% 2, 0, ifelse(ever %in% 1 & year %in% 1:3, 1, ifelse(ever %in% 1 & year %in% 4, 0, NA)))
}
lifetime <- function(act) {
  ever <- d[[sprintf(act, "v")]]
  ifelse(ever %in% 1, 1, ifelse(ever %in% 2, 0, NA))
}
# Any yes is yes; else no where at least 0.8 of the acts were answered; else missing (policy "answered").
battery <- function(names, answer) {
  m <- vapply(names, answer, numeric(nrow(d)))
  y <- ifelse(rowSums(m == 1, na.rm = TRUE) > 0, 1, ifelse(rowMeans(!is.na(m)) >= 0.8, 0, NA))
  ifelse(ever_partnered, y, NA)
}
# Three-valued or.
either <- function(...) {
  m <- cbind(...)
  ifelse(rowSums(m == 1, na.rm = TRUE) > 0, 1, ifelse(rowSums(is.na(m)) > 0, NA, 0))
}
year <- lapply(acts, battery, last_year)
life <- lapply(acts, battery, lifetime)
d$y_physical <- year$physical
d$y_sexual <- year$sexual
d$y_psychological <- year$psychological
d$y_economic <- year$economic
d$y_physical_or_sexual <- either(year$physical, year$sexual)
d$y_any_form <- either(year$physical, year$sexual, year$psychological)
d$y_ever <- either(life$physical, life$sexual, life$psychological, life$economic)
d$y_reported <- ifelse(d$denuncio %in% 1, 1, ifelse(d$denuncio %in% 2, 0, NA))
d$age_group <- findInterval(d$edad, c(15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65))
much <- sapply(1:6, function(i) d[[paste0("wg", i)]])
much <- ifelse(much %in% 3:4, 1, ifelse(much %in% 1:2, 0, NA))
dim(much) <- c(nrow(d), 6)
d$disability <- ifelse(rowSums(much == 1, na.rm = TRUE) > 0, 1, ifelse(rowSums(is.na(much)) > 0, NA, 2))
d$education <- ifelse(d$educacion %in% 1:4, d$educacion, NA)

design <- svydesign(ids = ~upm, strata = ~estrato, weights = ~fac_mujer, data = d, nest = TRUE)
options(survey.lonely.psu = "fail")

number <- function(x) sprintf("%.17g", x)

# One cell: per cent, standard error, logit interval with t on the degrees of freedom of the rows that count: PSUs -
# strata among the rows with an answer (docs/decisions.md), which is degf() of the design that svymean is given.
row_of <- function(indicator, y, base, by = "", code = "") {
  value <- d[[y]]
  inside <- base & !is.na(value)
  if (by != "") inside <- inside & d[[by]] %in% as.numeric(code)
  of_cell <- if (by == "") base else base & d[[by]] %in% as.numeric(code)
  s <- design[inside, ]
  m <- svymean(as.formula(paste0("~", y)), s)
  degrees <- degf(s)
  p <- as.numeric(coef(m))
  se <- as.numeric(SE(m))
  limits <- plogis(qlogis(p) + c(-1, 1) * qt(0.975, degrees) * se / (p * (1 - p)))
  data.frame(indicator, by, code, estimate = number(100 * p), se = number(100 * se), df = degrees,
             ci_low = number(100 * limits[1]), ci_high = number(100 * limits[2]), n = sum(inside),
             n_missing = sum(of_cell) - sum(inside), weight_sum = number(sum(d$fac_mujer[inside])))
}

partnered <- ever_partnered & d$edad >= 15
main <- c("sdg-5.2.1-physical" = "y_physical", "sdg-5.2.1-sexual" = "y_sexual",
          "sdg-5.2.1-psychological" = "y_psychological", "sdg-5.2.1-physical-or-sexual" = "y_physical_or_sexual",
          "sdg-5.2.1-any-form" = "y_any_form")
out <- NULL
for (id in names(main)) {
  out <- rbind(out, row_of(id, main[[id]], partnered))
  for (by in c("age_group", "area", "region", "education", "disability"))
    for (code in sort(unique(na.omit(d[[by]][partnered])))) out <- rbind(out, row_of(id, main[[id]], partnered, by, code))
  out <- rbind(out, row_of(paste0(id, "-15-49"), main[[id]], partnered & d$edad <= 49))
}
out <- rbind(out, row_of("economic-12m", "y_economic", partnered), row_of("partner-violence-ever", "y_ever", partnered),
             row_of("reported-to-authorities", "y_reported", partnered & d$y_ever %in% 1))

total <- svytotal(~y_physical_or_sexual, design[partnered & !is.na(d$y_physical_or_sexual), ])
degrees <- degf(design[partnered & !is.na(d$y_physical_or_sexual), ])
limits <- as.numeric(coef(total)) + c(-1, 1) * qt(0.975, degrees) * as.numeric(SE(total))
base <- partnered & !is.na(d$y_physical_or_sexual)
out <- rbind(out, data.frame(indicator = "women-physical-or-sexual-12m", by = "", code = "",
                             estimate = number(as.numeric(coef(total))), se = number(as.numeric(SE(total))), df = degrees,
                             ci_low = number(limits[1]), ci_high = number(limits[2]), n = sum(base),
                             n_missing = sum(partnered) - sum(base), weight_sum = number(sum(d$fac_mujer[base]))))
write.csv(out, arguments[2], row.names = FALSE, quote = FALSE)
cat(nrow(out), "figures by R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), "\n",
    file = stderr())

# The official indicators of samples/national-vaw/official.toml, to the third argument.
if (length(arguments) > 2) {
  yes <- function(x) ifelse(x %in% 1, 1, ifelse(x %in% 2, 0, NA))
  d$l_physical <- life$physical
  d$l_sexual <- life$sexual
  d$l_psychological <- life$psychological
  d$l_physical_or_sexual <- either(life$physical, life$sexual)
  d$l_economic <- life$economic
  d$np <- yes(d$np1)
  for (i in 1:3) {
    d[[paste0("victim", i)]] <- yes(d[[paste0("v", i)]])
    d[[paste0("police", i)]] <- yes(d[[paste0("vp", i)]])
    d[[paste0("ground", i)]] <- as.numeric(d[[paste0("d", i)]] %in% 1)  # of all respondents: no answer is a no
  }
  d$victim_physical <- either(d$victim1, d$victim2)
  d$safe <- as.numeric(d$seg %in% 1:2)                                  # of all respondents
  d$felt <- as.numeric(d$d1 %in% 1 | d$d2 %in% 1 | d$d3 %in% 1)
  design <- svydesign(ids = ~upm, strata = ~estrato, weights = ~fac_mujer, data = d, nest = TRUE)
  all_women <- d$edad >= 15
  young <- d$edad <= 49
  adult <- d$edad >= 18
  forms <- c(physical = "physical", sexual = "sexual", psychological = "psychological",
             "physical-or-sexual" = "physical_or_sexual", any = "any_form")
  rows <- NULL
  add <- function(id, y, base) {
    rows <<- rbind(rows, row_of(id, y, base), row_of(id, y, base, "area", 1), row_of(id, y, base, "area", 2))
  }
  for (form in names(forms)) {
    add(paste0("5.2.1-", form), paste0("y_", forms[[form]]), partnered)
    add(paste0("5.2.1-", form, "-15-49"), paste0("y_", forms[[form]]), partnered & young)
  }
  for (form in names(forms)[1:4]) {
    add(paste0("ipv-lifetime-", form), paste0("l_", forms[[form]]), partnered)
    add(paste0("ipv-lifetime-", form, "-15-49"), paste0("l_", forms[[form]]), partnered & young)
  }
  add("ipv-economic-12m", "y_economic", partnered)
  add("ipv-economic-lifetime", "l_economic", partnered)
  add("5.2.2-sexual", "np", all_women)
  add("5.2.2-sexual-15-49", "np", all_women & young)
  add("16.1.3-physical", "victim_physical", adult)
  add("16.1.3-physical-assault", "victim1", adult)
  add("16.1.3-robbery", "victim2", adult)
  add("16.1.3-psychological", "victim3", adult)
  add("16.1.4-after-dark", "safe", adult)
  add("16.1.4-after-dark-companion", "safe", adult & d$seg %in% 1:4)
  add("16.3.1-physical-assault-last-police", "police1", adult & d$victim1 %in% 1)
  add("16.3.1-robbery-last-police", "police2", adult & d$victim2 %in% 1)
  add("16.3.1-psychological-last-police", "police3", adult & d$victim3 %in% 1)
  add("16.b.1-any", "felt", adult)
  add("16.b.1-sex", "ground1", adult)
  add("16.b.1-ethnicity", "ground2", adult)
  add("16.b.1-disability", "ground3", adult)
  write.csv(rows, arguments[3], row.names = FALSE, quote = FALSE)
}
