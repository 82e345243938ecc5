# The baseline-endline sample by R survey, from the delivered .sav alone.
#   Rscript tests/reference/municipios.R samples/municipios/municipios.sav tests/reference/municipios.csv
suppressMessages({library(haven); library(survey)})
arguments <- commandArgs(trailingOnly = TRUE)
d <- as.data.frame(zap_labels(read_sav(arguments[1], user_na = TRUE)))
yes <- function(x) ifelse(x %in% 1, 1, ifelse(x %in% 2, 0, NA))
either <- function(a, b) ifelse(a %in% 1 | b %in% 1, 1, ifelse(is.na(a) | is.na(b), NA, 0))
d$y <- 100 * either(yes(d$fisica), yes(d$sexual))
d$y[!(d$pareja %in% 1:2)] <- NA
d$grupo <- pmin(d$municipio, 4)
design <- svydesign(ids = ~upm, strata = ~interaction(municipio, area), weights = ~factor, data = d, nest = TRUE)
inside <- subset(design, pareja %in% 1:2 & !is.na(y))
number <- function(x) sprintf("%.17g", x)
cells <- svyby(~y, ~grupo + ronda, inside, svymean, covmat = TRUE)
out <- data.frame(id = "ipv", grupo = cells$grupo, ronda = cells$ronda, estimate = number(coef(cells)),
                  se = number(SE(cells)), df = mapply(function(g, r) degf(subset(inside, grupo == g & ronda == r)),
                                                      cells$grupo, cells$ronda))
for (r in 1:2) {
  m <- svymean(~y, subset(inside, ronda == r))
  out <- rbind(out, data.frame(id = "ipv", grupo = "", ronda = r, estimate = number(coef(m)), se = number(SE(m)),
                               df = degf(subset(inside, ronda == r))))
}
for (k in 1:3) {
  w <- setNames(rep(0, 8), names(coef(cells)))
  w[c(paste0(k, ".2"), "4.1")] <- 1
  w[c(paste0(k, ".1"), "4.2")] <- -1
  s <- svycontrast(cells, w)
  out <- rbind(out, data.frame(id = paste0("did-", k), grupo = "", ronda = "", estimate = number(coef(s)),
                               se = number(SE(s)), df = degf(subset(inside, grupo %in% c(k, 4)))))
}
write.csv(out, arguments[2], row.names = FALSE, quote = FALSE)
