# R survey on the data of bench_calibration TOTALS --write FILE: linear calibration to the totals of five margins.
# Rscript tests/bench/calibration.R FILE
suppressMessages(library(survey))
file <- commandArgs(TRUE)[1]
d <- read.csv(file)
totals <- scan(paste0(file, ".totals"), quiet = TRUE)
for (m in 1:5) d[[paste0("m", m)]] <- factor(d[[paste0("m", m)]])
f <- ~m1 + m2 + m3 + m4 + m5
k <- length(totals) / 5
population <- c(sum(totals[1:k]), unlist(lapply(0:4, function(m) totals[m * k + 2:k])))
s <- svydesign(~1, weights = ~w, data = d)
names(population) <- colnames(model.matrix(f, d[1, ]))
cat(system.time(made <- calibrate(s, f, population, epsilon = 1e-12))[["elapsed"]], "s linear\n")
