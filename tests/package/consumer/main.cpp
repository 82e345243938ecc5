// The smallest program that uses sondeo as a library: a study from its file to its first figure.
#include <iostream>

#include <sondeo/program/run/execute.hpp>
#include <sondeo/program/run/study_file.hpp>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const sondeo::run::Study study = sondeo::run::read_study(argv[1], std::nullopt);
  const sondeo::run::RunResult result = sondeo::run::estimate(study, {});
  std::cout << "mean age: " << result.table.rows.at(0).estimate << '\n';
}
