#include "program/cli/program.hpp"

int main(int argc, char** argv) {
  return sondeo::cli::run_program(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc));
}
